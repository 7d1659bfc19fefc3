"""The warehouse as it was after a run, in a copy: to write last month's report once more."""

import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from model import PermanentError, RunStatus
from model.files import temporary_folder
from model.paths import WarehousePaths
from warehouse.database.connection import open_reader, open_writer
from warehouse.database.rows import rows
from warehouse.database.statements import execute_all
from warehouse.database.transaction import transaction
from warehouse.steps.tallying import tally

# How the folder of such a copy begins; it is gone when its user is.
AS_OF_FOLDER = ".as-of-"
# Names the last run.
LATEST = "latest"
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


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedRun:
    """A run that was published, and when."""

    run_id: str
    finished_at: datetime

    def __str__(self) -> str:
        """Return the run as messages show it."""
        return f"{self.run_id}, published {self.finished_at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def find_run(published: Path, text: str, before: datetime | None) -> PublishedRun:
    """Return the run with an id, the last one for `latest`, or the last one published before a time.

    `before` is what `text` means as a time, None where it means none. Raises PermanentError, which names the
    first and the last run, where there is none.
    """
    runs = _published_runs(published)
    for run in runs:
        if run.run_id == text:
            return run
    found = [run for run in runs if text == LATEST or (before is not None and run.finished_at < before)]
    if not found:
        raise PermanentError(_without_run(runs, text, before))
    return found[-1]


def _published_runs(published: Path) -> list[PublishedRun]:
    query = "SELECT run_id, finished_at FROM run WHERE status = ? ORDER BY finished_at, rowid"
    with open_reader(published) as connection:
        return rows(connection.execute(query, [RunStatus.SUCCEEDED]), PublishedRun)


def _without_run(runs: Sequence[PublishedRun], text: str, before: datetime | None) -> str:
    if not runs:
        return "No run was published yet: `parallax run` makes the first one."
    said = f"No run had been published by {text}" if before else f"No run {text!r} was published"
    known = f"the first is {runs[0]}; the last is {runs[-1]}"
    return f"{said}: {known}. Give --as-of the id of a run, a date or time, or `{LATEST}`."


@contextmanager
def as_of(published: Path, run: PublishedRun) -> Iterator[Path]:
    """Make a copy of the published warehouse as it was when a run was published, and remove it after use.

    Articles are in the events they were in then, and nothing later is there. Today's state remains for: texts
    read again since, copies found since among the articles of then, outlets and feeds.
    """
    with temporary_folder(published.parent, AS_OF_FOLDER) as folder:
        paths = WarehousePaths(published=folder / "none", writer=folder / "warehouse.duckdb")
        shutil.copyfile(published, paths.writer)
        with open_writer(paths) as connection:
            with transaction(connection):
                execute_all(connection, AS_OF, at=run.finished_at)
            tally(connection)
        yield paths.writer
