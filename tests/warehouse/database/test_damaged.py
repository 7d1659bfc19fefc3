"""A damaged file is told as one, and a whole copy takes its place; a locked or barred file is not damaged."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from model import DamagedError, PermanentError, TransientError
from tests.made_once import begin_warehouse
from warehouse import WarehousePaths, open_reader, open_writer
from warehouse.database.connection import WRITER_CONFIG
from warehouse.database.publishing import is_published, mend_published, publish
from warehouse.database.soundness import fault_of
from warehouse.queries.querying import answer

pytestmark = pytest.mark.slow

BLOCK_BYTES, HEADS_BYTES = 262_144, 12_288
SIZE = "SELECT count(*) FROM article_text"
ROWS = 20_000


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with both files, of the same articles."""
    # A path may have the words that DuckDB's errors are made of.
    folder = tmp_path_factory.mktemp("lock of Corrupt database file")
    paths = begin_warehouse(paths_in(folder))
    with open_writer(paths) as connection:
        connection.execute(
            "INSERT INTO article_text SELECT uuid(), now(), md5(n::VARCHAR) || md5((n + 1)::VARCHAR) "
            f"FROM range({ROWS}) AS numbers (n)"
        )
    publish(paths)
    return folder


def paths_in(folder: Path) -> WarehousePaths:
    return WarehousePaths(
        published=folder / "warehouse.duckdb", writer=folder / "writer" / "warehouse.duckdb"
    )


@pytest.fixture
def paths(sound: Path, tmp_path: Path) -> WarehousePaths:
    shutil.copytree(sound, tmp_path / "block lock")
    return paths_in(tmp_path / "block lock")


def zero(at: int, size: int) -> Callable[[Path], None]:
    def do(path: Path) -> None:
        with path.open("r+b") as stream:
            stream.seek(at)
            stream.write(bytes(size))

    return do


def cut(size: int) -> Callable[[Path], None]:
    return lambda path: os.truncate(path, size if size >= 0 else path.stat().st_size + size)


def write(data: bytes) -> Callable[[Path], object]:
    return lambda path: path.write_bytes(data)


SEEN_AT_OPENING: dict[str, Callable[[Path], object]] = {
    "empty": cut(0),
    "a few bytes": cut(100),
    "one header": cut(4_096),
    "headers only": cut(HEADS_BYTES),
    "half": cut(2 * BLOCK_BYTES),
    "last byte": cut(-1),
    "last block": cut(-BLOCK_BYTES),
    "main header": zero(0, 4_096),
    "second header": zero(4_096, 4_096),
    "third header": zero(8_192, 4_096),
    "headers": zero(0, HEADS_BYTES),
    "text": write(b"nothing of the kind\n" * 1_000),
    "another database": write(b"SQLite format 3\0" + bytes(8_000)),
    "nothing but zeros": write(bytes(500_000)),
}


def _first_block_of_texts(path: Path) -> int:
    with duckdb.connect(path, read_only=True) as connection:
        query = (
            "SELECT min(block_id) FROM pragma_storage_info('article_text') "
            "WHERE segment_type = 'VARCHAR' AND block_id > 0"
        )
        ((block,),) = connection.execute(query).fetchall()
    return HEADS_BYTES + int(block) * BLOCK_BYTES


def damage_inside(path: Path) -> None:
    zero(_first_block_of_texts(path) + 9, 4_000)(path)


@pytest.mark.parametrize("kind", SEEN_AT_OPENING)
def test_the_published_copy_takes_the_place_of_a_damaged_writer(
    paths: WarehousePaths, kind: str, caplog: pytest.LogCaptureFixture
) -> None:
    SEEN_AT_OPENING[kind](paths.writer)
    damaged = paths.writer.read_bytes()
    with open_writer(paths) as connection:
        assert connection.execute(SIZE).fetchall() == [(ROWS,)]
    aside = paths.writer.with_name("warehouse.duckdb.damaged")
    assert aside.read_bytes() == damaged
    told = "\n".join(caplog.messages)
    assert f"{paths.writer} is damaged" in told
    assert str(aside) in told
    assert str(paths.published) in told


@pytest.mark.parametrize("kind", SEEN_AT_OPENING)
def test_a_damaged_published_copy_is_made_again(
    paths: WarehousePaths, kind: str, caplog: pytest.LogCaptureFixture
) -> None:
    SEEN_AT_OPENING[kind](paths.published)
    with pytest.raises(DamagedError, match=r"is damaged.*move it away.*parallax restore"):
        answer(paths.published, SIZE, 10)
    with pytest.raises(DamagedError, match="is damaged"), open_reader(paths.published):
        pass
    assert not is_published(paths)
    publish(paths)
    assert answer(paths.published, SIZE, 10).rows == [(ROWS,)]
    assert paths.published.with_name("warehouse.duckdb.damaged").exists()
    assert "published again" in "\n".join(caplog.messages)


def test_damage_further_in_is_found_where_it_is_read(paths: WarehousePaths) -> None:
    damage_inside(paths.writer)
    with pytest.raises(TransientError, match=r"was damaged.*run again"), open_writer(paths) as connection:
        connection.execute("SELECT max(text) FROM article_text")
    with open_writer(paths) as connection:
        assert connection.execute(SIZE).fetchall() == [(ROWS,)]
        connection.execute("SELECT max(text) FROM article_text")
    damage_inside(paths.published)
    with pytest.raises(DamagedError, match=r"is damaged.*move it away"):
        answer(paths.published, "SELECT max(text) FROM article_text", 10)


def test_a_published_copy_damaged_further_in_is_published_again(paths: WarehousePaths) -> None:
    assert not mend_published(paths)
    damage_inside(paths.published)
    assert mend_published(paths)
    assert fault_of(paths.published) is None
    assert paths.published.with_name("warehouse.duckdb.damaged").exists()
    damage_inside(paths.published)
    damage_inside(paths.writer)
    before = paths.published.read_bytes()
    assert not mend_published(paths)
    assert paths.published.read_bytes() == before


def test_two_damaged_files_stay_where_they_are(paths: WarehousePaths) -> None:
    cut(-1)(paths.writer)
    damage_inside(paths.published)
    before = [path.read_bytes() for path in (paths.writer, paths.published)]
    with pytest.raises(DamagedError, match=r"damaged too.*parallax restore"), open_writer(paths):
        pass
    assert [path.read_bytes() for path in (paths.writer, paths.published)] == before
    paths.published.unlink()
    with pytest.raises(DamagedError, match="Without another copy restore a backup"), open_writer(paths):
        pass
    assert paths.writer.read_bytes() == before[0]


def test_a_log_that_fits_no_file_is_put_aside(
    paths: WarehousePaths, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    log = paths.writer.with_name("warehouse.duckdb.wal")
    with duckdb.connect(tmp_path / "other.duckdb", config=WRITER_CONFIG) as other:
        other.execute("CREATE TABLE one (n INTEGER)")
        shutil.copyfile(tmp_path / "other.duckdb.wal", log)
    paths.published.unlink()
    with open_writer(paths) as connection:
        assert connection.execute(SIZE).fetchall() == [(ROWS,)]
    assert log.with_name("warehouse.duckdb.wal.damaged").exists()
    assert "cannot be replayed" in "\n".join(caplog.messages)
    # A log without its file would be played on the file that takes its place.
    publish(paths)
    paths.writer.rename(tmp_path / "lost.duckdb")
    shutil.copyfile(log.with_name("warehouse.duckdb.wal.damaged"), log)
    with open_writer(paths) as connection:
        assert connection.execute(SIZE).fetchall() == [(ROWS,)]


def test_a_locked_file_is_waited_for_and_not_replaced(paths: WarehousePaths) -> None:
    code = (
        "import sys, duckdb; held = duckdb.connect(sys.argv[1]); print('open', flush=True); sys.stdin.read()"
    )
    command = [sys.executable, "-c", code, str(paths.writer)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        other.stdout.readline()
        with pytest.raises(TransientError, match="Another process has"), open_writer(paths):
            pass
        other.communicate("")
    assert sorted(path.name for path in paths.writer.parent.iterdir()) == ["warehouse.duckdb"]


def test_what_is_no_file_or_barred_is_told_and_not_replaced(paths: WarehousePaths) -> None:
    kept = paths.writer.rename(paths.writer.with_name("kept"))
    paths.writer.mkdir()
    with pytest.raises(PermanentError, match="is a folder") as stopped, open_writer(paths):
        pass
    assert not isinstance(stopped.value, DamagedError)
    paths.writer.rmdir()
    kept.rename(paths.writer)
    log = paths.writer.with_name("warehouse.duckdb.wal")
    log.mkdir()
    with pytest.raises(PermanentError) as stopped, open_writer(paths):
        pass
    assert not isinstance(stopped.value, DamagedError)
    assert sorted(path.name for path in paths.writer.parent.iterdir()) == [paths.writer.name, log.name]


def test_reading_all_finds_what_opening_does_not(paths: WarehousePaths) -> None:
    assert fault_of(paths.published) is None
    damage_inside(paths.published)
    with open_reader(paths.published) as connection:
        assert connection.execute("SELECT count(*) FROM schema_version").fetchone() is not None
    assert "Corrupt database file" in str(fault_of(paths.published))
    with duckdb.connect(paths.published.with_name("foreign.duckdb")) as connection:
        connection.execute("CREATE TABLE mine (n INTEGER)")
    assert "no warehouse" in str(fault_of(paths.published.with_name("foreign.duckdb")))


@pytest.mark.parametrize("share", [2, 10, 1])
def test_a_file_that_became_shorter_by_deleting_is_whole(paths: WarehousePaths, share: int) -> None:
    with open_writer(paths) as connection:
        connection.execute(
            "INSERT INTO article_text SELECT uuid(), now(), md5(n::VARCHAR) FROM range(200000) AS numbers (n)"
        )
    with open_writer(paths) as connection:
        connection.execute(f"DELETE FROM article_text WHERE hash(article_id) % {share} = 0")
        connection.execute("CHECKPOINT")
        left = connection.execute(SIZE).fetchall()
    for _ in range(3):
        with open_writer(paths) as connection:
            assert connection.execute(SIZE).fetchall() == left
            connection.execute("CREATE OR REPLACE TABLE passing AS FROM range(300000)")
        with open_writer(paths) as connection:
            connection.execute("DROP TABLE passing")
            connection.execute("CHECKPOINT")
        publish(paths)
        assert is_published(paths)
    assert not list(paths.published.parent.rglob("*.damaged*"))
