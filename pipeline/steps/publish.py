"""Publish: give the readers the copy that has this run in it."""

import shutil
from datetime import datetime
from pathlib import Path

from pipeline.keeping.erasing import finish_erasing
from pipeline.keeping.retain import retain_daily
from pipeline.running import progress
from pipeline.settings import Settings
from warehouse import Connection, open_writer
from warehouse.database import publishing
from warehouse.keeping.erasing import is_unfinished
from warehouse.steps.checking import check
from warehouse.steps.loading import finish_runs
from warehouse.steps.tallying import tally


def publish(settings: Settings, run: str, now: datetime) -> str:
    """Close the run's books and replace the published copy; return the published file.

    An erasing that is not at its end, such as of a page that told only now what it is, is finished first.
    """
    paths = settings.warehouse_paths
    with open_writer(paths) as connection:
        has_traces = is_unfinished(connection)
        if not has_traces:
            _close_books(settings, connection, now)
    if has_traces:
        finish_erasing(settings, now)
        with open_writer(paths) as connection:
            _close_books(settings, connection, now)
    publishing.publish(paths)
    shutil.rmtree(Path(run), ignore_errors=True)
    progress.say(f"publish: {settings.published}")
    return str(settings.published)


def _close_books(settings: Settings, connection: Connection, now: datetime) -> None:
    tally(connection)
    retain_daily(settings, connection, now)
    for found in check(connection):
        progress.warn(f"check {found.name}: {found.what} ({found.count}, such as {found.example}).")
    finish_runs(connection, now)
