"""Keep the lake small: forget old snapshots, merge small files, remove files that no snapshot needs.

None of it may run beside a commit: DuckLake lets a merge and a delete pass each other (issue 1094). The pool
of the writer sees to that.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

import duckdb

from model.paths import LakeAddress
from warehouse.database.quoting import literal
from warehouse.lake.opening import open_lake

# Where two processes share the lake's clock badly, or a query takes long, files are still there.
_READERS = timedelta(hours=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """Snapshots that were forgotten, files that were written anew, and files that were removed."""

    expired_count: int
    merged_count: int
    removed_count: int


def keep_up(address: LakeAddress, now: datetime) -> Kept:
    """Expire what is older than the lake keeps, merge, and remove files that nobody reads any more.

    Raises TransientError where the lake cannot be reached, ConfigurationError where an extension is missing.
    """
    with open_lake(address) as connection:
        before = literal(now - timedelta(days=address.keep_days))
        expired = _count(
            connection, f"ducklake_expire_snapshots('lake', older_than => {before}::TIMESTAMPTZ)"
        )
        merged = _count(connection, "ducklake_merge_adjacent_files('lake')")
        unread = f"{literal(now - _READERS)}::TIMESTAMPTZ"
        removed = _count(connection, f"ducklake_cleanup_old_files('lake', older_than => {unread})")
        removed += _count(connection, f"ducklake_delete_orphaned_files('lake', older_than => {unread})")
    return Kept(expired_count=expired, merged_count=merged, removed_count=removed)


def purge(connection: duckdb.DuckDBPyConnection) -> None:
    """Forget every snapshot but the last, and remove all files that it does not need, whoever reads them."""
    for call in (
        "ducklake_expire_snapshots('lake', older_than => now())",
        "ducklake_cleanup_old_files('lake', cleanup_all => true)",
        "ducklake_delete_orphaned_files('lake', cleanup_all => true)",
    ):
        connection.execute(f"CALL {call}")


def _count(connection: duckdb.DuckDBPyConnection, call: str) -> int:
    return len(connection.execute(f"CALL {call}").fetchall())
