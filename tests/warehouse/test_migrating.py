"""An older file keeps every row, in its order, when its tables are written anew."""

import shutil
from pathlib import Path

import duckdb
import pytest

from warehouse import Connection, WarehousePaths, open_writer
from warehouse.connection import WRITER_CONFIG
from warehouse.statements import statement, statement_names

ENTRY_COUNT = 5_000
COMPRESSED = "migrations/0013_compressed"
ROWS = "SELECT rowid, COLUMNS(name -> name != 'entry_hash') FROM entry ORDER BY rowid"


@pytest.fixture
def paths(tmp_path: Path) -> WarehousePaths:
    """A file as it was before entries were written anew."""
    paths = WarehousePaths(published=tmp_path / "w.duckdb", writer=tmp_path / "writer.duckdb")
    names = statement_names("migrations")
    with duckdb.connect(paths.writer, config=WRITER_CONFIG) as connection:
        connection.execute("CREATE TABLE schema_version (name VARCHAR NOT NULL, applied_at TIMESTAMPTZ)")
        for name in names[: names.index(COMPRESSED)]:
            connection.execute(statement(name))
            connection.execute("INSERT INTO schema_version VALUES (?, now())", [name])
        connection.execute(
            "INSERT INTO entry BY NAME SELECT 'feed' AS feed_id, 'id-' || n AS entry_id, "
            "'https://a.example/' || n || '?from=feed' AS url, 'https://a.example/' || n AS article_url, "
            "CASE WHEN n % 7 != 0 THEN repeat(md5(n::VARCHAR), 5) END AS summary, "
            "'Mon, ' || n AS published_raw, 'waiting' AS state, "
            "n % 3 AS attempt_count, TIMESTAMPTZ '2026-01-01' AS next_attempt_at "
            f"FROM range({ENTRY_COUNT}) AS numbers (n)"
        )
    return paths


def rows_of(connection: Connection) -> list[tuple[object, ...]]:
    connection.execute("SET TimeZone = 'UTC'")
    return connection.execute(ROWS).fetchall()


def old_rows(paths: WarehousePaths) -> list[tuple[object, ...]]:
    with duckdb.connect(paths.writer, config=WRITER_CONFIG) as connection:
        return rows_of(connection)


def test_entries_stay_and_are_compressed(paths: WarehousePaths) -> None:
    before = old_rows(paths)
    assert len(before) == ENTRY_COUNT
    with open_writer(paths) as connection:
        assert rows_of(connection) == before
        hashes = connection.execute("SELECT count(DISTINCT entry_hash) FROM entry").fetchone()
        assert hashes == (ENTRY_COUNT,)
        kept = connection.execute(
            "SELECT DISTINCT column_name, compression FROM pragma_storage_info('entry') "
            "WHERE segment_type = 'VARCHAR'"
        ).fetchall()
        uncommented = connection.execute(
            "SELECT column_name FROM duckdb_columns() WHERE table_name = 'entry' AND comment IS NULL"
        ).fetchall()
    assert {name for name, compression in kept if compression == "ZSTD"} == {
        "url",
        "summary",
        "published_raw",
    }
    assert uncommented == []


def test_entries_stay_where_the_writer_is_killed_behind_the_commit(paths: WarehousePaths) -> None:
    before = old_rows(paths)
    left = WarehousePaths(published=paths.published, writer=paths.writer.with_name("left.duckdb"))
    with duckdb.connect(paths.writer, config=WRITER_CONFIG) as connection:
        connection.execute("BEGIN")
        connection.execute(statement(COMPRESSED))
        connection.execute("INSERT INTO schema_version VALUES (?, now())", [COMPRESSED])
        connection.execute("COMMIT")
        # The log is played when this copy is opened, as it would be after a kill.
        shutil.copyfile(paths.writer, left.writer)
        shutil.copyfile(f"{paths.writer}.wal", f"{left.writer}.wal")
    with open_writer(left) as connection:
        assert rows_of(connection) == before
        assert connection.execute(
            "SELECT count(*) FROM duckdb_tables() WHERE table_name = 'entry_before'"
        ).fetchall() == [(0,)]
