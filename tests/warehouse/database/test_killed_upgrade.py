"""Kill what makes or upgrades the writer's file between any two calls: the next opening has every row."""

import os
import shutil
import sys
from pathlib import Path

import pytest

from tests.killing import KILLS, killed_before, moments, needs_strace, spread
from tests.warehouse.database.test_killed import _old_file
from tests.warehouse.runs import paths_in
from warehouse import open_writer
from warehouse.database.statements import statement_names

pytestmark = [pytest.mark.slow, pytest.mark.stress, needs_strace]

CODE = """
import sys
from pathlib import Path
from warehouse import WarehousePaths, open_writer
with open_writer(WarehousePaths(published=Path(sys.argv[1]), writer=Path(sys.argv[2]))):
    pass
"""
ROWS = "SELECT article_id, url FROM article ORDER BY ALL"


def _command(folder: Path) -> list[str]:
    paths = paths_in(folder)
    return [sys.executable, "-c", CODE, str(paths.published), str(paths.writer)]


def _rows(folder: Path) -> list[tuple[object, ...]]:
    with open_writer(paths_in(folder)) as connection:
        names = connection.execute("SELECT name FROM schema_version").fetchall()
        assert {name for (name,) in names if name.startswith("migrations/")} == set(
            statement_names("migrations")
        )
        return connection.execute(ROWS).fetchall()


@pytest.mark.parametrize("is_new", [True, False])
def test_a_killed_upgrade_loses_nothing(tmp_path: Path, *, is_new: bool) -> None:
    folder, before = tmp_path / "own", tmp_path / "before"
    before.mkdir()
    if not is_new:
        _old_file(before, 3)
    shutil.copytree(before, folder)
    found = moments(_command(folder), folder, os.environ)
    rows = _rows(folder)
    chosen, hit_count = spread(found, max(3, KILLS // 2) if is_new else KILLS), 0
    for moment in chosen:
        shutil.rmtree(folder)
        shutil.copytree(before, folder)
        hit_count += killed_before(moment, _command(folder), os.environ)
        assert _rows(folder) == rows, moment
        writer = paths_in(folder).writer
        assert [path.name for path in writer.parent.iterdir()] == [writer.name], moment
    print(f"{hit_count} of {len(found)} moments")
    assert hit_count >= len(chosen) // 2
