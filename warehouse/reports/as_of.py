"""The warehouse as it stood after a run, in a copy: for last month's report once more."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from model import PermanentError
from model.places import WarehousePaths
from warehouse.database.connection import open_reader, open_writer
from warehouse.database.statements import execute_all
from warehouse.database.transaction import transaction
from warehouse.steps.tallying import tally

# What takes a copy of the warehouse back: memberships first, for they say which articles were there.
AS_OF = (
    "asof/stage_moment",
    "asof/stage_membership",
    "asof/keep_articles",
    "asof/keep_copies",
    "asof/stage_event",
    "asof/event",
    "asof/forget_later",
    "asof/stage_fetch",
    "asof/untallied",
    "load/poll_day",
)


@contextmanager
def as_of(published: Path, run_id: str) -> Iterator[Path]:
    """Give a copy of the published warehouse, taken back to when a run was published.

    Articles stand in the events they stood in then, and what came later is not there. The texts of articles
    read anew since, the copies found since among them, the outlets and the state of feeds are today's.
    Raises PermanentError where no such run was published.
    """
    with open_reader(published) as connection:
        found = connection.execute("SELECT finished_at FROM run WHERE run_id = ?", [run_id]).fetchone()
    if found is None or found[0] is None:
        raise PermanentError(
            f"No run {run_id} was published: `parallax sql 'FROM run'` shows those that were."
        )
    with TemporaryDirectory(prefix=".as-of-", dir=published.parent) as folder:
        paths = WarehousePaths(published=Path(folder) / "none", writer=Path(folder) / "warehouse.duckdb")
        shutil.copyfile(published, paths.writer)
        with open_writer(paths) as connection:
            with transaction(connection):
                execute_all(connection, AS_OF, at=found[0])
            tally(connection)
        yield paths.writer
