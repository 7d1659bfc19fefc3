"""What the warehouse consists of, told by the warehouse itself: relations, columns, keys and references."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import duckdb

from warehouse.database.statements import statement

_KEY = re.compile(r"\b[Kk]ey:? (?:\(([^)]+)\)|(\w+))")
# The id of an event that is no more refers to none.
_NO_REFERENCES = frozenset(["old_event_id"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column with its DuckDB type and comment."""

    name: str
    type: str
    is_required: bool
    comment: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """A table or view; `key` are the columns that no two rows share, none where rows may be alike."""

    name: str
    comment: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]


def describe(connection: duckdb.DuckDBPyConnection) -> dict[str, Relation]:
    """Return every table and view of a warehouse by name."""
    columns: dict[str, list[Column]] = {}
    for table, name, kind, is_nullable, comment in connection.execute(
        statement("describe/columns")
    ).fetchall():
        column = Column(name=name, type=kind, is_required=not is_nullable, comment=comment)
        columns.setdefault(table, []).append(column)
    return {
        name: Relation(name=name, comment=comment, key=key_of(comment), columns=tuple(columns[name]))
        for name, comment in connection.execute(statement("describe/relations")).fetchall()
    }


def key_of(comment: str) -> tuple[str, ...]:
    """Return the columns that a comment names as the key, none where it names none."""
    found = _KEY.search(comment)
    return tuple(name.strip() for name in (found[1] or found[2]).split(",")) if found else ()


def references(relation: Relation, names: Sequence[str]) -> dict[str, str]:
    """Return the columns that hold an id of another table, each with that table; by their names."""
    found: dict[str, str] = {}
    for column in relation.columns:
        for name in names:
            is_id = column.name == f"{name}_id" or column.name.endswith(f"_{name}_id")
            if is_id and name != relation.name and column.name not in _NO_REFERENCES:
                found[column.name] = name
    return found
