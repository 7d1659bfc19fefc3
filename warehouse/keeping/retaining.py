"""Expire what is older than the user keeps it: texts, vectors, archive files, requests, rejections."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from warehouse.database.connection import Connection
from warehouse.database.rows import stage
from warehouse.database.statements import execute, execute_all
from warehouse.database.transaction import transaction

# What counts the rows of a kind that would expire; files of the archive are counted by the caller.
COUNT = {
    "text": "retainable/text",
    "vector": "retainable/vector",
    "fetch": "retainable/fetch",
    "rejection": "retainable/rejection",
}
# What expires the rows of a kind. Archive files come before requests: one whose answer is archived stays.
EXPIRE = {
    "text": ("retain/note_texts", "retain/postings", "retain/texts", "retain/summaries"),
    "vector": ("retain/vectors", "retain/closeness", "retain/apart"),
    "archive": ("retain/fetch_records", "retain/feed_bodies"),
    "fetch": ("retain/fetches",),
    "rejection": ("retain/rejections",),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _OldFile:
    archive_file: str


def countable(connection: Connection, before: Mapping[str, datetime]) -> dict[str, int]:
    """Return by kind how many rows are older than `before` says, archive files left out; nothing changes."""
    return {
        kind: int(execute(connection, COUNT[kind], before=at).fetchall()[0][0])
        for kind, at in before.items()
        if kind in COUNT
    }


def expire(
    connection: Connection, before: Mapping[str, datetime], old_files: Sequence[str], now: datetime
) -> dict[str, int]:
    """Remove what is older than `before` says, in one transaction, and note it; return the rows by kind.

    For the archive the location of every record in one of `old_files` is forgotten; these are counted.
    """
    rows = countable(connection, before)
    counts = {kind: len(old_files) if kind == "archive" else rows[kind] for kind in before}
    stage(connection, "stage_old_file", _OldFile, [_OldFile(archive_file=file) for file in old_files])
    with transaction(connection):
        for kind, names in EXPIRE.items():
            if kind in before:
                execute_all(connection, names, before=before[kind], now=now)
        for kind, count in counts.items():
            connection.execute("INSERT INTO retained VALUES (?, ?, ?, ?)", [kind, before[kind], count, now])
    return counts


def last_retained_at(connection: Connection, now: datetime) -> datetime | None:
    """Return when something expired last; what is noted for a time after `now` is of a wrong clock."""
    query = "SELECT max(retained_at) FROM retained WHERE retained_at <= ?"
    (at,) = connection.execute(query, [now]).fetchall()[0]
    return at if isinstance(at, datetime) else None
