"""The words of what is to be erased, and whether the warehouse, or a file of tables, has some words."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb

from model import PermanentError
from warehouse.database.connection import Connection
from warehouse.database.quoting import literal, quoted
from warehouse.database.rows import rows, stage
from warehouse.database.statements import execute
from warehouse.keeping.deletion import Deletion
from warehouse.keeping.traces import ErasedArticle, ErasedEntry

_TABLES = """
SELECT schema_name, table_name FROM duckdb_tables() WHERE database_name = 'looked_into' ORDER BY ALL
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What is known in words of one article or entry."""

    url: str | None
    other_url: str | None
    title: str | None
    text: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Passage:
    passage: str


def contents_of(connection: Connection, deletion: Deletion) -> list[Content]:
    """Return the words of all that is to be erased, which is still there."""
    articles = [ErasedArticle(article_id=one) for one in deletion.article_ids]
    stage(connection, "stage_erased_article", ErasedArticle, articles)
    stage(connection, "stage_erased_entry", ErasedEntry, deletion.entries)
    return rows(execute(connection, "contents/erased"), Content)


def present_passages(connection: Connection, passages: Sequence[str]) -> frozenset[str]:
    """Return those of some passages that stand in an article or entry of the warehouse."""
    stage(connection, "stage_passage", _Passage, [_Passage(passage=one) for one in passages])
    return frozenset(passage for (passage,) in execute(connection, "contents/present").fetchall())


def archive_files(connection: Connection) -> frozenset[str]:
    """Return the archive files that requests and feeds refer to, relative to the data folder."""
    query = 'SELECT archive_file FROM "fetch" UNION SELECT body_file FROM feed'
    return frozenset(file for (file,) in connection.execute(query).fetchall() if file)


def table_has(path: Path, passages: Sequence[str]) -> bool:
    """Say whether a Parquet file has one of some passages; raises PermanentError if it cannot be read."""
    with _explained(path), duckdb.connect() as connection:
        return _has(connection, f"read_parquet({literal(path)})", passages)


def database_has(path: Path, passages: Sequence[str]) -> bool:
    """Say whether a DuckDB file has one of some passages; raises PermanentError if it cannot be read."""
    with _explained(path), duckdb.connect() as connection:
        connection.execute(f"ATTACH {literal(path)} AS looked_into (READ_ONLY)")
        tables = connection.execute(_TABLES).fetchall()
        return any(
            _has(connection, f"looked_into.{quoted(schema)}.{quoted(table)}", passages)
            for schema, table in tables
        )


def _has(connection: Connection, table: str, passages: Sequence[str]) -> bool:
    columns = connection.execute(f"DESCRIBE FROM {table}").fetchall()
    cells = ", ".join(f"CAST({quoted(column[0])} AS VARCHAR)" for column in columns)
    query = (
        f"SELECT EXISTS (SELECT 1 FROM (SELECT concat_ws(chr(10), {cells}) AS line FROM {table}), "  # noqa: S608
        "(SELECT unnest(CAST($passages AS VARCHAR[])) AS passage) WHERE contains(line, passage))"
    )
    return bool(connection.execute(query, {"passages": list(passages)}).fetchall()[0][0])


@contextmanager
def _explained(path: Path) -> Iterator[None]:
    try:
        yield
    except duckdb.Error as error:
        raise PermanentError(f"{path} cannot be read ({str(error).splitlines()[0]}).") from error
