"""Response headers: freshness, Retry-After and reservations of rights."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.http.freshness import MAX_WAIT_S, freshness_s, opt_outs, retry_after_s

NOW = datetime(2026, 1, 6, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"Cache-Control": "max-age=600"}, 600),
        ({"cache-control": 'public, MAX-AGE="600"', "Age": "100"}, 500),
        ({"Cache-Control": "max-age=600", "Age": "900"}, 0),
        ({"Cache-Control": "s-maxage=600"}, None),
        ({"Cache-Control": "no-cache, max-age=600"}, None),
        ({"Cache-Control": "max-age=soon"}, None),
        ({"Cache-Control": "max-age=99999999999"}, MAX_WAIT_S),
        ({"Expires": "Tue, 06 Jan 2026 13:00:00 GMT"}, 3_600),
        ({"Expires": "Tue, 06 Jan 2026 13:00:00 GMT", "Date": "Tue, 06 Jan 2026 12:30:00 GMT"}, 1_800),
        ({"Expires": "Tue, 06 Jan 2026 11:00:00 GMT"}, 0),
        ({"Expires": "0"}, None),
        ({}, None),
    ],
)
def test_freshness_is_read_from_the_headers(headers: dict[str, str], seconds: float | None) -> None:
    assert freshness_s(tuple(headers.items()), NOW) == seconds


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120),
        (" 0 ", 0),
        ("Tue, 06 Jan 2026 12:02:00 GMT", 120),
        ("Tue, 06 Jan 2026 11:00:00 GMT", 0),
        ("Tue, 06 Jan 9999 11:00:00 GMT", MAX_WAIT_S),
        ("999999999999999999999", MAX_WAIT_S),
        ("-5", None),
        ("soon", None),
        ("", None),
        (None, None),
    ],
)
def test_retry_after_is_seconds_or_a_date(value: str | None, seconds: float | None) -> None:
    assert retry_after_s(value, NOW) == seconds


@pytest.mark.parametrize(
    ("name", "value", "found"),
    [
        ("TDM-Reservation", "1", ("tdm-reservation",)),
        ("tdm-reservation", "0", ()),
        ("X-Robots-Tag", "noindex, NoAI, noimageai", ("noai", "noimageai")),
        ("X-Robots-Tag", "somebot: noai", ("noai",)),
        ("X-Other", "noai", ()),
    ],
)
def test_reservations_are_recorded(name: str, value: str, found: tuple[str, ...]) -> None:
    assert opt_outs(((name, value),)) == found


@given(st.text(max_size=80), st.text(max_size=80), st.text(max_size=80))
def test_no_header_raises(control: str, date: str, age: str) -> None:
    headers = (("Cache-Control", f"max-age={control}"), ("Expires", date), ("Date", age), ("Age", age))
    for found in (freshness_s(headers, NOW), freshness_s(headers[1:], NOW), retry_after_s(date, NOW)):
        assert found is None or 0 <= found <= MAX_WAIT_S
    opt_outs((("X-Robots-Tag", control), ("TDM-Reservation", date)))
