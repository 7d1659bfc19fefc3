"""What a killed command leaves behind, of every kind, and its removal.

Whoever has temporary files in a folder has that folder in use (`model.files.in_use`), which ends with the
process. So what lies in a folder that nobody has in use was left behind, whoever else is at work.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from extractors.archive.cutting import CUT
from model.files import PARTIAL, claimed, discard
from pipeline.handoff import BEGINNING, is_run_id
from pipeline.running import progress
from pipeline.settings import Settings
from pipeline.staging.steps import WORK, WORK_FOLDER
from warehouse.database.compacting import COMPACT
from warehouse.reports.as_of import AS_OF_FOLDER
from warehouse.reports.exporting import EXPORT_FOLDER

# A file is written beside its name: hidden, with an ending. DuckDB has a log and a folder beside its files.
_BESIDE = re.compile(rf"\..+(?:{PARTIAL}|{CUT}|{COMPACT})(?:\.wal|\.tmp)?|.+\.duckdb\.tmp", re.DOTALL)
_FOLDER = re.compile(rf"(?:{AS_OF_FOLDER}|{EXPORT_FOLDER}|{BEGINNING}|{WORK_FOLDER})\w{{8}}", re.ASCII)
_ANY = re.compile(".*", re.DOTALL)
# The folders of the data folder in which Parallax writes, with all that is below them.
_OURS = ("writer", "exports", "runs", "archive", "airflow", "models", "demo")


def sweep(settings: Settings, *more: Path) -> list[Path]:
    """Remove what killed commands left in the data folder, beside the warehouse and in `more`; return it.

    In `more`, and where the warehouse is elsewhere, others have files: only folders of exports and what is
    named after the warehouse's file are removed there.
    """
    elsewhere = (settings.published.parent, settings.writer.parent, *more)
    folders = dict.fromkeys(elsewhere, named_after(settings.published))
    folders |= dict.fromkeys(_folders(settings.data), _ANY)
    removed = [
        path for folder, names in folders.items() if folder.is_dir() for path in _sweep_folder(folder, names)
    ]
    removed += _archives_of_no_run(settings)
    if removed:
        progress.say(f"removed what killed commands left behind: {len(removed)} files or folders")
    return removed


def named_after(file: Path) -> re.Pattern[str]:
    """Return what matches the names of files that lie beside a file and begin with its name."""
    return re.compile(rf"\.?{re.escape(file.name)}\b.*", re.DOTALL)


def _folders(data: Path) -> Iterator[Path]:
    yield data
    # What is below belongs to the steps that work there.
    yield data / WORK
    for name in _OURS:
        yield data / name
        yield from (path for path in (data / name).rglob("*/") if not path.is_symlink())


def _sweep_folder(folder: Path, names: re.Pattern[str]) -> Iterator[Path]:
    found = _listed(folder)
    for path in [path for path in found if _FOLDER.fullmatch(path.name) and path.is_dir()]:
        with claimed(path) as is_left:
            if is_left:
                remove_whole(path)
                yield path
    beside = [path for path in found if _BESIDE.fullmatch(path.name) and names.fullmatch(path.name)]
    if beside:
        with claimed(folder) as is_left:
            for path in beside if is_left else ():
                remove_whole(path)
                yield path


def _listed(folder: Path) -> list[Path]:
    """Return what is in a folder; nothing where another process, which made it, has just removed it."""
    try:
        return list(folder.iterdir())
    except FileNotFoundError:
        return []


def _archives_of_no_run(settings: Settings) -> list[Path]:
    """Remove archive files that a run was still writing and whose run folder is no longer there."""
    unfinished = list(settings.path_in_data("archive").rglob(f"*.warc.gz{PARTIAL}"))
    removed = []
    for path in unfinished:
        run_id = path.name.partition("-")[0]
        if is_run_id(run_id) and not settings.path_in_data("runs", run_id).exists():
            path.unlink(missing_ok=True)
            removed.append(path)
    return removed


def remove_whole(path: Path) -> None:
    """Remove a file, a link or a folder with all that is in it, whatever its modes; warn where that fails."""
    try:
        if path.is_dir() and not path.is_symlink():
            _open_up(path)
        discard(path)
    except OSError as error:
        progress.warn(f"{path} was left behind and cannot be removed ({error.strerror or error}).")


def _open_up(folder: Path) -> None:
    """Let a folder's owner read and write it and the folders below it."""
    for path in (folder, *folder.rglob("*/")):
        if not path.is_symlink():
            path.chmod(0o700)
