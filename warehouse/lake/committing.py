"""Commit to the lake what the published warehouse has and the lake has not: one transaction, one snapshot.

Only INSERT, DELETE and CREATE OR REPLACE are used: a MERGE into a DuckLake lost rows and wrote others twice.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from uuid import uuid4

import duckdb

from model.files import hard_linked
from model.paths import LakeAddress, WarehousePaths
from warehouse.database.quoting import literal, quoted
from warehouse.database.transaction import transaction
from warehouse.database.views import IN_ORDER, INDEX_MACROS, VIEWS, relation_of
from warehouse.database.zoning import stored_zone, zoned
from warehouse.lake.checking import APART, check_lake
from warehouse.lake.differences import TableChange, find_changes, gone_tables
from warehouse.lake.opening import open_lake
from warehouse.lake.upkeep import purge
from warehouse.steps.checking import Finding

# Searches need the index of words: comparing it would take longer than all the rest.
_DEFINED = tuple(name for name in IN_ORDER if name not in INDEX_MACROS)
# The one row that says which state of the warehouse the lake is a copy of.
_COMMIT = "lake_commit"
_MAKE_COMMIT = f"""
CREATE TABLE IF NOT EXISTS lake.{_COMMIT} (
    token VARCHAR, run_id VARCHAR, committed_at TIMESTAMPTZ, definitions VARCHAR, is_erasing BOOLEAN
)
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Committed:
    """What was committed: tables with rows replaced, tables written whole, and what checks then found.

    `is_compared` says that the lake itself was read to find what it lacks.
    """

    changed: Sequence[str] = ()
    whole: Sequence[str] = ()
    is_compared: bool = False
    is_purged: bool = False
    findings: Sequence[Finding] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _State:
    token: str = ""
    definitions: str = ""
    is_erasing: bool = False


def commit(
    paths: WarehousePaths, address: LakeAddress, now: datetime, *, is_thorough: bool = False
) -> Committed:
    """Bring the lake to the state of the published warehouse, and check it.

    Compared is with the file that the last commit copied, which is kept beside the writer's as a second name
    of the published file. Where there is none of that state, and with `is_thorough`, the lake itself is read.
    After an erasure nothing of what was erased is left in any snapshot or file of the lake.

    Raises TransientError where the lake cannot be reached, ConfigurationError where an extension is missing.
    """
    with open_lake(address) as connection:
        connection.execute(_MAKE_COMMIT)
        state = _state(connection)
        base = _kept(paths, state.token)
        is_compared = is_thorough or not base.exists()
        if not is_compared and base.samefile(paths.published) and not state.is_erasing:
            return Committed()
        token = uuid4().hex
        kept = _kept(paths, token)
        source = kept if hard_linked(paths.published, kept) else paths.published
        try:
            connection.execute(f"ATTACH {literal(source)} AS file (READ_ONLY)")
            if not is_compared:
                connection.execute(f"ATTACH {literal(base)} AS base (READ_ONLY)")
            done = _commit(connection, state, token, now, is_thorough=is_thorough, is_compared=is_compared)
            if any(found.name == APART for found in done.findings):
                kept.unlink(missing_ok=True)
        except BaseException:
            kept.unlink(missing_ok=True)
            raise
        forget(paths, but=kept)
        return done


def forget(paths: WarehousePaths, but: Path | None = None) -> None:
    """Remove the kept files of earlier states; the next commit compares with the lake itself."""
    for path in paths.writer.parent.glob("lake-*.duckdb"):
        if path != but:
            path.unlink(missing_ok=True)


def _kept(paths: WarehousePaths, token: str) -> Path:
    return paths.writer.parent / f"lake-{token}.duckdb"


def _commit(
    connection: duckdb.DuckDBPyConnection,
    state: _State,
    token: str,
    now: datetime,
    *,
    is_thorough: bool,
    is_compared: bool,
) -> Committed:
    base = "lake" if is_compared else "base"
    is_erasing = state.is_erasing or _has_erased(connection, base)
    changes = find_changes(connection, base, is_thorough=is_thorough or is_compared, is_rewriting=is_erasing)
    definitions = _definitions(stored_zone(connection, "file"))
    after = _State(token=token, definitions=definitions, is_erasing=is_erasing)
    with transaction(connection):
        for change in changes:
            _write(connection, change)
        for table in gone_tables(connection, _COMMIT):
            connection.execute(f"DROP TABLE lake.{quoted(table)}")
        if after.definitions != state.definitions:
            _define(connection)
        _mark(connection, after, now)
    if is_erasing:
        purge(connection)
        with transaction(connection):
            _mark(connection, replace(after, is_erasing=False), now)
    return Committed(
        changed=[change.table for change in changes if not change.is_whole],
        whole=[change.table for change in changes if change.is_whole],
        is_compared=is_compared,
        is_purged=is_erasing,
        findings=list(check_lake(connection, changes, None if is_compared else base)),
    )


def _write(connection: duckdb.DuckDBPyConnection, change: TableChange) -> None:
    target, source = f"lake.{quoted(change.table)}", f"file.{quoted(change.table)}"
    if change.is_whole:
        connection.execute(f"CREATE OR REPLACE TABLE {target} AS FROM {source}")
        return
    # Row ids are looked up first: a query by hashes for all columns would read the whole table.
    condition = f"{change.key_hash} IN (FROM {change.stage})"
    connection.execute(f"DELETE FROM {target} WHERE {condition}")  # noqa: S608 - our own names
    connection.execute(
        f"INSERT INTO {target} FROM {source} WHERE rowid IN (SELECT rowid FROM {source} WHERE {condition})"  # noqa: S608 - our own names
    )


def _state(connection: duckdb.DuckDBPyConnection) -> _State:
    text = f"SELECT token, definitions, is_erasing FROM lake.{_COMMIT}"  # noqa: S608 - our own name
    rows = connection.execute(text).fetchall()
    if len(rows) != 1:
        return _State()
    token, definitions, is_erasing = rows[0]
    return _State(token=token, definitions=definitions, is_erasing=is_erasing)


def _mark(connection: duckdb.DuckDBPyConnection, state: _State, now: datetime) -> None:
    """Note which state this is, in the lake and with its snapshot."""
    ((run_id,),) = connection.execute("SELECT max(run_id) FROM file.run").fetchall()
    connection.execute(f"DELETE FROM lake.{_COMMIT}")  # noqa: S608 - our own name
    connection.execute(
        f"INSERT INTO lake.{_COMMIT} VALUES (?, ?, ?, ?, ?)",  # noqa: S608 - our own name
        [state.token, run_id, now, state.definitions, state.is_erasing],
    )
    extra = json.dumps({"token": state.token, "run_id": run_id})
    message = f"run {run_id}"
    connection.execute(
        f"CALL lake.set_commit_message('parallax', {literal(message)}, extra_info => {literal(extra)})"
    )


def _has_erased(connection: duckdb.DuckDBPyConnection, base: str) -> bool:
    """Say whether the warehouse erased something that the lake may still have."""
    text = "SELECT count(*) FROM duckdb_tables() WHERE database_name = ? AND table_name = 'erased'"
    if connection.execute(text, [base]).fetchall() != [(1,)]:
        return False
    erased = "SELECT kind, key, erased_at, finished_at FROM {}.erased"
    changed = f"({erased.format('file')} EXCEPT {erased.format(base)}) LIMIT 1"
    return bool(connection.execute(changed).fetchall())


def _definitions(zone: str) -> str:
    """Return a text that changes when a view or macro does, or the time zone of the days."""
    text = "\n".join(zoned(name, zone) for name in _DEFINED)
    ((digest,),) = duckdb.execute("SELECT sha256($text)", {"text": text}).fetchall()
    return str(digest)


def _define(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the macros and views; those of the lake that are no longer among them go."""
    connection.execute("USE lake")
    names = {relation_of(name) for name in VIEWS}
    text = "SELECT view_name FROM duckdb_views() WHERE database_name = 'lake' AND NOT internal"
    for (view,) in connection.execute(text).fetchall():
        if view not in names:
            connection.execute(f"DROP VIEW {quoted(view)}")
    zone = stored_zone(connection, "file")
    for name in _DEFINED:
        connection.execute(zoned(name, zone))
    connection.execute("USE memory")
