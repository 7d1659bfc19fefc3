"""Attention over time is counted as the trend views count; days without a match have 0, others are marked."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from model import ConfigurationError, PermanentError
from model.trend import TrendRow
from tests.made_once import begin_warehouse
from tests.warehouse.reported_articles import Reported, add_outlets, report, warehouse
from warehouse import Connection, WarehousePaths, open_writer
from warehouse.database.publishing import publish
from warehouse.queries.trending import trend

MONDAY = date(2026, 1, 5)
# The group, outlet, language and title of each article of a day.
ARTICLES = [
    Reported(number=1, day=0, outlet="a", title="The pact"),
    Reported(number=2, day=0, outlet="b", title="The pact", group=1),
    Reported(number=3, day=0, outlet="c", language="fr", title="Un pacte"),
    Reported(number=4, day=0, outlet="c", language="fr", title="Autre chose"),
    Reported(number=5, day=1, outlet="d", language="fr", title="Autre chose"),
    Reported(number=6, day=3, outlet="c", language="fr", title="Le pacte encore"),
    Reported(number=7, day=9, outlet="a", title="Another matter"),
]


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[Connection]:
    with warehouse(tmp_path) as connection:
        add_outlets(connection, [("a", "Group", ["x", "y"]), ("b", "Group", ["x", "x"]), ("c", None, [])])
        report(connection, ARTICLES)
        yield connection


def poll(connection: Connection, *days: tuple[int, int, int]) -> None:
    for day, due, answered in days:
        connection.execute(
            "INSERT INTO poll_day VALUES (?, ?, ?)", [MONDAY + timedelta(days=day), due, answered]
        )


def found(connection: Connection, columns: str, call: str) -> list[tuple[Any, ...]]:
    return connection.execute(f"SELECT {columns} FROM search_trend({call})").fetchall()


def test_copies_and_owners_count_once_and_days_without_a_match_have_0(connection: Connection) -> None:
    rows = found(connection, "day - DATE '2026-01-05', articles, originals, owners", "'pact*'")
    assert rows == [
        (0, 3, 2, 2),
        (1, 0, 0, 0),
        (2, 0, 0, 0),
        (3, 1, 1, 1),
        *((day, 0, 0, 0) for day in range(4, 10)),
    ]


def test_shares_are_of_all_that_was_read_in_the_cell(connection: Connection) -> None:
    columns = "split_value, articles_share, originals_share, owners_share, articles_in_all, owners_in_all"
    rows = found(connection, columns, "'pact*', split := 'language', until := '2026-01-06'")
    assert rows == [("en", 1, 1, 1, 2, 1), ("fr", 0.5, 0.5, 1, 2, 1)]


@pytest.mark.parametrize(
    ("split", "expected"),
    [
        ("language", [("en", 2), ("fr", 1)]),
        ("outlet", [("a", 1), ("b", 1), ("c", 1)]),
        ("owner", [("Group", 2), ("c", 1)]),
        ("country", [("FR", 3)]),
        ("collection", [("x", 2), ("y", 1)]),
    ],
)
def test_an_article_counts_in_its_value_of_the_split(
    connection: Connection, split: str, expected: list[tuple[str, int]]
) -> None:
    call = f"'pact*', split := '{split}', until := TIMESTAMPTZ '2026-01-06 00:00:00+00'"
    assert found(connection, "split_value, articles", call) == expected


def test_articles_without_a_value_of_the_split_are_a_series_of_their_own(connection: Connection) -> None:
    connection.execute("UPDATE outlet SET country = NULL WHERE outlet_id = 'c'")
    rows = found(
        connection,
        "split_value, articles, articles_in_all",
        "'pact*', split := 'country', until := '2026-01-06'",
    )
    assert rows == [("FR", 2, 2), (None, 1, 2)]


def test_the_counts_of_what_was_read_are_those_of_the_views(connection: Connection) -> None:
    rows = found(
        connection,
        "day, split_value, articles_in_all, originals_in_all, owners_in_all",
        "'pact*', split := 'language'",
    )
    views = connection.execute(
        "SELECT day, language, articles, originals, owners FROM language_daily"
    ).fetchall()
    assert [row for row in rows if row[2]] == [row for row in sorted(views) if row[1] in {"en", "fr"}]


def test_a_week_counts_an_original_and_an_owner_once(connection: Connection) -> None:
    rows = found(connection, "day, articles, originals, owners, articles_in_all", "'pact*', \"by\" := 'week'")
    assert rows == [(MONDAY, 4, 3, 2, 6), (MONDAY + timedelta(days=7), 0, 0, 0, 1)]


def test_days_on_which_no_feed_answered_are_not_observed(connection: Connection) -> None:
    poll(connection, (0, 4, 4), (1, 4, 0), (3, 4, 1))
    rows = found(connection, "answered_share, is_observed", "'pact*', until := '2026-01-10'")
    assert rows == [(1, True), (0, False), (None, False), (0.25, True), (None, False)]


def test_days_outside_the_time_of_polling_are_observed_where_anything_of_them_was_read(
    connection: Connection,
) -> None:
    poll(connection, (9, 4, 4))
    rows = found(
        connection, "day - DATE '2026-01-05', articles, is_observed", "'pact*', since := '2026-01-04'"
    )
    assert rows[:5] == [(-1, 0, False), (0, 3, True), (1, 0, True), (2, 0, False), (3, 1, True)]


def test_a_week_is_observed_where_one_of_its_days_is(connection: Connection) -> None:
    poll(connection, (0, 4, 2), (1, 4, 0), (8, 2, 0), (9, 2, 0))
    rows = found(connection, "answered_share, is_observed", "'pact*', \"by\" := 'week'")
    assert rows == [(0.25, True), (0, False)]


def test_withheld_articles_are_not_counted(connection: Connection) -> None:
    connection.execute("DELETE FROM article_tally WHERE article_id = (SELECT min(article_id) FROM article)")
    assert found(connection, "articles", "'pact*', until := '2026-01-06'") == [(2,)]


@pytest.mark.parametrize("call", ["'pact*', split := 'langage'", "'pact*', \"by\" := 'month'"])
def test_an_unknown_split_or_period_is_an_error(connection: Connection, call: str) -> None:
    with pytest.raises(Exception, match=r"is (language|day)"):
        found(connection, "*", call)


def published(tmp_path: Path, articles: list[Reported]) -> Path:
    paths = WarehousePaths(published=tmp_path / "w.duckdb", writer=tmp_path / "writer.duckdb")
    with open_writer(begin_warehouse(paths)) as connection:
        report(connection, articles)
    publish(paths)
    return paths.published


def days(rows: list[TrendRow], query: str) -> list[date]:
    return [row.day for row in rows if row.query == query]


def test_all_queries_have_the_days_of_the_last_month_that_has_articles(tmp_path: Path) -> None:
    articles = [
        Reported(number=1, day=0, title="pact"),
        *(Reported(number=day, day=day, title="vote") for day in (40, 60)),
    ]
    rows = trend(published(tmp_path, articles), ["pact", "vote"])

    assert days(rows, "pact") == days(rows, "vote") == [MONDAY + timedelta(days=day) for day in range(40, 61)]
    assert [row.articles for row in rows if row.articles] == [1, 1]
    weeks = trend(tmp_path / "w.duckdb", ["pact"], by="week")
    assert (weeks[0].day, weeks[0].articles, len(weeks)) == (MONDAY, 1, 9)
    ended = trend(tmp_path / "w.duckdb", ["vote"], until=datetime(2026, 1, 8, tzinfo=UTC))
    assert days(ended, "vote") == [MONDAY + timedelta(days=day) for day in range(3)]


def test_an_empty_warehouse_has_no_rows(tmp_path: Path) -> None:
    assert trend(published(tmp_path, []), ["pact"]) == []


@pytest.mark.parametrize(("queries", "named"), [([" "], "empty"), (["a", "b", "a"], "'a' is given twice")])
def test_queries_that_ask_nothing_are_refused(tmp_path: Path, queries: list[str], named: str) -> None:
    with pytest.raises(ConfigurationError, match=named):
        trend(tmp_path / "none", queries)


def test_a_warehouse_of_an_older_version_says_so(tmp_path: Path) -> None:
    file = published(tmp_path, [])
    with open_writer(WarehousePaths(published=tmp_path / "old.duckdb", writer=file)) as connection:
        connection.execute("DROP MACRO TABLE search_trend")
    with pytest.raises(
        PermanentError, match=r"another version of Parallax .*`parallax run` publishes it again"
    ):
        trend(file, ["pact"])
