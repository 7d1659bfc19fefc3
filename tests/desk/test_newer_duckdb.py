"""A newer DuckDB reads the published file and answers as ours does."""

import json
import sys
from pathlib import Path

import duckdb
import pytest

from tests.desk.environment import PYTHON, needs_desk, run_python
from tests.pipeline.command_line import demo_folder
from warehouse.database.views import MACROS, VIEWS, relation_of

pytestmark = [pytest.mark.long, needs_desk]

# A macro without a call here fails the test below.
MACRO_CALLS = {
    "article_id_of": "SELECT article_id_of(url) FROM article",
    "bare_words": "SELECT bare_words(title) FROM article",
    "entry_hash": "SELECT entry_hash(feed_id, entry_id) FROM entry",
    "has_unspaced_script": "SELECT title, has_unspaced_script(title) FROM article",
    "host_of": "SELECT host_of(url) FROM article",
    "iso_week": "SELECT iso_week(day) FROM language_daily",
    "phrase_pattern": "SELECT phrase_pattern(title) FROM article",
    "search_articles": """
        FROM search_articles('Ukraine') UNION ALL
        FROM search_articles('トランプ', since := TIMESTAMPTZ '2026-01-01', until := TIMESTAMPTZ '2026-02-01')
    """,
    "utc_day": "SELECT utc_day(published_at) FROM article",
}


def answers(python: Path | str, queries: dict[str, str], folder: Path) -> tuple[str, dict[str, list[str]]]:
    warehouse = str(demo_folder() / "warehouse.duckdb")
    printed = run_python(python, "every_row.py", warehouse, given=json.dumps(queries), folder=folder)
    answer = json.loads(printed)
    return answer["version"], answer["rows"]


def test_every_macro_has_a_call() -> None:
    assert MACRO_CALLS.keys() == {relation_of(name) for name in MACROS}


def test_a_newer_duckdb_gives_the_rows_of_ours_for_every_table_view_and_macro(tmp_path: Path) -> None:
    with duckdb.connect(str(demo_folder() / "warehouse.duckdb"), read_only=True) as warehouse:
        tables = [name for (name,) in warehouse.execute("SELECT table_name FROM duckdb_tables()").fetchall()]
    views = [relation_of(name) for name in VIEWS]
    queries = {**{name: f'FROM "{name}"' for name in (*tables, *views)}, **MACRO_CALLS}
    ours, expected = answers(sys.executable, queries, tmp_path)
    newer, found = answers(PYTHON, queries, tmp_path)
    assert (ours, newer.split(".")[0]) == (duckdb.__version__, "2")
    assert {name for name in queries if found[name] != expected[name]} == set()
    assert all(expected[name] for name in ("event_summary", "search_articles", "coverage_daily"))
