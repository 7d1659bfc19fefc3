"""A small file is worked on by one thread, a large one by all that DuckDB would take."""

from pathlib import Path

import duckdb
import pytest

from tests.warehouse.runs import paths_in
from warehouse import open_writer
from warehouse.database import connection


def threads(opened: duckdb.DuckDBPyConnection) -> int:
    ((count,),) = opened.execute("SELECT current_setting('threads')").fetchall()
    return int(count)


def threads_of_writer(folder: Path) -> int:
    with open_writer(paths_in(folder)) as opened:
        return threads(opened)


def test_a_small_file_is_worked_on_by_one_thread(tmp_path: Path) -> None:
    assert threads_of_writer(tmp_path) == 1


def test_a_large_file_is_worked_on_by_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "_ONE_THREAD_TO_BYTES", 1)
    with duckdb.connect() as usual:
        assert threads_of_writer(tmp_path) == threads(usual)
