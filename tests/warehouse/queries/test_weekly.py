"""Which week is reported, and what its report holds where little is known."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model import PermanentError
from model.weekly import HeldWeek, WeeklyReport
from tests.made_once import begin_warehouse
from tests.warehouse.reported_articles import Reported, add_outlets, report
from warehouse import WarehousePaths, open_writer
from warehouse.database.publishing import publish
from warehouse.queries.weekly import chosen_week, week_name, weekly_report

MONDAY = date(2026, 1, 5)


def held(number: int, *, is_whole: bool = True) -> HeldWeek:
    return HeldWeek(week=MONDAY + timedelta(weeks=number), articles=1000 + number, is_whole=is_whole)


def published(tmp_path: Path, articles: list[Reported], polls: list[tuple[int, int, int]]) -> Path:
    paths = WarehousePaths(published=tmp_path / "w.duckdb", writer=tmp_path / "writer.duckdb")
    with open_writer(begin_warehouse(paths)) as connection:
        add_outlets(connection, [("a", "One", ["Asia"]), ("b", "Two", []), ("c", "Three", ["Asia"])])
        report(connection, articles)
        for day, due, answered in polls:
            connection.execute(
                "INSERT INTO poll_day VALUES (?, ?, ?)", [MONDAY + timedelta(days=day), due, answered]
            )
    publish(paths)
    return paths.published


def test_the_last_whole_week_is_reported_unless_another_is_named() -> None:
    weeks = [held(2, is_whole=False), held(1), held(0)]
    assert chosen_week(weeks, None) == held(1)
    assert chosen_week(weeks, held(2).week) == held(2, is_whole=False)


@pytest.mark.parametrize(
    ("weeks", "week", "said"),
    [
        ([], None, "no articles yet"),
        ([held(0, is_whole=False)], None, r"No week is over yet. It has articles of 2026-W02 \(1,000\)"),
        (
            [held(1), held(0)],
            held(7).week,
            r"of the week 2026-W09. It has articles of 2026-W03 \(1,001\), 2026-W02",
        ),
        ([held(-number) for number in range(20)], held(7).week, "and 8 older weeks"),
    ],
)
def test_what_weeks_there_are_is_said(weeks: list[HeldWeek], week: date | None, said: str) -> None:
    with pytest.raises(PermanentError, match=said):
        chosen_week(weeks, week)


@given(st.dates(date(1000, 1, 1), date(9999, 12, 20)))
def test_the_name_of_a_week_says_its_monday(day: date) -> None:
    year, week = map(int, week_name(day).split("-W"))
    assert date.fromisocalendar(year, week, 1) == day - timedelta(days=day.weekday())


def test_a_week_is_whole_once_its_sunday_has_articles_or_the_next_day_was_polled(tmp_path: Path) -> None:
    articles = [Reported(number=1, day=5), Reported(number=2, day=8)]

    def is_whole(folder: str, *polls: tuple[int, int, int]) -> list[bool]:
        (tmp_path / folder).mkdir()
        file = published(tmp_path / folder, articles, list(polls))
        return [weekly_report(file, MONDAY + timedelta(weeks=number)).is_whole for number in (0, 1)]

    assert is_whole("unpolled") == [True, False]
    assert is_whole("polled", (13, 1, 1)) == [True, False]
    assert is_whole("later", (14, 1, 1)) == [True, True]


def week_of(tmp_path: Path) -> WeeklyReport:
    articles = [
        Reported(number=1, day=0, hour=1, outlet="a", event=1, title="First"),
        Reported(number=2, day=0, hour=9, outlet="b", event=1, title="Second", group=1),
        Reported(number=3, day=6, outlet="b", event=2, language="fr"),
        Reported(number=4, day=0, outlet="c", event=3, language="fr"),
        Reported(number=5, day=-7, outlet="c", event=4, language="de"),
    ]
    return weekly_report(published(tmp_path, articles, [(0, 4, 4), (1, 4, 2)]), MONDAY, ["first"])


def test_a_week_is_counted_beside_the_week_before(tmp_path: Path) -> None:
    found = week_of(tmp_path)

    totals = found.totals
    assert (totals.articles, totals.originals, totals.owners, totals.languages) == (4, 3, 3, 2)
    assert (totals.due_feeds, totals.answered_feeds, totals.answered_share) == (8, 6, 0.75)
    assert [one.day - MONDAY for one in found.days if one.is_observed] == [
        timedelta(days=day) for day in (0, 1, 6)
    ]
    assert totals.observed_days == 3  # two polls answered, and the last day is after them and has articles
    assert (found.before.week, found.before.articles) == (MONDAY - timedelta(days=7), 1)
    assert [(one.language, one.articles, one.articles_before) for one in found.languages] == [
        ("en", 2, 0), ("fr", 2, 0), ("de", 0, 1),
    ]  # fmt: skip


def test_the_event_of_most_owners_comes_first_with_who_was_first_and_who_is_silent(tmp_path: Path) -> None:
    found = week_of(tmp_path)

    first = found.events[0]
    assert (first.articles, first.originals, first.owners, first.first_outlet_id) == (2, 1, 2, "a")
    assert [(one.outlet_id, one.first_events, one.events) for one in found.firsts] == [("a", 1, 1)]
    assert {(one.split, one.split_value) for one in found.silences if one.event_id == first.event_id} == {
        ("language", "fr")
    }
    assert [(row.day, row.articles) for row in found.attention if row.articles] == [(MONDAY, 1)]
    assert len(found.attention) == 28
