"""Load the results of a run in one transaction."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from model import PermanentError
from pipeline.handoff import (
    ARTICLES,
    ENTRIES,
    FEEDS_NOT_DUE,
    FETCH_REJECTIONS,
    IMPORTS,
    NO_ROWS,
    OUTLETS,
    PACED_FEEDS,
    PAGE_FETCHES,
    PAGE_HOSTS,
    POLL_FETCHES,
    POLL_HOSTS,
    POLL_REJECTIONS,
    READ_REJECTIONS,
    SELECT_REJECTIONS,
    Batch,
    Results,
    RunFile,
)
from pipeline.running import progress
from pipeline.settings import Settings
from transforms.drift import drift
from warehouse import open_writer
from warehouse.steps.loading import load_run
from warehouse.steps.watching import watch_run


def load(settings: Settings, polled: Sequence[str], fetched: Sequence[str], read: Sequence[str]) -> str:
    """Load the run whose results are in these folders; return the run's folder.

    Raises PermanentError, and loads nothing, unless entered = loaded + known + rejected.
    """
    results = Results(polled=polled, fetched=fetched, read=read)
    folder = results.folder
    head = folder.head()
    with open_writer(settings.warehouse_paths) as connection:
        run = load_run(connection, head.run_id, head.started_at, _files_to_load(results))
        drifted = watch_run(connection, head.run_id, head.started_at, drift)
    results.note()
    progress.say(
        f"load: {run.entered_count} entered = {run.loaded_count} loaded + {run.known_count} known "
        f"+ {run.rejected_count} rejected"
    )
    for outlet, what in sorted(drifted.items()):
        progress.warn(
            f"load: the pages of {outlet} read differently from before ({what}). Its articles of this run "
            f"are withheld from the trends: once reading is fixed, run "
            f"`parallax reprocess --run {head.run_id} --outlet {outlet}`."
        )
    return str(folder.path)


def _files_to_load(results: Results) -> dict[str, list[Path]]:
    """Return the files of a run that `load` takes, by what they hold, in the order in which they are read."""
    of_run = [Batch(results.folder, "")]
    polled, fetched, read = ([*map(Batch.at, of)] for of in (results.polled, results.fetched, results.read))
    kinds: dict[str, list[tuple[RunFile[Any], list[Batch]]]] = {
        "outlets": [(OUTLETS, of_run)],
        "feeds": [(FEEDS_NOT_DUE, of_run), (PACED_FEEDS, of_run)],
        "fetches": [(PAGE_FETCHES, fetched), (POLL_FETCHES, polled)],
        "entries": [(ENTRIES, of_run)],
        "rejections": [
            (FETCH_REJECTIONS, fetched),
            (POLL_REJECTIONS, polled),
            (READ_REJECTIONS, read),
            (SELECT_REJECTIONS, of_run),
        ],
        "articles": [(ARTICLES, read)],
        "hosts": [(PAGE_HOSTS, fetched), (POLL_HOSTS, polled)],
        "imports": [(IMPORTS, of_run)],
    }
    empty = NO_ROWS.write(results.folder, ())
    found = {
        kind: [path for file, batches in of for path in file.paths(batches) if _is_there(path, file)]
        for kind, of in kinds.items()
    }
    return {kind: paths or [empty] for kind, paths in found.items()}


def _is_there(path: Path, file: RunFile[Any]) -> bool:
    """Say whether a file of a run is there; raises PermanentError where a batch lacks one of its files."""
    if not path.exists() and "{batch}" in file.name:
        raise PermanentError(f"{path} is missing: a new run removes what is left of this one.")
    return path.exists()
