"""Load one run: everything it brought in one transaction, or nothing of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import duckdb

from model import ArchiveImport, PermanentError, Run, RunStatus
from warehouse.database.connection import Connection
from warehouse.database.rows import first, rows
from warehouse.database.statements import execute, execute_all
from warehouse.database.transaction import transaction

# The phases of a load, in their order. Stage: read what the run brought, one kind of file at a time.
STAGE = {
    "outlets": "load/stage_outlet",
    "feeds": "load/stage_feed",
    "fetches": "load/stage_fetch",
    "entries": "load/stage_entry",
    "rejections": "load/stage_rejection",
    "articles": "load/stage_read",
    "hosts": "load/stage_host",
    "imports": "load/stage_import",
}
# Judge: decide what becomes of every entry, by what the warehouse has.
JUDGE = (
    "load/stage_known_entry",
    "load/stage_new_article",
    "load/stage_linked_article",
    "load/stage_judged_entry",
)
# Reconcile: count what entered against what becomes of it; nothing is written where they differ.
RECONCILE = "load/reconcile"
# Write: bring the tables up to what is staged.
WRITE = (
    "load/outlet",
    "load/feed",
    "load/fetch",
    "load/article_revision",
    "load/entry",
    "load/host",
    "load/rejection",
    "load/article",
    "load/article_text",
    "load/article_fingerprint",
    "load/article_language",
    "load/archive_import",
    "load/article_contradiction",
    "load/unrelated",
    "load/untallied",
    "load/unindexed",
    "load/poll_day",
)
DROP_STAGED = "load/drop_staged"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reconciliation:
    """What entered a run and what became of it, each counted by itself."""

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
                "The counts of the run do not add up, so nothing of it was loaded: "
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
    """Load the JSON-lines `files` of a run, by kind (outlets, feeds, fetches, ...); return its counts.

    Loading the same run again changes nothing. Raises PermanentError where its counts do not add up.
    """
    loaded = find_run(connection, run_id)
    if loaded:
        return loaded
    with transaction(connection):
        for kind, name in STAGE.items():
            stage_files(connection, name, files[kind])
        execute_all(connection, JUDGE)
        run = reconcile(connection, run_id, started_at, RECONCILE)
        execute_all(connection, WRITE)
    execute(connection, DROP_STAGED)
    return run


def stage_files(connection: Connection, name: str, files: Sequence[Path]) -> None:
    """Stage the rows of JSON-lines files, by a statement that binds $files."""
    execute(connection, name, files=[str(path) for path in files])


def reconcile(connection: Connection, run_id: str, started_at: datetime, name: str) -> Run:
    """Count what is staged, note it as a run and return it; raises PermanentError where counts differ."""
    (counts,) = rows(execute(connection, name), Reconciliation)
    counts.check()
    run = _run(run_id, started_at, counts)
    _insert_run(connection, run)
    return run


def _run(run_id: str, started_at: datetime, counts: Reconciliation) -> Run:
    return Run(
        run_id=run_id,
        started_at=started_at,
        finished_at=None,
        status=RunStatus.LOADED,
        entered_count=counts.entered_count,
        loaded_count=counts.loaded_count,
        known_count=counts.known_count,
        rejected_count=counts.rejected_count,
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
    return first(connection.execute("SELECT * FROM run WHERE run_id = ?", [run_id]), Run)


def find_import(connection: Connection, file: str) -> ArchiveImport | None:
    """Return how far a foreign archive file was read in, None where nothing of it was."""
    return first(execute(connection, "plan/archive_import", file=file), ArchiveImport)


def loaded_run_ids(connection: duckdb.DuckDBPyConnection) -> frozenset[str]:
    """Return the ids of every run the warehouse knows of."""
    return frozenset(run_id for (run_id,) in connection.execute("SELECT run_id FROM run").fetchall())


def record_abandoned(connection: duckdb.DuckDBPyConnection, run_ids: Sequence[str], now: datetime) -> None:
    """Note runs that died before their load, so that the run table has every start."""
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
