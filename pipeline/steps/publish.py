"""Publish: replace the readers' copy of the warehouse by one that includes this run."""

import shutil
from datetime import datetime
from pathlib import Path

from pipeline.keeping.erasure_completion import complete_erasure
from pipeline.keeping.lake import commit_to_lake
from pipeline.keeping.retain import retain_daily
from pipeline.running import progress
from pipeline.settings import Settings
from transforms.language.preferences import in_order
from warehouse import Connection, open_writer
from warehouse.database import publishing
from warehouse.keeping.blocklist_store import is_unfinished
from warehouse.steps.checking import check
from warehouse.steps.loading import finish_runs
from warehouse.steps.tallying import tally
from warehouse.steps.titling import prefer_languages, title_languages


def publish(settings: Settings, run: str, now: datetime) -> str:
    """Finish the run and replace the published copy; return the published file.

    An incomplete erasure, such as that of a page whose identity only this run revealed, is completed first.
    """
    paths = settings.warehouse_paths
    with open_writer(paths) as connection:
        is_erasing = is_unfinished(connection)
        if not is_erasing:
            _finish_run(settings, connection, now)
    if is_erasing:
        # The run is loaded: of its files nothing is needed any more, and they may hold what is erased.
        shutil.rmtree(Path(run), ignore_errors=True)
        complete_erasure(settings, now)
        with open_writer(paths) as connection:
            _finish_run(settings, connection, now)
    publishing.publish(paths)
    commit_to_lake(settings, now)
    shutil.rmtree(Path(run), ignore_errors=True)
    progress.say(f"publish: {settings.published}")
    return str(settings.published)


def _finish_run(settings: Settings, connection: Connection, now: datetime) -> None:
    # Looking through all titles is for those who have a preference.
    languages = title_languages(connection) if settings.languages else ()
    prefer_languages(connection, in_order(settings.languages, languages))
    tally(connection)
    retain_daily(settings, connection, now)
    for found in check(connection):
        progress.warn(f"check {found.name}: {found.what} ({found.count}, such as {found.example}).")
    finish_runs(connection, now)
