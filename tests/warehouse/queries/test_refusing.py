"""A statement is judged by what DuckDB parses it to, and by lists of functions that are frozen."""

import time
from pathlib import Path

import duckdb
import pytest

from model import PermanentError
from warehouse import Reader, WarehousePaths, connect_readonly, open_writer
from warehouse.database.publishing import publish
from warehouse.database.views import ALL_MACROS
from warehouse.queries import functions
from warehouse.queries.function_lists import listed
from warehouse.queries.refusing import readable

SPACES = "\u00a0\u2003\u3000\u200b\ufeff\u202f\u205f"


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Reader:
    folder = tmp_path_factory.mktemp("warehouse")
    paths = WarehousePaths(published=folder / "w.duckdb", writer=folder / "writer" / "w.duckdb")
    with open_writer(paths) as connection:
        connection.execute(
            "INSERT INTO outlet (outlet_id, name, country) VALUES ('a', 'A', 'FR'), ('b', 'B', 'DE')"
        )
    publish(paths)
    return connect_readonly(paths.published, timeout_s=20)


@pytest.mark.parametrize("file", ["allowed_functions.txt", "allowed_table_functions.txt"])
def test_the_lists_of_functions_are_those_of_the_pinned_duckdb(file: str) -> None:
    # After an upgrade of DuckDB: `python -m warehouse.queries.function_lists`, and look at each new name.
    assert Path(functions.__file__).with_name(file).read_text(encoding="utf-8") == listed()[file]


def test_the_macros_are_those_of_the_warehouse(reader: Reader) -> None:
    query = "SELECT DISTINCT function_name FROM duckdb_functions() WHERE database_name = 'warehouse'"
    found = {name for (name,) in reader.execute(query).fetchall()}
    assert found == functions.warehouse_macros()
    assert not found & functions.all_names()
    assert {name.removeprefix("macros/") for name in ALL_MACROS} == found


def test_a_function_that_duckdb_does_not_know_yet_is_refused(reader: Reader) -> None:
    with pytest.raises(PermanentError, match=r"lowr\(\) is no function that is allowed here .*lower\(\)"):
        reader.execute("SELECT lowr('x')")


@pytest.mark.parametrize("query", ["FROM TRY(1)", "FROM (FROM TRY([1])) AS t"])
def test_what_is_no_function_is_no_table_either(reader: Reader, query: str) -> None:
    with pytest.raises(PermanentError, match="is no function that is allowed here"):
        reader.execute(query)


@pytest.mark.parametrize("space", SPACES)
@pytest.mark.parametrize(
    "query",
    [
        "FROM pandas_scan(NULL)",
        "FROM arrow_scan(NULL, NULL, NULL)",
        "FROM enable_logging(storage='file', storage_path='/tmp/never')",
        "FROM query('SELECT 1')",
        "SELECT write_log('x')",
        "FROM checkpoint()",
        "FROM enable_profiling()",
        "SELECT json_serialize_plan('FROM outlet')",
        "EXPLAIN ANALYZE CREATE TEMP VIEW outlet AS SELECT 'POISON' AS outlet_id",
        "SELECT 1; SET threads = 1",
        "PIVOT (FROM read_csv('x')) ON a",
    ],
)
def test_a_space_of_unicode_hides_nothing(reader: Reader, query: str, space: str) -> None:
    with pytest.raises((PermanentError, duckdb.ParserException)):
        reader.execute(query.replace(" ", space))
    assert reader.execute(f"FROM{space}outlet{space}SELECT{space}outlet_id").fetchall() == [("a",), ("b",)]


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TEMP TABLE outlet AS SELECT 'POISON' AS outlet_id",
        "CREATE TEMP VIEW outlet AS SELECT 'POISON' AS outlet_id",
        "CREATE TEMP MACRO lower(a) AS 'POISON'",
        "CREATE OR REPLACE TEMP TABLE t AS PIVOT outlet ON country",
        "SET VARIABLE v = 1",
        "PREPARE p AS SELECT 1",
        "USE memory",
        "PRAGMA enable_profiling",
        "CALL enable_logging()",
        "COPY outlet TO '/tmp/never.csv'",
        "INSERT INTO outlet (outlet_id) VALUES ('c')",
    ],
)
@pytest.mark.parametrize(
    "before",
    [
        *("", "EXPLAIN ", "EXPLAIN ANALYZE ", "explain/**/analyze\n", "EXPLAIN (ANALYZE, FORMAT json) "),
        *(
            "-- c\nEXPLAIN /* a /* b */ */ ANALYZE ",
            "EXPLAIN\u3000ANALYZE\ufeff",
            "EXPLAIN (FORMAT\xa0json) ",
        ),
    ],
)
def test_explain_runs_only_what_reads(reader: Reader, statement: str, before: str) -> None:
    with pytest.raises((PermanentError, duckdb.Error)):
        reader.execute(f"{before}{statement}")
    assert reader.execute("SELECT outlet_id, lower('A') FROM outlet ORDER BY 1").fetchone() == ("a", "a")


@pytest.mark.parametrize(
    "query",
    [
        "EXPLAIN SELECT 1",
        "EXPLAIN ANALYZE FROM outlet",
        "explain/* a /* b */ */analyze(SELECT 1)",
        "-- c\nEXPLAIN (FORMAT json) WITH c AS (SELECT 1) FROM c;",
        "EXPLAIN\u3000ANALYZE\ufeffFROM\xa0outlet",
        "SUMMARIZE outlet",
        "DESCRIBE SELECT 1",
        "SHOW TABLES",
        "VALUES (1), (2)",
        "TABLE outlet",
        "FROM (DESCRIBE outlet)",
        "UNPIVOT (SELECT 1 AS a, 2 AS b) ON a, b",
        "PIVOT outlet ON country IN ('FR', 'DE') USING count(*) GROUP BY kind",
        "SELECT unnest([1, 2]), utc_day(now()), host_of('https://a.example/')",
        "FROM search_articles('x', since := TIMESTAMPTZ '2026-01-01 00:00:00+00')",
        "FROM range(3) r(i), LATERAL (SELECT i + 1), generate_series(1, 2), repeat(1, 2), unnest([1]) u(x)",
        "SELECT row_number() OVER w AS n FROM outlet WINDOW w AS (ORDER BY name) QUALIFY n = 1",
        "WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r WHERE n < 5) FROM r",
        "WITH m AS MATERIALIZED (SELECT 1) FROM m UNION ALL BY NAME FROM m ORDER BY ALL LIMIT 10%",
        "SELECT * EXCLUDE (name), COLUMNS('.*_id'), COLUMNS(c -> c = 'name') FROM outlet USING SAMPLE 2 ROWS",
        "SELECT list_transform([1], lambda x: x + 1), [x FOR x IN [1, 2] IF x > 1]",
        "SELECT {'a': 1}.a, MAP {1: 2}[1]",
        "SELECT 'a' ILIKE 'A', 'a' SIMILAR TO 'a', 'a' GLOB 'a', 1 <= ANY (SELECT 1), 'a' COLLATE nocase",
        "SELECT count(*) FILTER (true), median(1) FROM outlet",
        "SELECT GROUPING(name) FROM outlet GROUP BY GROUPING SETS ((name), ())",
        "SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY 1) FROM outlet",
        "SELECT EXTRACT(year FROM DATE '2026-01-01'), TRY_CAST('x' AS INT)",
        "FROM outlet a ASOF JOIN outlet b ON a.name = b.name AND a.name >= b.name POSITIONAL JOIN outlet c",
        "FROM duckdb_tables() SELECT table_name",
        "FROM information_schema.columns LIMIT 1",
        "FROM json_each('{\"a\": 1}')",
    ],
)
def test_what_reads_goes_on_working(reader: Reader, query: str) -> None:
    assert reader.execute(query).fetchall()[:1] != [("x",)]


def test_a_pivot_without_in_is_judged_by_every_word_in_it(reader: Reader) -> None:
    assert reader.execute("PIVOT outlet ON country USING count(*) GROUP BY kind").fetchall() == [(None, 1, 1)]
    with pytest.raises(PermanentError, match=r"the word glob .*IN \(\.\.\.\)"):
        reader.execute("PIVOT (SELECT 'glob' AS g, country FROM outlet) ON country")
    with pytest.raises(PermanentError, match="explained only with the values"):
        reader.execute("EXPLAIN PIVOT outlet ON country")
    assert reader.execute("FROM duckdb_types() WHERE type_name LIKE '%pivot%'").fetchall() == []


def test_judging_evaluates_nothing(reader: Reader) -> None:
    started = time.monotonic()
    for query in ("PRAGMA show(sleep_ms(60000))", "SELECT 1; PRAGMA show('x' || sleep_ms(60000))"):
        with pytest.raises((PermanentError, duckdb.Error)):
            reader.execute(query)
    assert time.monotonic() - started < 10


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("SELECT " + "abs(" * 400 + "1" + ")" * 400, "nested too deeply"),
        ("SELECT '" + "x" * 1_000_000 + "'", "longer than 1,000,000 characters"),
        ("SELECT '\ud800'", "half a character"),
        ("SELECT '\x00'", "NUL"),
        ("/**/" * 50_000 + "DROP TABLE outlet", "more than 4,000 comments"),
        ("/**/" * 3_000 + "DROP TABLE outlet", "statement of type DROP"),
    ],
)
def test_what_would_cost_too_much_to_judge_is_told(reader: Reader, query: str, told: str) -> None:
    started = time.monotonic()
    with pytest.raises(PermanentError, match=told):
        readable(reader._database, query)  # noqa: SLF001
    assert time.monotonic() - started < 5
