"""Load everything a run brought, in one transaction."""

from pathlib import Path

from pipeline.running import progress
from pipeline.running.run_folder import RunFolder, write_lines
from pipeline.settings import Settings
from transforms.drift import drift
from warehouse import WarehousePaths, open_writer
from warehouse.steps.loading import load_run
from warehouse.steps.watching import watch_run


def load(settings: Settings, read: list[str]) -> str:
    """Load the run whose `read` folders are given; return the run's folder.

    Raises PermanentError where what entered is not loaded, known or rejected; nothing is loaded then.
    """
    folder = RunFolder(Path(read[0]).parents[1])
    head = folder.head()
    with open_writer(WarehousePaths(published=settings.published, writer=settings.writer)) as connection:
        run = load_run(connection, head.run_id, head.started_at, _files(folder))
        drifted = watch_run(connection, head.run_id, head.started_at, drift)
    progress.say(
        f"load: {run.entered_count} entered = {run.loaded_count} loaded + {run.known_count} known "
        f"+ {run.rejected_count} rejected"
    )
    for outlet, what in sorted(drifted.items()):
        progress.warn(
            f"load: the pages of {outlet} read unlike before ({what}). Its articles of this run are "
            f"withheld from the trends: once reading is mended, run "
            f"`parallax reprocess --run {head.run_id} --outlet {outlet}`."
        )
    return str(folder.path)


def _files(folder: RunFolder) -> dict[str, list[Path]]:
    """Return the files of each kind; one without files gets an empty one, as DuckDB reads no empty list."""
    nothing = folder.part("plan", "nothing.jsonl")
    write_lines(nothing, ())
    found = {
        "outlets": folder.all("plan/outlets.jsonl"),
        "feeds": folder.all("plan/feeds.jsonl") + folder.all("select/feeds.jsonl"),
        "fetches": folder.all("*/*/fetches.jsonl"),
        "entries": folder.all("select/entries.jsonl"),
        "rejections": folder.all("*/*/rejections.jsonl") + folder.all("select/rejections.jsonl"),
        "articles": folder.all("read/*/articles.jsonl"),
        "hosts": folder.all("*/*/hosts.jsonl"),
        "imports": folder.all("plan/imports.jsonl"),
    }
    return {kind: paths or [nothing] for kind, paths in found.items()}
