"""Trend views: spikes against what output lets expect, weeks, shares, silences, who was first."""

from collections.abc import Iterator
from math import sqrt
from pathlib import Path
from typing import Any

import pytest

from tests.warehouse.reported_articles import Reported, add_outlets, event_id, report, warehouse
from warehouse import Connection

WEEKEND = (5, 6)


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[Connection]:
    with warehouse(tmp_path) as connection:
        yield connection


def asked(connection: Connection, query: str) -> list[tuple[Any, ...]]:
    return connection.execute(query).fetchall()


def weeks_of(weeks: int, weekend: tuple[int, ...], language: str = "en", first: int = 1) -> list[Reported]:
    """Return days of ten articles, of four on the two of the weekend."""
    return [
        Reported(number=first + 10 * day + place, day=day, language=language)
        for day in range(7 * weeks)
        for place in range(4 if day % 7 in weekend else 10)
    ]


def spikes(connection: Connection, event: int) -> dict[int, tuple[int, float, float]]:
    rows = asked(
        connection,
        "SELECT day - DATE '2026-01-05', articles, expected, z FROM event_spike "
        f"WHERE event_id = '{event_id(event)}' ORDER BY day",
    )
    return {day: (articles, expected, z) for day, articles, expected, z in rows}


def test_a_steady_share_is_expected_however_little_a_weekend_has(connection: Connection) -> None:
    busy = [Reported(number=1000 + day, day=day, event=1) for day in range(35)]
    rest = [
        Reported(number=2000 + 100 * day + place, day=day)
        for day in range(35)
        for place in range(4 if day % 7 in WEEKEND else 19)
    ]
    report(connection, busy + rest)
    found = spikes(connection, 1)
    monday, saturday = found[28], found[33]
    assert monday[1] == pytest.approx(28 * 20 / (20 * 20 + 8 * 5))
    assert saturday[1] == pytest.approx(28 * 5 / (20 * 20 + 8 * 5))
    assert saturday[2] > monday[2]


def test_each_language_has_a_weekend_of_its_own(connection: Connection) -> None:
    report(connection, [*weeks_of(6, WEEKEND), *weeks_of(6, (4, 5), "ar", first=10_000)])
    friday = 4 + 35
    english, arabic = (
        asked(connection, f"SELECT pace FROM language_pace WHERE day = DATE '2026-01-05' + {friday} "
              f"AND language = '{language}'")[0][0]
        for language in ("en", "ar")
    )  # fmt: skip
    assert english > 1.8 * arabic


def test_a_language_with_few_articles_follows_the_pace_of_all(connection: Connection) -> None:
    few = [Reported(number=9_000, day=27, language="sw"), *(
        Reported(number=9_001 + place, day=28, language="sw") for place in range(30)
    )]  # fmt: skip
    report(connection, [*weeks_of(5, WEEKEND), *few])
    ((pace, of_all),) = asked(
        connection,
        "SELECT any_value(pace) FILTER (WHERE language = 'sw'), "
        "any_value(pace) FILTER (WHERE language = 'en') "
        "FROM language_pace WHERE day = DATE '2026-01-05' + 28",
    )
    assert of_all < pace < 30 / 10


def test_days_without_articles_count_as_none_and_have_their_row(connection: Connection) -> None:
    others = [Reported(number=100 + day, day=day) for day in range(60)]
    report(connection, [*others, *(Reported(number=1 + day, day=day, event=1) for day in (0, 3, 40))])
    found = spikes(connection, 1)
    assert sorted(found) == [*range(29), *range(29, 32), 40]
    assert found[0] == (1, 0, 1)
    articles, expected, z = found[1]
    assert articles == 0
    assert expected == pytest.approx((1 + 28 * 1 / 2) / (2 + 28))
    assert z == pytest.approx(-expected / sqrt(expected + 1))
    assert found[40][1] == 0


def test_the_first_days_of_an_archive_expect_what_little_there_was(connection: Connection) -> None:
    report(connection, [Reported(number=10 * day + place + 1, day=day, event=1 if place < 5 else None)
                      for day in (0, 1) for place in range(10)])  # fmt: skip
    assert spikes(connection, 1)[1][1] == pytest.approx(5)


def test_a_week_counts_copies_and_owners_once(connection: Connection) -> None:
    add_outlets(connection, [("a", "Group", []), ("b", "Group", []), ("c", None, [])])
    report(connection, [
        Reported(number=1, day=0, event=1), Reported(number=2, day=1, event=1, group=1, outlet="b"),
        Reported(number=3, day=6, event=1, outlet="c"), Reported(number=4, day=7, event=1, outlet="c"),
        Reported(number=5, day=2, event=2),
    ])  # fmt: skip
    connection.execute("INSERT INTO poll_day VALUES ('2026-01-05', 4, 4), ('2026-01-06', 4, 2)")
    assert asked(
        connection,
        "SELECT CAST(week AS VARCHAR), rank, CAST(event_id AS VARCHAR), articles, originals, owners, "
        "answered_share FROM event_top_weekly ORDER BY ALL",
    ) == [
        ("2026-01-05", 1, event_id(1), 3, 2, 2, 0.75),
        ("2026-01-05", 2, event_id(2), 1, 1, 1, 0.75),
        ("2026-01-12", 1, event_id(1), 1, 1, 1, None),
    ]


def test_a_day_ranks_by_articles_then_owners_and_leaves_out_days_without(connection: Connection) -> None:
    report(connection, [
        Reported(number=1, event=1), Reported(number=2, event=1), Reported(number=3, event=1),
        Reported(number=4, event=2), Reported(number=5, event=2, outlet="b"),
        Reported(number=6, event=3), Reported(number=7, event=3), Reported(number=8), Reported(number=9),
        Reported(number=10, day=2, event=1),
    ])  # fmt: skip
    ranked = asked(connection, "SELECT day, rank, event_id, articles, owners FROM event_top ORDER BY ALL")
    assert [(rank, articles, owners) for _, rank, _, articles, owners in ranked] == [
        (1, 3, 1), (2, 2, 2), (3, 2, 1), (4, 1, 1), (5, 1, 1), (1, 1, 1),
    ]  # fmt: skip
    assert [str(event) for _, _, event, _, _ in ranked[:3]] == [event_id(1), event_id(2), event_id(3)]


def test_shares_of_voice_add_up_and_count_once(connection: Connection) -> None:
    add_outlets(connection, [("a", "Group", []), ("b", "Group", [])])
    connection.execute("INSERT INTO outlet (outlet_id) VALUES ('c')")
    report(connection, [
        Reported(number=1, event=1), Reported(number=2, event=1, group=1, outlet="b", language="fr"),
        Reported(number=3, event=1, outlet="c"), Reported(number=4, event=1, outlet="c", group=3),
        Reported(number=5),
    ])  # fmt: skip
    for kind in ("outlet", "owner", "country", "language"):
        shares = asked(
            connection, f"SELECT event_id, sum(article_share) FROM event_voice_{kind} GROUP BY ALL"
        )
        assert [share for _, share in shares] == [pytest.approx(1)] * 2
    one = f"WHERE event_id = '{event_id(1)}' ORDER BY ALL"
    assert asked(
        connection, f"SELECT owner, articles, originals, outlets, article_share FROM event_voice_owner {one}"
    ) == [("Group", 2, 1, 2, 0.5), ("c", 2, 1, 1, 0.5)]
    assert asked(
        connection, f"SELECT country, articles, originals, outlets, owners FROM event_voice_country {one}"
    ) == [("FR", 2, 1, 2, 1), (None, 2, 1, 1, 1)]
    assert asked(
        connection, f"SELECT language, articles, originals, outlets, owners FROM event_voice_language {one}"
    ) == [("en", 3, 2, 2, 2), ("fr", 1, 1, 1, 1)]
    assert asked(
        connection, f"SELECT outlet_id, owner, articles, originals FROM event_voice_outlet {one}"
    ) == [
        ("a", "Group", 1, 1), ("b", "Group", 1, 1), ("c", "c", 2, 1),
    ]  # fmt: skip


def test_collections_that_publish_and_say_nothing_are_silent(connection: Connection) -> None:
    add_outlets(connection, [
        ("a", None, ["quality"]), ("b", "Group", ["state", "wide"]), ("c", "Group", ["state", "state"]),
        ("d", None, ["wide"]), ("e", None, ["idle"]),
    ])  # fmt: skip
    report(connection, [
        Reported(number=1, event=1), Reported(number=2, day=1, event=1, outlet="d"),
        Reported(number=3, outlet="b"), Reported(number=4, day=1, outlet="c"),
        Reported(number=5, day=1, outlet="c"), Reported(number=6, day=2, outlet="e"),
    ])  # fmt: skip
    assert asked(
        connection,
        "SELECT collection, articles_meanwhile, outlets_meanwhile, owners_meanwhile "
        f"FROM event_collection_silence WHERE event_id = '{event_id(1)}' ORDER BY ALL",
    ) == [("state", 3, 2, 1)]


@pytest.mark.parametrize("order", [(1, 2, 3), (3, 2, 1), (2, 3, 1)])
def test_of_those_who_are_first_together_it_is_always_the_same(
    connection: Connection, order: tuple[int, ...]
) -> None:
    told = {
        number: Reported(number=number, event=1, outlet=outlet, hour=1)
        for number, outlet in zip((1, 2, 3), "cab", strict=True)
    }
    for number in order:
        report(connection, [told[number]])
    for view in ("event_summary", "event_language_lag"):
        assert asked(connection, f"SELECT first_outlet_id FROM {view}") == [("c",)]
    assert asked(connection, "SELECT lag_minutes FROM event_language_lag") == [(0,)]


def test_a_series_says_how_many_feeds_answered(connection: Connection) -> None:
    series = asked(
        connection,
        "SELECT view_name FROM duckdb_views() WHERE NOT internal AND view_name != 'article_related' "
        "AND view_name IN (SELECT table_name FROM duckdb_columns() WHERE column_name IN ('day', 'week'))",
    )
    answered = asked(
        connection, "SELECT table_name FROM duckdb_columns() WHERE column_name = 'answered_share'"
    )
    assert len(series) >= 8
    assert set(series) <= set(answered)
