"""`parallax erase`, `retain`, `compact`, `backup` and `restore`: what is kept, and what is removed."""

import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.settings import read_settings

if TYPE_CHECKING:
    from pipeline.keeping.erase import Erased

_UNITS = {"archive": "files"}


@click.command("erase")
@click.argument("subjects", nargs=-1, required=True, metavar="URL|OUTLET...")
@click.option("--note", metavar="TEXT", help="The reason, kept in the table `erased`.")
def erase(*, subjects: tuple[str, ...], note: str | None) -> int:
    """Remove articles or whole outlets for good.

    Takes URLs or ids of articles, or ids of outlets. Their texts, archive records and all that was made of
    them are removed, and they are not loaded again.
    """
    from pipeline.keeping import erase as erasing
    from pipeline.running.run_lock import only_run
    from reports.tables import visible

    settings = read_settings()
    with only_run(settings):
        erased = erasing.erase(settings, subjects, note, datetime.now(UTC))
    sys.stdout.write("".join(f"{visible(line)}\n" for line in _lines_of_erased(erased)))
    for one in erased.finished.held:
        line = visible(f"parallax: not finished: {one.path} {one.why}. {one.remedy}")
        sys.stderr.write(f"{line}\n")
    return 1 if erased.finished.held else 0


def _lines_of_erased(erased: "Erased") -> Iterator[str]:
    outlets = f", outlets: {', '.join(erased.outlets)}" if erased.outlets else ""
    yield f"articles erased: {erased.article_count}{outlets}"
    yield f"URLs refused from now on: {erased.url_count}"
    for table, count in erased.counts.items():
        yield f"  {table:24}{count:>8} rows"
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
        unit = _UNITS.get(kind, "rows")
        sys.stdout.write(
            f"{kind:12}{count:>10} {unit} {does}, older than {done.before[kind]:%Y-%m-%d %H:%M} UTC\n"
        )
    if not dry_run and any(done.counts.values()):
        sys.stdout.write("The warehouse's file keeps its size until `parallax compact`.\n")


@click.command("compact")
def compact() -> None:
    """Shrink the warehouse's file by the space of deleted rows."""
    from pipeline.keeping import compact as compacting
    from pipeline.running.run_lock import only_run

    settings = read_settings()
    with only_run(settings):
        done = compacting.compact(settings)
    sys.stdout.write(
        f"compacted {settings.published} from {done.before_bytes:,} to {done.after_bytes:,} bytes\n"
    )


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
    sys.stdout.write(
        f"backed up into {folder}: {done.file_count} files, {done.new_count} of them new or changed "
        f"({done.new_bytes:,} bytes)\n"
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
    sys.stdout.write(
        f"restored {done.file_count} files of {done.made_at:%Y-%m-%d %H:%M} UTC into {settings.data}\n"
        "The next run, or `parallax export`, writes the reports.\n"
    )
