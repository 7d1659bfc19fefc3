"""Expire what is older than the user keeps it: texts, vectors, archive files, requests, rejections."""

from collections.abc import Mapping
from datetime import datetime

from warehouse.database.connection import Connection
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
    "text": ("retain/note_texts", "retain/texts", "retain/summaries"),
    "vector": ("retain/vectors",),
    "archive": ("retain/fetch_records", "retain/feed_bodies"),
    "fetch": ("retain/fetches",),
    "rejection": ("retain/rejections",),
}


def countable(connection: Connection, before: Mapping[str, datetime]) -> dict[str, int]:
    """Return by kind how many rows are older than `before` says, archive files left out; nothing changes."""
    return {
        kind: int(execute(connection, COUNT[kind], before=at).fetchall()[0][0])
        for kind, at in before.items()
        if kind in COUNT
    }


def expire(
    connection: Connection, before: Mapping[str, datetime], file_count: int, now: datetime
) -> dict[str, int]:
    """Remove what is older than `before` says, in one transaction, and note it; return the rows by kind.

    For the archive the location of every record in an old file (`stage_old_file`) is forgotten; `file_count`
    is the number of these files.
    """
    rows = countable(connection, before)
    counts = {kind: file_count if kind == "archive" else rows[kind] for kind in before}
    with transaction(connection):
        for kind, names in EXPIRE.items():
            if kind in before:
                execute_all(connection, names, before=before[kind], now=now)
        for kind, count in counts.items():
            connection.execute("INSERT INTO retained VALUES (?, ?, ?, ?)", [kind, before[kind], count, now])
    return counts


def last_retained_at(connection: Connection) -> datetime | None:
    """Return when something expired last."""
    (at,) = connection.execute("SELECT max(retained_at) FROM retained").fetchall()[0]
    return at if isinstance(at, datetime) else None
