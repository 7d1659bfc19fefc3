"""Spans as people write them."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.spans import period_of, whole_days, whole_weeks

NOW = datetime(2026, 1, 14, 7, 20, tzinfo=UTC)


def _utc(month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2026-01-06", _utc(1, 6), _utc(1, 7)),
        ("20260106", _utc(1, 6), _utc(1, 7)),
        ("2026-W02", _utc(1, 5), _utc(1, 12)),
        ("2026-W02-3", _utc(1, 7), _utc(1, 8)),
        ("2026-01", _utc(1, 1), _utc(2, 1)),
        ("2026-12", _utc(12, 1), datetime(2027, 1, 1, tzinfo=UTC)),
        ("7d", _utc(1, 7), _utc(1, 8)),
        ("0d", _utc(1, 14), _utc(1, 15)),
        ("1w", _utc(1, 7), _utc(1, 8)),
        ("24h", _utc(1, 13, 7, 20), _utc(1, 13, 7, 20)),
        ("2026-01-06T10:00", _utc(1, 6, 10), _utc(1, 6, 10)),
        ("2026-01-06T10:00+02:00", _utc(1, 6, 8), _utc(1, 6, 8)),
        ("2026-01-06 00:00", _utc(1, 6), _utc(1, 6)),
    ],
)
def test_a_text_names_a_period(text: str, start: datetime, end: datetime) -> None:
    found = period_of(text, NOW)
    assert (found.start, found.end) == (start, end)
    assert found.start.utcoffset() == timedelta()


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2026-03-29", _utc(3, 28, 23), _utc(3, 29, 22)),
        ("2026-W13", _utc(3, 22, 23), _utc(3, 29, 22)),
        ("2026-03", _utc(2, 28, 23), _utc(3, 31, 22)),
        ("0d", _utc(1, 13, 23), _utc(1, 14, 23)),
        ("2026-07-01T10:00", _utc(7, 1, 8), _utc(7, 1, 8)),
        ("2026-07-01T10:00Z", _utc(7, 1, 10), _utc(7, 1, 10)),
    ],
)
def test_days_are_those_of_a_zone(text: str, start: datetime, end: datetime) -> None:
    found = period_of(text, NOW, ZoneInfo("Europe/Paris"))
    assert (found.start, found.end) == (start, end)


@pytest.mark.parametrize("text", ["2026-01-06", "20260106", "2026-W02-3", "2026-01-06T10:00"])
def test_a_day_or_time_is_exact(text: str) -> None:
    assert period_of(text, NOW).is_exact


@pytest.mark.parametrize("text", ["2026-W02", "2026-01", "7d", "24h"])
def test_a_longer_or_counted_period_is_not(text: str) -> None:
    assert not period_of(text, NOW).is_exact


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "x",
        "7",
        "7x",
        "-7d",
        "7.5d",
        "2026",
        "2026-13",
        "2026-00",
        "2026-W60",
        "2026-02-30",
        "10:00",
        "٧d",
    ],
)
def test_other_texts_are_refused(text: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - whatever the cause
        period_of(text, NOW)


def test_too_long_ago_is_refused() -> None:
    with pytest.raises(OverflowError):
        period_of("99999w", datetime(1900, 1, 1, tzinfo=UTC))


@given(st.text(alphabet="0123456789-WTdhw:Z+ .", max_size=12))
def test_whatever_is_typed_is_a_period_or_refused(text: str) -> None:
    try:
        found = period_of(text, NOW)
    except (ValueError, OverflowError):
        return
    assert found.start <= found.end


def test_a_span_is_widened_to_whole_days_and_weeks() -> None:
    since, until = _utc(1, 6, 10), _utc(1, 6, 11)
    assert whole_days(since, until) == (_utc(1, 6), _utc(1, 7))
    assert whole_weeks(since, until) == (_utc(1, 5), _utc(1, 12))
    assert whole_days(None, _utc(1, 6)) == (None, _utc(1, 6))
    assert whole_weeks(_utc(1, 5), None) == (_utc(1, 5), None)
    assert whole_weeks(_utc(1, 5), _utc(1, 12)) == (_utc(1, 5), _utc(1, 12))
    paris = ZoneInfo("Europe/Paris")
    assert whole_weeks(_utc(1, 4, 23), None, paris) == (_utc(1, 4, 23), None)
