"""The compacted file is the file, less what was deleted."""

import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from tests.pipeline.command_line import PROJECT
from warehouse import WarehousePaths, open_writer
from warehouse.database.compacting import compact

pytestmark = pytest.mark.slow

# What makes a file what it is, beside its rows.
MADE = {
    "tables": "SELECT table_name, comment FROM duckdb_tables() ORDER BY ALL",
    "views": "SELECT view_name, comment FROM duckdb_views() WHERE NOT internal ORDER BY ALL",
    "columns": """SELECT table_name, column_name, data_type, comment FROM duckdb_columns()
        WHERE NOT internal ORDER BY ALL""",
    "macros": "SELECT function_name FROM duckdb_functions() WHERE NOT internal ORDER BY ALL",
    "versions": "FROM schema_version",
    "rows in order": "SELECT article_id, published_at, text FROM article_text ORDER BY rowid",
    "users' own": "FROM own",
}


@pytest.fixture
def paths(tmp_path: Path) -> WarehousePaths:
    paths = WarehousePaths(published=tmp_path / "w.duckdb", writer=tmp_path / "writer" / "w.duckdb")
    with open_writer(paths) as connection:
        connection.execute(
            "INSERT INTO article_text SELECT uuid(), TIMESTAMPTZ '2026-01-06' + to_minutes(i), "
            "'text Zanzibar' || (i % 1000) || array_to_string([md5(i || ' ' || n) FOR n IN range(12)], ' ') "
            "FROM range(30_000) AS t(i)"
        )
        connection.execute("CREATE TABLE own AS SELECT unnest(['stays', 'Zanzibar of yesterday']) AS word")
        connection.execute("CHECKPOINT")
        connection.execute("DELETE FROM article_text WHERE text LIKE 'text Zanzibar7%'")
        connection.execute("DELETE FROM own WHERE word <> 'stays'")
    return paths


def made(paths: WarehousePaths) -> dict[str, list[tuple[Any, ...]]]:
    with open_writer(paths) as connection:
        return {name: connection.execute(query).fetchall() for name, query in MADE.items()}


def test_everything_stays_and_the_deleted_is_gone(paths: WarehousePaths) -> None:
    before = made(paths)
    assert b"Zanzibar of yesterday" in paths.writer.read_bytes()
    done = compact(paths)
    assert done.after_bytes == paths.writer.stat().st_size < done.before_bytes
    assert b"Zanzibar of yesterday" not in paths.writer.read_bytes()
    assert made(paths) == before
    assert [path.name for path in paths.writer.parent.iterdir()] == ["w.duckdb"]


def test_what_a_stopped_one_left_is_in_nobodys_way(paths: WarehousePaths) -> None:
    before = made(paths)
    for name in (".w.duckdb.compact", ".w.duckdb.compact.wal"):
        (paths.writer.parent / name).write_bytes(b"half a file")
    compact(paths)
    assert made(paths) == before


@pytest.mark.long
def test_killed_at_any_moment_the_file_is_whole(paths: WarehousePaths) -> None:
    before = made(paths)
    code = (
        "import sys; from pathlib import Path; from warehouse import WarehousePaths\n"
        "from warehouse.database.compacting import compact\n"
        "print(flush=True)\n"
        "while True: compact(WarehousePaths(published=Path(sys.argv[1]), writer=Path(sys.argv[2])))"
    )
    for number in range(8):
        process = subprocess.Popen(
            [sys.executable, "-c", code, str(paths.published), str(paths.writer)],
            cwd=PROJECT,
            stdout=subprocess.PIPE,
        )
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(0.05 + 0.11 * number)
        process.send_signal(signal.SIGKILL)
        process.communicate()
        assert made(paths) == before
