"""The published copy in Python: what a stranger's SQL may, wherever it is found, and how long it may take."""

import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import duckdb
import pyarrow as pa
import pytest

from model import ConfigurationError, PermanentError
from warehouse import Reader, WarehousePaths, connect_readonly, open_reader, open_writer
from warehouse.database.publishing import publish

SLOW = "SELECT sum(a.range * b.range) FROM range(10000000) a, range(1000000) b"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("built")
    paths = WarehousePaths(published=folder / "warehouse.duckdb", writer=folder / "writer" / "w.duckdb")
    _publish_outlets(paths, "a", "b")
    return paths.published


@pytest.fixture
def paths(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> WarehousePaths:
    monkeypatch.setenv("PARALLAX_DATA", str(tmp_path))
    monkeypatch.delenv("PARALLAX_WAREHOUSE", raising=False)
    shutil.copyfile(built, tmp_path / "warehouse.duckdb")
    return WarehousePaths(published=tmp_path / "warehouse.duckdb", writer=tmp_path / "writer" / "w.duckdb")


def _publish_outlets(paths: WarehousePaths, *names: str) -> None:
    with open_writer(paths) as connection:
        connection.executemany("INSERT INTO outlet (outlet_id, name) VALUES (?, ?)", [[n, n] for n in names])
    publish(paths)


def _outlets(reader: Reader) -> list[str]:
    return [name for (name,) in reader.execute("SELECT name FROM outlet ORDER BY ALL").fetchall()]


def test_the_environment_says_where_it_is(
    paths: WarehousePaths, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with connect_readonly() as reader:
        assert _outlets(reader) == ["a", "b"]
    moved = paths.published.rename(tmp_path / "it's.duckdb")
    with pytest.raises(PermanentError, match="There is no warehouse at"):
        connect_readonly()
    monkeypatch.setenv("PARALLAX_WAREHOUSE", str(moved))
    with connect_readonly() as reader:
        assert _outlets(reader) == ["a", "b"]
    monkeypatch.setenv("PARALLAX_WAREHOUSE", "ducklake:x")
    with pytest.raises(ConfigurationError, match="the warehouse itself is a DuckDB file"):
        connect_readonly()
    with connect_readonly(moved) as reader:
        assert _outlets(reader) == ["a", "b"]


@pytest.mark.usefixtures("paths")
def test_rows_come_in_the_ways_of_duckdb() -> None:
    with connect_readonly() as reader:
        assert reader.execute("SELECT name FROM outlet WHERE name > ?", ["a"]).fetchone() == ("b",)
        assert reader.sql("SELECT $n AS n", params={"n": 5}).fetchall() == [(5,)]
        assert reader.execute("FROM range(5)").fetchmany(2) == [(0,), (1,)]
        assert reader.columns == ["range"]
        assert list(reader.sql("FROM range(3)").df()["range"]) == [0, 1, 2]
        assert (
            reader.sql("FROM range(3)").arrow().equals(pa.table({"range": pa.array([0, 1, 2], pa.int64())}))
        )
        assert reader.execute("SELECT current_setting('TimeZone')").fetchone() == ("UTC",)


@pytest.mark.parametrize("form", ["pl", "arrow"])
def test_a_frame_whose_package_is_missing_says_what_to_install(
    form: str, paths: WarehousePaths, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with connect_readonly(paths.published) as reader:
        reader.sql("FROM range(3)")
        with pytest.raises(
            ConfigurationError, match=r"needs pyarrow.*pip install 'parallax-news\[analysis\]'"
        ):
            getattr(reader, form)()
        assert len(reader.sql("FROM range(3)").fetchall()) == 3


@pytest.mark.usefixtures("paths")
def test_ids_are_texts_in_data_frames() -> None:
    query = "SELECT md5(n::VARCHAR)::UUID AS id, n FROM range(2) AS numbers (n) UNION ALL SELECT NULL, 2"
    known = "c4ca4238-a0b9-2382-0dcc-509a6f75849b"
    with connect_readonly() as reader:
        frame = reader.sql(query).df()
        assert list(frame["n"][frame["id"] == known]) == [1]
        assert frame["id"].isna().sum() == 1
        assert reader.sql(query).arrow()["id"].to_pylist()[1:] == [known, None]


def test_a_new_reader_reads_the_new_copy_while_an_old_one_keeps_its_own(paths: WarehousePaths) -> None:
    with connect_readonly() as old, open_reader(paths.published):
        _publish_outlets(paths, "c")
        with connect_readonly() as new:
            assert _outlets(new) == ["a", "b", "c"]
        assert _outlets(old) == ["a", "b"]


@pytest.mark.parametrize(
    "query",
    [
        "CALL enable_logging(level = 'debug')",
        "CALL enable_logging(storage = 'file', storage_path = '/tmp/never')",
        "FROM enable_logging()",
        "FROM enable_logging/* a /* nested */ comment */()",
        "SELECT * FROM json_execute_serialized_sql(json_serialize_sql('FROM enable_logging()'))",
        "PRAGMA json_execute_serialized_sql(json_serialize_sql('FROM enable_logging()'))",
        "FROM query('FROM enable_logging()')",
        "FROM query_table('outlet')",
        "SELECT write_log('x')",
        "FROM checkpoint()",
        "FROM force_checkpoint()",
        "SET memory_limit = '100GB'",
        "SET GLOBAL enable_external_access = true",
        "RESET lock_configuration",
        "PRAGMA enable_profiling",
        "PRAGMA memory_limit = '100GB'",
        "ATTACH ':memory:' AS other",
        "DETACH warehouse",
        "USE memory",
        "CREATE TABLE memory.main.t (n INTEGER)",
        "CREATE TEMP MACRO m() AS 1",
        "CREATE SECRET (TYPE s3)",
        "INSERT INTO outlet (outlet_id) VALUES ('c')",
        "COPY outlet TO '/tmp/never.csv'",
        "COPY (SELECT 1) TO '/tmp/never.parquet' (FORMAT parquet)",
        "EXPORT DATABASE '/tmp/never'",
        "IMPORT DATABASE '/tmp/never'",
        "INSTALL httpfs",
        "LOAD '/tmp/never.duckdb_extension'",
        "FORCE INSTALL httpfs FROM 'http://127.0.0.1/'",
        "PREPARE q AS SELECT 1",
        "EXECUTE q",
        "SELECT 1; SET threads = 1",
        "BEGIN",
        "VACUUM",
    ],
)
@pytest.mark.usefixtures("paths")
def test_what_is_no_reading_is_refused_before_duckdb_sees_it(query: str) -> None:
    with connect_readonly() as reader:
        with pytest.raises((PermanentError, duckdb.Error)):
            reader.execute(query)
        assert reader.execute("FROM duckdb_logs").fetchall() == []
        assert _outlets(reader) == ["a", "b"]
    assert not list(Path("/tmp").glob("never*"))  # noqa: S108


@pytest.mark.parametrize(
    "query",
    [
        "FROM '/etc/passwd'",
        "FROM read_csv('/etc/passwd')",
        "FROM read_text('/etc/passwd')",
        "FROM read_blob('/etc/pass*')",
        "FROM read_json('/etc/passwd')",
        "FROM sniff_csv('/etc/passwd')",
        "FROM parquet_metadata('/etc/passwd')",
        "FROM read_duckdb('/etc/passwd')",
        "FROM glob('/etc/*')",
        "FROM read_csv('http://127.0.0.1:1/x.csv')",
        "FROM duckdb_secrets()",
        "FROM duckdb_extensions()",
        "SELECT getenv('HOME')",
        "FROM frame",
    ],
)
@pytest.mark.usefixtures("paths")
def test_nothing_else_of_the_machine_is_in_reach(query: str) -> None:
    frame = pa.table({"n": [1]})
    with connect_readonly() as reader, pytest.raises((PermanentError, duckdb.Error)):
        reader.execute(query)
    assert frame.num_rows == 1


@pytest.mark.usefixtures("paths")
def test_the_settings_are_what_they_should_be() -> None:
    with connect_readonly() as reader:
        query = "SELECT value FROM duckdb_settings() WHERE name = ?"
        limits = {name: reader.execute(query, [name]).fetchall() for name in ("memory_limit", "threads")}
        paths = reader.execute(query, ["secret_directory"]).fetchall()
    assert limits["memory_limit"] == [("3.7 GiB",)]
    assert limits["threads"] in [[(str(number),)] for number in (1, 2, 3, 4)]
    assert paths == [("none",)]


@pytest.mark.parametrize(
    "query",
    [
        SLOW,
        "WITH RECURSIVE t AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM t) SELECT max(n) FROM t",
        "SELECT sleep_ms(60000)",
        "SELECT list(range) FROM range(1000000000)",
        "FROM range(1000000000000) ORDER BY 1 DESC",
    ],
)
@pytest.mark.usefixtures("paths")
def test_the_time_limit_holds(query: str) -> None:
    with connect_readonly(timeout_s=0.5) as reader:
        with pytest.raises(PermanentError, match=r"more than 0\.5 seconds"):
            reader.execute(query).fetchall()
        assert _outlets(reader) == ["a", "b"]


def _one_by_one(reader: Reader) -> None:
    while reader.fetchone():
        pass


def _in_batches(reader: Reader) -> None:
    while reader.fetchmany(100):
        pass


@pytest.mark.parametrize("fetch", [_one_by_one, _in_batches, Reader.fetchall, Reader.df, Reader.arrow])
@pytest.mark.usefixtures("paths")
def test_the_time_limit_holds_while_rows_are_fetched(fetch: Callable[[Reader], object]) -> None:
    with connect_readonly(timeout_s=0.5) as reader:
        reader.execute("SELECT repeat('x', 100) FROM range(100000000)")
        with pytest.raises(PermanentError, match=r"more than 0\.5 seconds"):
            fetch(reader)
