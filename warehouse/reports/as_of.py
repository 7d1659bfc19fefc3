"""The warehouse as it stood after a run, in a copy: for last month's report once more."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from model import PermanentError
from model.places import WarehousePaths
from warehouse.database.connection import open_reader, open_writer
from warehouse.database.statements import statement, statement_names
from warehouse.database.transaction import transaction
from warehouse.steps.tallying import tally


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
                for name in statement_names("asof"):
                    text = statement(name)
                    connection.execute(text, {"at": found[0]} if "$at" in text else None)
                connection.execute(statement("load/048_poll_day"))
            tally(connection)
        yield paths.writer
