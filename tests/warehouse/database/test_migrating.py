"""An older file keeps every row, in its order, when its tables are written anew."""

import shutil
from pathlib import Path

import duckdb
import pytest
import xxhash

from transforms.copies.shingles import KEPT_ONE_IN, shingle
from warehouse import Connection, WarehousePaths, open_writer
from warehouse.database.connection import WRITER_CONFIG
from warehouse.database.statements import statement, statement_names

pytestmark = pytest.mark.slow

ENTRY_COUNT = 5_000
COMPRESSED = "migrations/0013_compressed"
HALVED = "migrations/0016_shingles"
ROWS = "SELECT rowid, COLUMNS(name -> name != 'entry_hash') FROM entry ORDER BY rowid"


def older(paths: WarehousePaths, first_lacking: str) -> Connection:
    """Make a file as it was before a migration; return a connection to it."""
    names = statement_names("migrations")
    connection = duckdb.connect(paths.writer, config=WRITER_CONFIG)
    connection.execute("CREATE TABLE schema_version (name VARCHAR NOT NULL, applied_at TIMESTAMPTZ)")
    for name in names[: names.index(first_lacking)]:
        connection.execute(statement(name))
        connection.execute("INSERT INTO schema_version VALUES (?, now())", [name])
    return connection


@pytest.fixture
def empty(tmp_path: Path) -> WarehousePaths:
    """Where there is no file yet."""
    return WarehousePaths(published=tmp_path / "w.duckdb", writer=tmp_path / "writer.duckdb")


@pytest.fixture
def paths(empty: WarehousePaths) -> WarehousePaths:
    """A file as it was before entries were written anew."""
    with older(empty, COMPRESSED) as connection:
        connection.execute(
            "INSERT INTO entry BY NAME SELECT 'feed' AS feed_id, 'id-' || n AS entry_id, "
            "'https://a.example/' || n || '?from=feed' AS url, 'https://a.example/' || n AS article_url, "
            "CASE WHEN n % 7 != 0 THEN repeat(md5(n::VARCHAR), 5) END AS summary, "
            "'Mon, ' || n AS published_raw, 'waiting' AS state, "
            "n % 3 AS attempt_count, TIMESTAMPTZ '2026-01-01' AS next_attempt_at "
            f"FROM range({ENTRY_COUNT}) AS numbers (n)"
        )
    return empty


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


def test_what_older_files_have_of_a_text_is_what_is_read_of_it_now(empty: WarehousePaths) -> None:
    text = "The minister said on Monday that the bridge would stay closed until the spring. " * 9
    words = text.split()
    pieces = {" ".join(words[at : at + 3]).lower().replace(".", "") for at in range(len(words) - 2)}
    hashes = sorted(xxhash.xxh3_64_intdigest(piece.encode()) for piece in pieces)
    kept = [value for value in hashes if value % KEPT_ONE_IN == 0]
    with older(empty, HALVED) as connection:
        connection.execute("INSERT INTO article_fingerprint VALUES (uuid(), now(), 7, ?)", [kept])
        connection.execute("INSERT INTO article_fingerprint VALUES (uuid(), now(), 8, [])")
    with open_writer(empty) as connection:
        rows = connection.execute("SELECT text_hash, shingles FROM article_fingerprint").fetchall()
    assert [(number, sorted(values)) for number, values in rows] == [(7, list(shingle(text))), (8, [])]
    assert len(kept) > 2
