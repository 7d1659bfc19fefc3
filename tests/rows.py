"""Rows of a query that a test writes itself."""

from typing import Any

from warehouse import Connection


def as_dicts(cursor: Connection) -> list[dict[str, Any]]:
    """Return a result as one dictionary per row."""
    names = [column[0] for column in cursor.description or ()]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
