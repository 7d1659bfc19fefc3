"""The commands that keep what was gathered, or let it go: their arguments, handed to the commands."""

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

from pipeline.settings import read_settings

Adding: TypeAlias = Callable[[str, Callable[[argparse.Namespace], int], str], argparse.ArgumentParser]


def add_keeping(command: Adding) -> None:
    """Add the commands; `command` makes the parser of one by its name, function and purpose."""
    erased = command("erase", _erase, "remove articles or outlets for good: text, archive, all made of them")
    erased.add_argument(
        "given", nargs="+", metavar="URL|OUTLET", help="URLs or ids of articles, or ids of outlets"
    )
    erased.add_argument("--note", help="why, for those who read the table `erased`")
    retained = command("retain", _retain, "remove what is older than the settings PARALLAX_KEEP_* keep it")
    retained.add_argument("--dry-run", action="store_true", help="only say what would go")
    command("compact", _compact, "make the warehouse's file smaller, by the room of deleted rows")
    backed_up = command(
        "backup", _backup, "copy warehouse, archive and catalog into a folder, what is new of it"
    )
    backed_up.add_argument("folder", type=Path, metavar="DIR")
    restored = command("restore", _restore, "check a backup and bring it back into the data folder")
    restored.add_argument("folder", type=Path, metavar="DIR")
    restored.add_argument("--overwrite", action="store_true", help="put it in the place of what is there")


def _erase(arguments: argparse.Namespace) -> int:
    from pipeline.commands.erase import erase_given  # noqa: PLC0415

    return erase_given(read_settings(), arguments.given, arguments.note)


def _retain(arguments: argparse.Namespace) -> int:
    from pipeline.commands.retain import retain_what_is_kept  # noqa: PLC0415

    return retain_what_is_kept(read_settings(), is_rehearsal=arguments.dry_run)


def _backup(arguments: argparse.Namespace) -> int:
    from pipeline.commands.backup import back_up  # noqa: PLC0415

    return back_up(read_settings(), arguments.folder)


def _restore(arguments: argparse.Namespace) -> int:
    from pipeline.commands.backup import restore_from  # noqa: PLC0415

    return restore_from(read_settings(), arguments.folder, overwrites=arguments.overwrite)


def _compact(_: argparse.Namespace) -> int:
    from pipeline.commands.compact import compact_warehouse  # noqa: PLC0415

    return compact_warehouse(read_settings())
