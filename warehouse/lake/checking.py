"""Check the lake after a commit: it has what the file has, and the checks of a load find nothing in it."""

from collections.abc import Iterator, Sequence

import duckdb

from warehouse.database.quoting import quoted
from warehouse.database.statements import execute_all
from warehouse.database.transaction import transaction
from warehouse.lake.differences import TableChange
from warehouse.steps.checking import INDEX_CHECKS, Finding, check_staged

APART = "lake_apart"
# Those that name articles, and those that name what was counted.
_OF_ARTICLES = ("article", "article_tally", "syndication_member", "event_article")
_STAGES = {
    "stage_article": ("article_id", _OF_ARTICLES),
    "stage_touched": ("day, event_id", ("article_tally", "event_day")),
    "stage_event": ("event_id", ("event", "event_tally")),
    "stage_run": ("run_id, started_at", ("run",)),
}


def check_lake(
    connection: duckdb.DuckDBPyConnection, changes: Sequence[TableChange], base: str | None
) -> Iterator[Finding]:
    """Yield what is wrong with the lake after a commit of `changes`; `base` has the state before, if any.

    First the keys of each changed table are compared with the file's: a row that DuckLake lost, kept or wrote
    twice shows there. Then follow the checks of a load, on the articles, days and events that changed.
    """
    # One transaction reads one snapshot, and asks the catalog for it once.
    with transaction(connection):
        yield from _apart(connection, changes)
        _stage(connection, changes, base)
        connection.execute("USE lake")
        yield from check_staged(connection, INDEX_CHECKS)
    connection.execute("USE memory")


def _stage(connection: duckdb.DuckDBPyConnection, changes: Sequence[TableChange], base: str | None) -> None:
    """Stage what changed, as tallying stages it for the checks of a load."""
    for stage, (columns, tables) in _STAGES.items():
        parts = [
            _changed_rows(change, columns, database)
            for change in changes
            if change.table in tables
            for database in ("file", *([base] if base and not change.is_whole else []))
        ]
        nothing = f"SELECT {columns} FROM file.{quoted(tables[0])} WHERE false"  # noqa: S608 - our own names
        connection.execute(f"CREATE OR REPLACE TEMP TABLE {stage} AS {' UNION '.join(parts or [nothing])}")
    execute_all(connection, ("lake/stage_touched", "lake/stage_week"))


def _changed_rows(change: TableChange, columns: str, database: str) -> str:
    text = f"SELECT {columns} FROM {database}.{quoted(change.table)}"  # noqa: S608 - our own names
    return text if change.is_whole else f"{text} WHERE {change.key_hash} IN (FROM {change.stage})"


def _apart(connection: duckdb.DuckDBPyConnection, changes: Sequence[TableChange]) -> Iterator[Finding]:
    for change in changes:
        sums = [
            connection.execute(
                f"SELECT count(*), sum({change.key_hash}) FROM {database}.{quoted(change.table)}"  # noqa: S608 - our own names
            ).fetchall()[0]
            for database in ("file", "lake")
        ]
        if sums[0] != sums[1]:
            yield Finding(
                name=APART,
                what="Tables of the lake that have other rows than the warehouse",
                count=abs(sums[0][0] - sums[1][0]),
                example=f"{change.table}: {sums[1][0]} rows, the warehouse has {sums[0][0]}",
            )
