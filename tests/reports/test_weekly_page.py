"""The page of a week: what it warns of, what it leaves to the workbook, and hostile titles."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from model.weekly import (
    EventDay,
    FailedFeed,
    LanguageWeek,
    Rise,
    Silence,
    WeekDay,
    WeekEvent,
    WeeklyReport,
    WeekTotals,
)
from reports.names import country_name, language_name
from reports.weekly_page import is_failing, weekly_page

HOSTILE = "</bdi><script>alert(1)</script><img src=x onerror=alert(2)>\u202e"
TOTALS = WeekTotals(
    week=date(2026, 1, 5), articles=10, originals=9, outlets=3, owners=2, languages=2, countries=2,
    events=4, observed_days=7, due_feeds=8, answered_feeds=6, answered_share=0.75,
)  # fmt: skip
EVENT = WeekEvent(
    rank=1, event_id="e1", title="A title", title_language="en", articles=5, originals=4, owners=2,
    languages=1, countries=1, first_published_at=datetime(2026, 1, 6, 9, 5, tzinfo=UTC), first_outlet_id="a",
    first_language="pt",
)  # fmt: skip
FEED = FailedFeed(
    feed_id="a/1", outlet_id="a", url="https://a.example/feed", polls=4, answered_polls=4, last_error=None,
    failure_count=0, status="active", problem="only_old",
)  # fmt: skip
REPORT = WeeklyReport(
    week=date(2026, 1, 5), is_whole=True, run_id="20260112T000000.000000Z", totals=TOTALS,
    before=replace(TOTALS, articles=7),
    days=[], events=[], event_days=[], rises=[], firsts=[], languages=[],
    silences=[], feeds=[], attention=[],
)  # fmt: skip


def page(**changed: object) -> str:
    return weekly_page(replace(REPORT, **changed), "2026-W02", "weekly.xlsx")  # type: ignore[arg-type]


def test_an_empty_week_says_what_there_is_not() -> None:
    text = page()
    assert "No event was reported." in text
    assert "No event of several owners rose." in text
    assert "6 of 8 polls of feeds were answered" in text
    assert "7 the week before" in text
    assert 'class="warning"' not in text


@pytest.mark.parametrize(
    ("changed", "warning"),
    [
        ({"is_whole": False}, "This week is not over"),
        ({"totals": replace(TOTALS, observed_days=5)}, "Parallax watched 5 of the 7 days"),
        ({"before": replace(TOTALS, observed_days=0)}, "Of the week before, 0 of 7 days were watched"),
        ({"totals": replace(TOTALS, due_feeds=None, answered_feeds=None)}, "No feed was polled in this week"),
    ],
)
def test_numbers_that_mean_less_have_a_warning(changed: dict[str, object], warning: str) -> None:
    assert warning in page(**changed)
    assert warning not in page()


def test_a_week_before_that_was_not_watched_is_not_compared_with() -> None:
    assert "7 the week before" not in page(before=replace(TOTALS, articles=7, observed_days=0))


def test_hostile_text_of_every_part_stays_text() -> None:
    text = page(
        events=[replace(EVENT, title=HOSTILE, title_language='en" onload="x', first_outlet_id=HOSTILE)],
        rises=[
            Rise(
                event_id="e1", title=HOSTILE, title_language=None, day=date(2026, 1, 6), articles=5,
                expected=0.0, z=5.0, originals=4, owners=2, answered_share=None,
            )
        ],
        languages=[
            LanguageWeek(language=HOSTILE, articles=1, originals=1, outlets=1, owners=1, articles_before=0)
        ],
        silences=[Silence(event_id="e1", split="collection", split_value=HOSTILE, articles_meanwhile=3)],
        feeds=[replace(FEED, url=HOSTILE, last_error=HOSTILE, status="dead")],
    )  # fmt: skip
    assert "<script" not in text
    assert "<img" not in text
    assert ' onload="' not in text
    assert text.count("&lt;script&gt;") >= 6


def test_the_line_of_an_event_has_a_gap_where_nobody_watched() -> None:
    days = [
        WeekDay(
            day=date(2026, 1, number), articles=number, due_feeds=None, answered_feeds=None,
            answered_share=None, is_observed=number != 7,
        )
        for number in range(5, 9)
    ]  # fmt: skip
    count = EventDay(event_id="e1", day=date(2026, 1, 6), articles=3)
    assert "Articles by day: 5 Jan: 0, 6 Jan: 3, 7 Jan: not watched, 8 Jan: 0" in page(
        events=[EVENT], days=days, event_days=[count]
    )


def test_feeds_that_failed_are_listed_and_those_that_give_nothing_are_counted() -> None:
    failed = [
        replace(FEED, feed_id=f"f/{number}", url=f"https://f{number}.example/", answered_polls=1)
        for number in range(40)
    ]
    text = page(feeds=[*failed, FEED, FEED])

    assert text.count(".example/</td>") == 30
    assert "And 10 more: the workbook has all." in text
    assert "2 only_old" in text
    assert [is_failing(feed) for feed in (FEED, failed[0])] == [False, True]


def test_few_silent_values_are_named_and_more_are_counted() -> None:
    silences = [
        Silence(event_id="e1", split="country", split_value=code, articles_meanwhile=20 - number)
        for number, code in enumerate(("EG", "IN", "PT", "US", "KR", "JP", "TR", "BR", "MZ", "XX"))
    ]
    text = page(events=[EVENT], silences=silences)
    assert 'Egypt <span class="muted">(20)</span>' in text
    assert "Mozambique" not in text
    assert "and 2 more" in text


@pytest.mark.parametrize(
    ("tag", "name"),
    [("pt", "Portuguese"), ("zh-Hans", "Chinese (Simplified)"), ("und", "Unknown language"),
     (None, "unknown"), ("qqq", "qqq"), ("not a tag!", "not a tag!"), ("", "")],
)  # fmt: skip
def test_languages_have_english_names(tag: str | None, name: str) -> None:
    assert language_name(tag) == name


def test_countries_have_english_names() -> None:
    assert [country_name(code) for code in ("GB", "??", None)] == ["United Kingdom", "??", "unknown"]
