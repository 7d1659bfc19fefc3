"""`parallax erase`, `retain`, `compact`, `backup` and `restore`: what is kept, and what is removed."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from model.counting import counted
from pipeline.commands.dialogue import agrees, consent_options, require_answerable, say, warn
from pipeline.settings import read_settings

if TYPE_CHECKING:
    from pipeline.keeping.erase import Erased
    from pipeline.keeping.erasure_scope import ErasurePreview

_UNITS = {"archive": "file"}
# As many of the articles to erase are named.
_SHOWN = 10


@click.command("erase")
@click.argument("subjects", nargs=-1, required=True, metavar="URL|OUTLET...")
@click.option("--note", metavar="TEXT", help="The reason, kept in the table `erased`.")
@consent_options
def erase(*, subjects: tuple[str, ...], note: str | None, is_agreed: bool, is_rehearsal: bool) -> int:
    """Remove articles or whole outlets for good.

    Takes URLs or ids of articles, or ids of outlets. Their texts, archive records and all that was made of
    them are removed, and they are not loaded again. Shows what will be removed, and asks.
    """
    from pipeline.keeping import erase as erasing
    from pipeline.running.run_lock import only_run

    require_answerable(is_agreed=is_agreed, is_rehearsal=is_rehearsal)
    settings = read_settings()
    if not is_agreed:
        for line in _lines_of_preview(erasing.preview(settings, subjects)):
            say(line)
        if is_rehearsal:
            return 0
        if not agrees("Erase this for good?"):
            return 1
    with only_run(settings):
        erased = erasing.erase(settings, subjects, note, datetime.now(UTC))
    for line in _lines_of_erased(erased):
        say(line)
    for one in erased.finished.held:
        warn(f"not finished: {one.path} {one.why}. {one.remedy}")
    return 1 if erased.finished.held else 0


def _lines_of_preview(found: "ErasurePreview") -> Iterator[str]:
    if found.outlets:
        yield f"outlets to erase, with their feeds: {', '.join(found.outlets)}"
    yield (
        f"to erase: {counted(len(found.articles), 'article')}, "
        f"{counted(found.entry_count, 'entry', 'entries')} of feeds, "
        f"{counted(found.request_count, 'request')}"
    )
    for article in found.articles[:_SHOWN]:
        yield f"  {article.title or ''} {article.url}"
    if len(found.articles) > _SHOWN:
        yield f"  and {len(found.articles) - _SHOWN:,} more"
    if not found.articles:
        yield "The warehouse has no article of it; it will not be loaded from now on."


def _lines_of_erased(erased: "Erased") -> Iterator[str]:
    outlets = f", outlets: {', '.join(erased.outlets)}" if erased.outlets else ""
    yield f"articles erased: {erased.article_count}{outlets}"
    yield f"URLs refused from now on: {erased.url_count}"
    for table, count in erased.counts.items():
        yield f"  {table:24}{count:>8} {'row' if count == 1 else 'rows'}"
    if not erased.counts:
        yield "The warehouse had nothing of it; it will not be loaded."
    for file in erased.finished.rewritten:
        yield f"rewritten without it: {file}"
    for file in erased.finished.missing:
        yield f"already gone: {file}"
    for file in erased.foreign_files:
        yield f"left as it is, because it is outside the data folder: {file}"
    if compacted := erased.finished.compacted:
        yield f"warehouse compacted from {compacted.before_bytes:,} to {compacted.after_bytes:,} bytes"
    yield "Older backups and files outside the data folder may still hold it."


@click.command("retain")
@click.option("--dry-run", is_flag=True, help="Only show what would be removed.")
def retain(*, dry_run: bool) -> None:
    """Remove what is older than the PARALLAX_KEEP_* settings allow."""
    from pipeline.keeping import retain as retaining
    from pipeline.running.run_lock import only_run

    settings = read_settings()
    with only_run(settings):
        done = retaining.retain(settings, datetime.now(UTC), is_rehearsal=dry_run)
    does = "would be removed" if dry_run else "removed"
    for kind, count in done.counts.items():
        unit = f"{_UNITS.get(kind, 'row')}{'' if count == 1 else 's'}"
        say(f"{kind:12}{count:>10} {unit} {does}, older than {done.before[kind]:%Y-%m-%d %H:%M} UTC")
    if not dry_run and any(done.counts.values()):
        say("The warehouse's file keeps its size until `parallax compact`.")


@click.command("compact")
def compact() -> None:
    """Shrink the warehouse's file by the space of deleted rows."""
    from pipeline.keeping import compact as compacting
    from pipeline.running.run_lock import only_run

    settings = read_settings()
    with only_run(settings):
        done = compacting.compact(settings)
    say(f"compacted {settings.published} from {done.before_bytes:,} to {done.after_bytes:,} bytes")


@click.command("backup")
@click.argument("folder", type=Path, metavar="DIR")
def backup(*, folder: Path) -> None:
    """Copy the warehouse, the archive and the catalog to a folder.

    A backup in the same folder is brought up to date: only new and changed files are copied.
    """
    from pipeline.keeping import backup as backing_up
    from pipeline.running.run_lock import only_run

    settings = read_settings()
    folder = folder.absolute()
    with only_run(settings):
        done = backing_up.backup(settings, folder, datetime.now(UTC))
    say(
        f"backed up into {folder}: {counted(done.file_count, 'file')}, {done.new_count:,} of them "
        f"new or changed ({done.new_bytes:,} bytes)"
    )


@click.command("restore")
@click.argument("folder", type=Path, metavar="DIR")
@click.option("--overwrite", is_flag=True, help="Replace the data and the catalog that are there.")
def restore(*, folder: Path, overwrite: bool) -> None:
    """Check a backup and copy it back into the data folder."""
    from pipeline.keeping import restore as restoring
    from pipeline.running.run_lock import only_run

    settings = read_settings()
    with only_run(settings) as was_restoring:
        # Who begins an interrupted restore again may replace what that one put there.
        may_replace = overwrite or was_restoring
        done = restoring.restore(settings, folder.absolute(), datetime.now(UTC), overwrites=may_replace)
    files = counted(done.file_count, "file")
    say(
        f"restored {files} of {done.made_at:%Y-%m-%d %H:%M} UTC into {settings.data}\n"
        "The next run, or `parallax export`, writes the reports."
    )
