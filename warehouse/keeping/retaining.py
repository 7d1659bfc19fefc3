"""Let go of what is older than the user keeps it: texts, vectors, archive files, requests, rejections."""

from collections.abc import Mapping
from datetime import datetime

from warehouse.database.connection import Connection
from warehouse.database.statements import statement, statement_names
from warehouse.database.transaction import transaction


def countable(connection: Connection, before: Mapping[str, datetime]) -> dict[str, int]:
    """Return how many rows would go, by kind, of what is older than `before` says; nothing is changed."""
    return {
        kind: int(connection.execute(statement(f"retainable/{kind}"), {"before": at}).fetchall()[0][0])
        for kind, at in before.items()
    }


def let_go(
    connection: Connection, before: Mapping[str, datetime], file_count: int, now: datetime
) -> dict[str, int]:
    """Remove what is older than `before` says, in one transaction, and note it; return the rows by kind.

    Of the archive it forgets where the records of old files are (`stage_old_file`); their number is given.
    """
    counts = countable(connection, before) | ({"archive": file_count} if "archive" in before else {})
    with transaction(connection):
        for name in statement_names("retain"):
            kind = name.rpartition("/")[2][4:].partition("_")[0]
            if kind in before:
                text = statement(name)
                values = {
                    key: value for key, value in (("before", before[kind]), ("now", now)) if f"${key}" in text
                }
                connection.execute(text, values or None)
        for kind, count in counts.items():
            connection.execute("INSERT INTO retained VALUES (?, ?, ?, ?)", [kind, before[kind], count, now])
    return counts


def last_retained_at(connection: Connection) -> datetime | None:
    """Return when something was let go of last."""
    (at,) = connection.execute("SELECT max(retained_at) FROM retained").fetchall()[0]
    return at if isinstance(at, datetime) else None
