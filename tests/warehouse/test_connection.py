"""A small file is worked on by one thread, a large one by all that DuckDB would take."""

from pathlib import Path

import duckdb
import pytest

from warehouse import Connection, WarehousePaths, connection, open_writer


def threads(opened: Connection) -> int:
    ((count,),) = opened.execute("SELECT current_setting('threads')").fetchall()
    return int(count)


@pytest.mark.parametrize("is_small", [True, False])
def test_a_small_file_is_worked_on_by_one_thread(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, is_small: bool
) -> None:
    paths = WarehousePaths(published=tmp_path / "w.duckdb", writer=tmp_path / "writer.duckdb")
    if not is_small:
        monkeypatch.setattr(connection, "_ONE_THREAD_TO_BYTES", 1)
    with duckdb.connect() as usual, open_writer(paths) as opened:
        assert threads(opened) == (1 if is_small else threads(usual))
