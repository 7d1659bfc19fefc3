"""A stranger's SQL reads the published warehouse, and does nothing else."""

from pathlib import Path

import duckdb
import pytest

from model import PermanentError
from warehouse import WarehousePaths, open_writer
from warehouse.database.publishing import publish
from warehouse.queries.querying import answer, answer_as_parquet

TIMEOUT_S = 20.0


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("warehouse")
    paths = WarehousePaths(published=folder / "w.duckdb", writer=folder / "writer" / "w.duckdb")
    with open_writer(paths) as connection:
        connection.execute(
            "INSERT INTO outlet (outlet_id, name, country) VALUES ('a', 'A', 'FR'), ('b', 'B', 'DE')"
        )
    publish(paths)
    return paths.published


@pytest.mark.parametrize(
    ("query", "rows"),
    [
        ("SELECT outlet_id FROM outlet ORDER BY ALL", [("a",), ("b",)]),
        ("FROM outlet SELECT count(*)", [(2,)]),
        ("SELECT 1; -- the end", [(1,)]),
        ("WITH one AS (SELECT 1 AS n) FROM one", [(1,)]),
        ("SELECT name FROM outlet WHERE name = 'enable_logging(query(1))'", []),
        ("SELECT 1 AS query -- enable_logging()", [(1,)]),
        ("WITH query AS (SELECT 1 AS checkpoint) SELECT checkpoint FROM query", [(1,)]),
        ("SELECT warehouse.main.outlet.outlet_id FROM warehouse.main.outlet ORDER BY 1 LIMIT 1", [("a",)]),
    ],
)
def test_reading_is_answered(published: Path, query: str, rows: list[tuple[object]]) -> None:
    assert answer(published, query, TIMEOUT_S).rows == rows


@pytest.mark.parametrize(
    "query",
    [
        "PIVOT outlet ON country USING count(*) GROUP BY kind",
        "-- a comment before\nPIVOT outlet ON country USING count(*) GROUP BY kind;",
        "WITH p AS (PIVOT outlet ON country USING count(*) GROUP BY kind) FROM p",
        "SELECT * FROM (PIVOT outlet ON country USING count(*) GROUP BY kind)",
    ],
)
def test_pivot_works_wherever_it_stands(published: Path, tmp_path: Path, query: str) -> None:
    found = answer(published, query, TIMEOUT_S)
    assert found.columns == ("kind", "DE", "FR")
    assert found.rows == [(None, 1, 1)]
    assert answer_as_parquet(published, query, TIMEOUT_S, tmp_path / "p.parquet") == 1


@pytest.mark.parametrize(
    "query",
    [
        "INSERT INTO outlet (outlet_id) VALUES ('c')",
        "DROP TABLE outlet",
        "CREATE TEMP TABLE t AS SELECT 1",
        "CREATE TYPE x AS ENUM ('a'); PIVOT outlet ON country",
        "ATTACH 'other.duckdb'",
        "COPY outlet TO 'x.csv'",
        "COPY (SELECT 1) TO 'x.csv'",
        "EXPORT DATABASE 'x'",
        "SET threads = 1",
        "PRAGMA enable_profiling",
        "INSTALL httpfs",
        "LOAD json",
        "CALL enable_logging()",
        "SELECT * FROM enable_logging(storage = 'memory')",
        'SELECT * FROM /* here */ "enable_logging" /* there */ ()',
        "SELECT * FROM system.main.Enable_Logging()",
        "SELECT * FROM query('SELECT * FROM enable_' || 'logging()')",
        "SELECT * FROM enable_profiling()",
        "SELECT * FROM truncate_duckdb_logs()",
        "SELECT * FROM read_csv('/etc/passwd')",
        "SELECT * FROM read_text('/etc/passwd')",
        "SELECT * FROM glob('/etc/*')",
        "SELECT * FROM '/etc/passwd'",
        "EXPLAIN ANALYZE INSERT INTO outlet (outlet_id) VALUES ('c')",
        "SELECT * FROM enable_logging/* a /* nested */ comment */()",
        "SELECT * FROM json_execute_serialized_sql(json_serialize_sql('SELECT 42'))",
        "PRAGMA json_execute_serialized_sql(json_serialize_sql('SELECT 42'))",
        "SELECT * FROM query_table('outlet')",
        "SELECT * FROM checkpoint()",
        "SELECT write_log('x')",
        "FROM pandas_scan(NULL)",
        "FROM arrow_scan(NULL, NULL, NULL)",
        "SELECT 1; SELECT 2",
        "SELECT 1\x00; SELECT 2",
        "SELECT 1); COPY (SELECT 2",
        "",
        "-- nothing",
    ],
)
def test_all_else_is_refused(published: Path, tmp_path: Path, query: str) -> None:
    before = published.read_bytes()
    with pytest.raises(PermanentError):
        answer(published, query, TIMEOUT_S)
    with pytest.raises(PermanentError):
        answer_as_parquet(published, query, TIMEOUT_S, tmp_path / "out.parquet")
    assert published.read_bytes() == before
    assert list(tmp_path.iterdir()) == []


def test_a_wrong_query_gets_the_message_of_duckdb(published: Path) -> None:
    with pytest.raises(PermanentError, match='Referenced column "nope" was not found'):
        answer(published, "SELECT nope", TIMEOUT_S)


def test_a_slow_query_is_stopped(published: Path) -> None:
    slow = "SELECT sum(a.range * b.range) FROM range(10000000) a, range(1000000) b"
    with pytest.raises(PermanentError, match=r"more than 0\.3 seconds"):
        answer(published, slow, 0.3)


def test_without_a_warehouse_the_remedy_is_told(tmp_path: Path) -> None:
    with pytest.raises(PermanentError, match="`parallax run`"):
        answer(tmp_path / "none.duckdb", "SELECT 1", TIMEOUT_S)


def test_what_is_no_warehouse_is_told(tmp_path: Path) -> None:
    path = tmp_path / "w.duckdb"
    path.write_bytes(b"nothing of the kind" * 1000)
    with pytest.raises(PermanentError, match="cannot be opened"):
        answer_as_parquet(path, "SELECT 1", TIMEOUT_S, tmp_path / "x.parquet")


def test_parquet_holds_the_rows(published: Path, tmp_path: Path) -> None:
    out = tmp_path / "it's.parquet"
    query = "SELECT outlet_id, now() AS at FROM outlet ORDER BY outlet_id DESC;; -- end"
    assert answer_as_parquet(published, query, TIMEOUT_S, out) == 2
    assert [path.name for path in tmp_path.iterdir()] == ["it's.parquet"]
    rows = duckdb.read_parquet(str(out)).project("outlet_id").fetchall()
    assert rows == [("b",), ("a",)]


def test_ids_and_intervals_are_texts_in_parquet(published: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.parquet"
    query = """
        WITH made AS (SELECT n, md5(n::VARCHAR)::UUID AS id FROM range(3) AS numbers (n))
        SELECT n, id, id, [id] AS ids, {'a b': id, 'n': n} AS part, map {id: id} AS pair,
            array_value(id, id) AS two, to_hours(n) AS lag
        FROM made ORDER BY n DESC
    """
    assert answer_as_parquet(published, query, TIMEOUT_S, out) == 3
    written = duckdb.read_parquet(str(out))
    assert [str(kind) for kind in written.types] == [
        *("BIGINT", "VARCHAR", "VARCHAR", "VARCHAR[]", 'STRUCT("a b" VARCHAR, n BIGINT)'),
        *("MAP(VARCHAR, VARCHAR)", "VARCHAR[]", "VARCHAR"),
    ]
    row = written.fetchone()
    assert row is not None
    assert row[:3] == (2, *["c81e728d-9d4c-2f63-6f06-7f89cc14862c"] * 2)
    assert row[-1] == "02:00:00"


def test_what_describes_a_query_has_no_file_but_an_error(published: Path, tmp_path: Path) -> None:
    with pytest.raises(PermanentError):
        answer_as_parquet(published, "SHOW TABLES", TIMEOUT_S, tmp_path / "out.parquet")


def test_a_failed_parquet_leaves_the_old_one(published: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.parquet"
    out.write_bytes(b"old")
    with pytest.raises(PermanentError):
        answer_as_parquet(published, "SELECT error('no')", TIMEOUT_S, out)
    assert out.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [out]


@pytest.mark.parametrize(
    "query", ["FROM range(101)", "SELECT repeat('x', 100) FROM range(11)", "SELECT range(1001)"]
)
def test_an_answer_that_would_fill_the_memory_is_refused(
    published: Path, tmp_path: Path, query: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("warehouse.queries.querying.MAX_CELLS", 100)
    monkeypatch.setattr("warehouse.queries.querying.MAX_CHARACTERS", 1000)
    with pytest.raises(PermanentError, match=r"too large to print.*--format parquet --out FILE"):
        answer(published, query, TIMEOUT_S)
    assert answer_as_parquet(published, query, TIMEOUT_S, tmp_path / "x.parquet") > 0
    assert len(answer(published, "FROM range(100)", TIMEOUT_S).rows) == 100
