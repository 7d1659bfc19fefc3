"""The warehouse says itself what its tables, views and columns are."""

import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from warehouse import Connection, WarehousePaths, open_writer
from warehouse.database.commenting import comments_text


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[Connection]:
    paths = WarehousePaths(published=tmp_path / "w.duckdb", writer=tmp_path / "writer.duckdb")
    with open_writer(paths) as connection:
        yield connection


def test_every_table_view_and_column_has_its_comment(connection: Connection) -> None:
    for query in (
        "SELECT table_name FROM duckdb_tables() WHERE comment IS NULL",
        "SELECT view_name FROM duckdb_views() WHERE comment IS NULL AND NOT internal",
        "SELECT table_name, column_name FROM duckdb_columns() WHERE comment IS NULL AND NOT internal",
    ):
        assert connection.execute(query).fetchall() == []


def test_no_comment_is_of_a_column_that_is_no_more(connection: Connection) -> None:
    columns = {name for (name,) in connection.execute("SELECT column_name FROM duckdb_columns()").fetchall()}
    told = tomllib.loads(comments_text())
    assert sorted(set(told["columns"]) - columns) == []
    pairs = set(connection.execute("SELECT table_name, column_name FROM duckdb_columns()").fetchall())
    named = {(table, name) for table, own in told["tables"].items() for name in own if name != "comment"}
    assert sorted(named - pairs) == []
