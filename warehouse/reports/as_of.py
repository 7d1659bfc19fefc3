"""The warehouse as it was after a run, in a copy: to write last month's report once more."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from model import PermanentError
from model.files import temporary_folder
from model.paths import WarehousePaths
from warehouse.database.connection import open_reader, open_writer
from warehouse.database.statements import execute_all
from warehouse.database.transaction import transaction
from warehouse.steps.tallying import tally

# How the folder of such a copy begins; it is gone when its user is.
AS_OF_FOLDER = ".as-of-"
# What takes a copy of the warehouse back to a moment ($at), in one transaction. These files hand on temporary
# tables: each `stage_...` file makes the table of its name, and the files after it read that. `load/poll_day`
# counts the polls of the days in `stage_fetch`: after a load these are the days of the run's requests, here
# `asof/stage_fetch` fills it with the requests of the last day.
AS_OF = (
    "asof/stage_moment",
    "asof/stage_membership",  # says which articles were there
    "asof/keep_articles",
    "asof/keep_copies",
    "asof/stage_event",
    "asof/event",
    "asof/stage_changed",
    "replace/event_title",
    "asof/stage_story_event",
    "asof/story_event",
    "stories/stage_all",
    "stories/story",
    "asof/forget_later",
    "asof/stage_fetch",
    "asof/untallied",
    "load/poll_day",
)


@contextmanager
def as_of(published: Path, run_id: str) -> Iterator[Path]:
    """Make a copy of the published warehouse as it was when a run was published, and remove it after use.

    Articles are in the events they were in then, and nothing later is there. Today's state remains for: texts
    read again since, copies found since among the articles of then, outlets and feeds.
    Raises PermanentError where no such run was published.
    """
    at = _published_at(published, run_id)
    with temporary_folder(published.parent, AS_OF_FOLDER) as folder:
        paths = WarehousePaths(published=folder / "none", writer=folder / "warehouse.duckdb")
        shutil.copyfile(published, paths.writer)
        with open_writer(paths) as connection:
            with transaction(connection):
                execute_all(connection, AS_OF, at=at)
            tally(connection)
        yield paths.writer


def _published_at(published: Path, run_id: str) -> datetime:
    with open_reader(published) as connection:
        found = connection.execute("SELECT finished_at FROM run WHERE run_id = ?", [run_id]).fetchone()
    if found is None or found[0] is None:
        raise PermanentError(
            f"No run {run_id} was published: `parallax sql 'FROM run'` shows those that were."
        )
    at: datetime = found[0]
    return at
