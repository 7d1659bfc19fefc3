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
QUERY = "'title:(troops OR войска) -\"peace pact\"~3 language:en'"
MACRO_CALLS = {
    "article_id_of": "SELECT article_id_of(url) FROM article",
    "bare_words": "SELECT bare_words(title) FROM article",
    "entry_hash": "SELECT entry_hash(feed_id, entry_id) FROM entry",
    "has_unspaced_script": "SELECT title, has_unspaced_script(title) FROM article",
    "host_of": "SELECT host_of(url) FROM article",
    "iso_week": "SELECT iso_week(day) FROM language_daily",
    "search_articles": """
        FROM search_articles('Ukraine') UNION ALL
        FROM search_articles('トランプ', since := TIMESTAMPTZ '2026-01-01', until := TIMESTAMPTZ '2026-02-01')
    """,
    "utc_day": "SELECT utc_day(published_at) FROM article",
    "local_day": "SELECT local_day(published_at) FROM article",
    "day_start": "SELECT day_start(day) FROM language_daily",
    "first_day_since": "SELECT first_day_since(published_at) FROM article",
    "has_paired_letters": "SELECT has_paired_letters(title) FROM article",
    "paired_letters": "SELECT paired_letters()",
    "number_pattern": "SELECT number_pattern()",
    "search_field_pattern": "SELECT search_field_pattern()",
    "with_plain_quotes": "SELECT with_plain_quotes(title) FROM article",
    "has_vowel_marks": "SELECT has_vowel_marks(title) FROM article",
    "folded_letters": "SELECT folded_letters(title) FROM article",
    "unaccented_words": "SELECT unaccented_words(folded_letters(title)) FROM article",
    "overlapping_pairs": "SELECT overlapping_pairs(title) FROM article",
    "words_of_any_script": "SELECT words_of_any_script(folded_letters(title)) FROM article",
    "search_words": "SELECT search_words(title) FROM article",
    "spaced_words": "SELECT spaced_words(title) FROM article",
    "queried_words": "SELECT queried_words(title) FROM article",
    "all_orders": "SELECT all_orders(['a', 'b', 'c'])",
    "search_order": "SELECT search_order([['a'], ['b', 'c']], '5')",
    "search_truth": "SELECT search_truth('(1&!(0|1))', 2)",
    "search_terms": f"SELECT search_terms({QUERY})",
    "search_is_word": "SELECT search_is_word(term, 'ukrainꙮ') FROM term_daily",
    "search_is_outlet": "SELECT search_is_outlet('country', 'gb', outlet) FROM outlet",
    "search_is_language": "SELECT search_is_language(language, 'zh') FROM article",
    "search_is_found": "SELECT search_is_found(['(', '1', '&', '2', ')'], [1], [2])",
    "search_pieces": "SELECT search_pieces(title) FROM article",
    "search_lexemes": f"FROM search_lexemes({QUERY})",
    "search_items": f"FROM search_items({QUERY})",
    "search_leaves": f"FROM search_leaves({QUERY})",
    "search_leaf_problem": "SELECT search_leaf_problem('a~2', NULL, NULL, ['a'], NULL)",
    "search_problems": "FROM search_problems('a OR (b')",
    "search_problem": "SELECT search_problem('a OR (b')",
    "search_formula": f"SELECT search_formula({QUERY})",
    "search_hits": f"FROM search_hits({QUERY}, NULL, NULL, false)",
    "search_documents": f"FROM search_documents({QUERY})",
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
