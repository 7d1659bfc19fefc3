"""Load one run: everything it brought in one transaction, or nothing of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import duckdb

from model import ArchiveImport, PermanentError, Run, RunStatus
from warehouse.database.connection import Connection
from warehouse.database.statements import statement, statement_names
from warehouse.database.transaction import transaction
from warehouse.steps.planning import as_dicts

_STAGES = {
    "outlets": "load/010_stage_outlet",
    "feeds": "load/011_stage_feed",
    "fetches": "load/012_stage_fetch",
    "entries": "load/013_stage_entry",
    "rejections": "load/014_stage_rejection",
    "articles": "load/015_stage_read",
    "hosts": "load/016_stage_host",
    "imports": "load/017_stage_import",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Books:
    """What entered a run and what became of it, counted apart."""

    entered_count: int
    loaded_count: int
    known_count: int
    rejected_count: int
    lost_count: int = 0
    unmatched_rejection_count: int = 0

    def check(self) -> None:
        """Raise PermanentError unless entered = loaded + known + rejected."""
        judged = self.loaded_count + self.known_count + self.rejected_count
        if self.lost_count or self.unmatched_rejection_count or judged != self.entered_count:
            raise PermanentError(
                "The books of the run do not balance, so nothing of it was loaded: "
                f"{self.entered_count} items entered, {self.loaded_count} loaded, {self.known_count} known, "
                f"{self.rejected_count} rejected, {self.lost_count} unaccounted for. "
                "This is a defect of Parallax: please report it."
            )


def load_run(
    connection: duckdb.DuckDBPyConnection,
    run_id: str,
    started_at: datetime,
    files: Mapping[str, Sequence[Path]],
) -> Run:
    """Load the JSON-lines `files` of a run (by kind: outlets, feeds, fetches, ...) and return its books.

    Loading the same run again changes nothing. Raises PermanentError where the books do not balance.
    """
    loaded = find_run(connection, run_id)
    if loaded:
        return loaded
    with transaction(connection):
        for kind, name in _STAGES.items():
            connection.execute(statement(name), {"files": [str(path) for path in files[kind]]})
        _execute_between(connection, "load/018", "load/023")
        run = book_run(connection, run_id, started_at, "load/023_books")
        _execute_between(connection, "load/030", "load/999")
    return run


def _execute_between(connection: Connection, first: str, end: str) -> None:
    for name in statement_names("load"):
        if first <= name < end:
            connection.execute(statement(name))


def book_run(connection: Connection, run_id: str, started_at: datetime, books_statement: str) -> Run:
    """Note what is staged as a run and return it; raises PermanentError where the counts do not add up."""
    (counts,) = as_dicts(connection.execute(statement(books_statement)))
    books = Books(**counts)
    books.check()
    run = _run(run_id, started_at, books)
    _insert_run(connection, run)
    return run


def _run(run_id: str, started_at: datetime, books: Books) -> Run:
    return Run(
        run_id=run_id,
        started_at=started_at,
        finished_at=None,
        status=RunStatus.LOADED,
        entered_count=books.entered_count,
        loaded_count=books.loaded_count,
        known_count=books.known_count,
        rejected_count=books.rejected_count,
    )


def _insert_run(connection: duckdb.DuckDBPyConnection, run: Run) -> None:
    connection.execute(
        "INSERT INTO run VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [
            *(run.run_id, run.started_at, run.finished_at, run.status),
            *(run.entered_count, run.loaded_count, run.known_count, run.rejected_count),
        ],
    )


def find_run(connection: duckdb.DuckDBPyConnection, run_id: str) -> Run | None:
    """Return a run by its id, or None where the warehouse has none of it."""
    cursor = connection.execute("SELECT * FROM run WHERE run_id = ?", [run_id])
    names = [column[0] for column in cursor.description or ()]
    row = cursor.fetchone()
    if row is None:
        return None
    values = dict(zip(names, row, strict=True))
    return Run(**{**values, "status": RunStatus(values["status"])})


def find_import(connection: Connection, file: str) -> ArchiveImport | None:
    """Return how far a foreign archive file was read in, None where nothing of it was."""
    rows = as_dicts(connection.execute(statement("plan/archive_import"), {"file": file}))
    return ArchiveImport(**rows[0]) if rows else None


def loaded_run_ids(connection: duckdb.DuckDBPyConnection) -> frozenset[str]:
    """Return the ids of every run the warehouse knows of."""
    return frozenset(run_id for (run_id,) in connection.execute("SELECT run_id FROM run").fetchall())


def record_abandoned(connection: duckdb.DuckDBPyConnection, run_ids: Sequence[str], now: datetime) -> None:
    """Note runs that died before their load, so that the run table tells of every start."""
    for run_id in run_ids:
        if find_run(connection, run_id) is None:
            connection.execute(
                "INSERT INTO run VALUES (?, NULL, ?, ?, 0, 0, 0, 0)", [run_id, now, RunStatus.ABANDONED]
            )


def finish_runs(connection: duckdb.DuckDBPyConnection, now: datetime) -> None:
    """Mark every loaded run as succeeded: what follows is the publishing of them."""
    connection.execute(
        "UPDATE run SET status = ?, finished_at = ? WHERE status = ?",
        [RunStatus.SUCCEEDED, now, RunStatus.LOADED],
    )
