"""Dates as feeds write them: read into UTC, or refused."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from transforms.dates.origin import Origin
from transforms.dates.reading import EARLIEST, LATEST_AHEAD, parse_date

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
DATE_MARKS = st.text("0123456789-:/.+, TZtzGMCEPAdeJanuarymo年月日", max_size=40)


def at(*fields: int) -> datetime:
    year, month, day, hour, minute, second = (*fields, 0, 0, 0)[:6]
    return datetime(year, month, day, hour, minute, second, tzinfo=UTC)


@pytest.mark.parametrize(
    ("raw", "language", "meant"),
    [
        ("2026-01-05T10:00:00Z", None, at(2026, 1, 5, 10)),
        ("2026-01-05T10:00:00+05:30", None, at(2026, 1, 5, 4, 30)),
        ("2026-01-05T10:00:00", None, at(2026, 1, 5, 10)),
        ("2026-01-05", None, at(2026, 1, 5)),
        ("2026-01-05 10:00:00 CET", None, at(2026, 1, 5, 9)),
        ("Thu,28 Jul 2022 4:35:5 GMT+9", None, at(2022, 7, 27, 19, 35, 5)),
        ("Tue, 06 Jan 2026 10:00:00 GMT", None, at(2026, 1, 6, 10)),
        ("Tue, 06 Jan 2026 10:00:00", None, at(2026, 1, 6, 10)),
        ("Tue, 06 Jan 2026 10:00:00 CET", None, at(2026, 1, 6, 9)),
        ("Mon, 06 Jul 2026 10:00:00 CEST", None, at(2026, 7, 6, 8)),
        ("Tue, 06 Jan 2026 10:00:00 JST", None, at(2026, 1, 6, 1)),
        ("Tue, 06 Jan 2026 10:00:00 MSK", None, at(2026, 1, 6, 7)),
        ("Tue, 06 Jan 2026 10:00:00 IST", "hi", at(2026, 1, 6, 4, 30)),
        ("Tue, 06 Jan 2026 10:00:00 EST", None, at(2026, 1, 6, 15)),
        ("Tue, 06 Jan 2026 10:00:00 (CET)", None, at(2026, 1, 6, 9)),
        ("Tue, 06 Jan 2026 10:00:00 +0200 (CET)", None, at(2026, 1, 6, 8)),
        ("Tue, 06 Jan 2026 10:00:00 GMT-05:30", None, at(2026, 1, 6, 15, 30)),
        ("Tue Jan  6 10:00:00 CET 2026", None, at(2026, 1, 6, 9)),
        ("Tue, 06 Jan 2026 03:00:00 PM", None, at(2026, 1, 6, 15)),
        ("Jan 5, 2026 3:00 p.m.", "en", at(2026, 1, 5, 15)),
        ("2026年1月5日", "ja", at(2026, 1, 5)),
        ("2026年1月5日", "zh-Hans", at(2026, 1, 5)),
        ("2026年1月5日", None, at(2026, 1, 5)),
        ("2026년 1월 5일 10:30", "ko", at(2026, 1, 5, 10, 30)),
        ("6. Januar 2026, 19:05", "de", at(2026, 1, 6, 19, 5)),
        ("6. januar 2026", "no", at(2026, 1, 6)),
        ("6. Januar 2026", "de_AT", at(2026, 1, 6)),
        ("6. Januar 2026", "xx", at(2026, 1, 6)),
        ("6. Januar 2026", "no language at all", at(2026, 1, 6)),
        ("05/01/2026", "fr", at(2026, 1, 5)),
        ("05/01/2026", "en-US", at(2026, 5, 1)),
    ],
)
def test_what_feeds_write(raw: str, language: str | None, meant: datetime) -> None:
    assert parse_date(raw, NOW, Origin(language)) == meant


@pytest.mark.parametrize(
    "raw",
    [
        None,
        "",
        " ",
        "2026-13-05",
        "2026-13-05T10:00:00Z",
        "2026-00-05",
        "Tue, 31 Feb 2026 10:00:00 GMT",
        "0001-01-01T00:00:00Z",
        "0001-01-01T00:00:00+14:00",
        "9999-12-31T23:59:59Z",
        "9999-12-31T23:59:59-12:00",
        "Mon, 01 Jan 0001 00:00:00 +0000",
        "Mon Jan  1 00:00:00 UTC 0001",
        "1767600000",
        "January 2026",
        "2026",
        "10:30",
        "yesterday",
        "2 hours ago",
        "6 January 2026 " + "x" * 100,
    ],
)
def test_what_is_no_date(raw: str | None) -> None:
    assert parse_date(raw, NOW, Origin("en")) is None


def test_limits_are_within() -> None:
    latest = NOW + LATEST_AHEAD
    assert parse_date(EARLIEST.isoformat(), NOW) == EARLIEST
    assert parse_date((EARLIEST - timedelta(seconds=1)).isoformat(), NOW) is None
    assert parse_date(latest.isoformat(), NOW) == latest
    assert parse_date((latest + timedelta(seconds=1)).isoformat(), NOW) is None


@given(
    st.one_of(st.text(max_size=60), DATE_MARKS, st.datetimes().map(str)), st.sampled_from(("de", "ja", "qq"))
)
@example("0001-01-01T00:00:00+14:00", "de")
@example("9999-12-31 23:59:59 -1200", "de")
def test_any_text_gives_none_or_a_possible_utc_time(raw: str, language: str) -> None:
    parsed = parse_date(raw, NOW, Origin(language))
    if parsed is not None:
        assert parsed.utcoffset() == timedelta(0)
        assert EARLIEST <= parsed <= NOW + LATEST_AHEAD


@given(st.datetimes(datetime(1996, 1, 1), datetime(2026, 1, 1), timezones=st.timezones()))  # noqa: DTZ001 - Hypothesis wants naive bounds
def test_iso_times_of_all_zones_come_back(moment: datetime) -> None:
    offset = moment.utcoffset() or timedelta(0)
    assert parse_date(moment.isoformat(), NOW) == (moment.replace(tzinfo=UTC) - offset)
