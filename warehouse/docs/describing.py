"""What the warehouse consists of, read from its catalog: tables, views, columns, keys and references."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import duckdb

from warehouse.database.statements import statement

_KEY = re.compile(r"\b[Kk]ey:? (?:\(([^)]+)\)|(\w+))")
# The id of an event that no longer exists refers to nothing.
_NO_REFERENCES = frozenset(["old_event_id"])
# What grouping and the trends are computed from, and what Parallax notes for itself.
_INTERNAL = frozenset((
    "article_apart", "article_closeness", "article_fingerprint", "article_tally", "article_vector",
    "event_article_past", "event_article_uncorrected", "event_before", "event_day", "event_language",
    "event_past", "event_tally", "event_week", "language_day", "language_mean", "language_pace", "outlet_day",
    "poll_day", "reader_language", "schema_version", "story_closeness", "story_event_past", "tally_basis",
    "unarchived", "unrelated", "untallied", "word_week",
))  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class TableColumn:
    """A column with its DuckDB type and comment."""

    name: str
    type: str
    is_required: bool
    comment: str

    @property
    def short_type(self) -> str:
        """The type in one word."""
        return self.type.replace("TIMESTAMP WITH TIME ZONE", "TIMESTAMPTZ")


@dataclass(frozen=True, slots=True, kw_only=True)
class TableOrView:
    """A table or view; no two rows have the same `key`, which is empty where rows may repeat."""

    name: str
    comment: str
    is_view: bool
    key: tuple[str, ...]
    columns: tuple[TableColumn, ...]

    @property
    def is_internal(self) -> bool:
        """Whether only Parallax itself reads it: views show what it holds."""
        return self.name in _INTERNAL


def describe(connection: duckdb.DuckDBPyConnection) -> dict[str, TableOrView]:
    """Return every table and view of a warehouse by name."""
    columns: dict[str, list[TableColumn]] = {}
    for table, name, kind, is_nullable, comment in connection.execute(
        statement("describe/columns")
    ).fetchall():
        column = TableColumn(name=name, type=kind, is_required=not is_nullable, comment=comment)
        columns.setdefault(table, []).append(column)
    return {
        name: TableOrView(
            name=name, comment=comment, is_view=is_view, key=key_of(comment), columns=tuple(columns[name])
        )
        for name, comment, is_view in connection.execute(statement("describe/relations")).fetchall()
    }


def key_of(comment: str) -> tuple[str, ...]:
    """Return the columns that a comment names as the key, if any."""
    found = _KEY.search(comment)
    return tuple(name.strip() for name in (found[1] or found[2]).split(",")) if found else ()


def references(relation: TableOrView, names: Sequence[str]) -> dict[str, str]:
    """Return the columns whose names say that they hold an id of another table, each with that table."""
    found: dict[str, str] = {}
    for column in relation.columns:
        for name in names:
            is_id = column.name == f"{name}_id" or column.name.endswith(f"_{name}_id")
            if is_id and name != relation.name and column.name not in _NO_REFERENCES:
                found[column.name] = name
    return found
