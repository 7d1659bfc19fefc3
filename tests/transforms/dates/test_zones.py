"""Zones of times: offsets in digits, names by country and language, and what is not understood."""

# ruff: noqa: E501 - a row of a table is a line

from datetime import UTC, datetime

import pytest

from transforms.dates.origin import NOWHERE, Origin
from transforms.dates.reading import read_date

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


def _hour_of(raw: str, origin: Origin = NOWHERE) -> tuple[str, bool]:
    written = read_date(raw, NOW, origin)
    assert written, raw
    return f"{written.at:%d %H:%M}", written.is_zoned


@pytest.mark.parametrize(
    ("zone", "at"),
    [
        (" +05:30", "05 06:30"), ("+05:30", "05 06:30"), ("+5:30", "05 06:30"), (" +530", "05 06:30"),
        (" +0530", "05 06:30"), (" GMT+5:30", "05 06:30"), (" UTC +05:30", "05 06:30"), (" GMT+5.5", "05 06:30"),
        (" (UTC+5:30)", "05 06:30"), (" +1", "05 11:00"), (" +01", "05 11:00"), (" +1:00", "05 11:00"),
        (" UTC+1", "05 11:00"), (" GMT+0100 (CET)", "05 11:00"), (" -3", "05 15:00"), (" −03:00", "05 15:00"),
        (" GMT-3", "05 15:00"), (" +01:00:00", "05 11:00"), (" +0545", "05 06:15"), (" +1345", "04 22:15"),
        (" Z", "05 12:00"), (" -0000", "05 12:00"), (" GMT", "05 12:00"), (" utc", "05 12:00"),
        (" Europe/Berlin", "05 11:00"), ("+01:00[Europe/Paris]", "05 11:00"), (" Asia/Kolkata", "05 06:30"),
        (" America/Argentina/Buenos_Aires", "05 15:00"), (" Etc/GMT+8", "05 20:00"),
        (" (China Standard Time)", "05 04:00"), (" W. Europe Standard Time", "05 11:00"),
    ],
)  # fmt: skip
def test_offsets_and_names_of_databases_are_read(zone: str, at: str) -> None:
    assert _hour_of(f"Mon, 05 Jan 2026 12:00:00{zone}") == (at, True)


@pytest.mark.parametrize(
    "raw",
    [
        "Mon Jan 05 12:00:00 GMT+08:00 2026",
        "Mon Jan 05 2026 12:00:00 GMT+0800 (China Standard Time)",
        "Mon Jan 5 12:00:00 2026 +0800",
        "Mon Jan 05 12:00:00 +0800 2026",
        "Mon Jan  5 12:00:00 HKT 2026",
        "2026-01-05T12:00:00+8:00",
        "2026-01-05 12:00:00 +08",
        "2026-01-05T12:00:00 +0800",
        "2026/01/05 12:00:00 GMT+8",
        "5 January 2026, 12.00 (GMT+8)",
        "2026年1月5日 12:00 GMT+8",
        "2026-01-05 12:00:00 PM +08:00",
        "Jan 5, 2026 12:00 p.m. +0800",
        "5 Jan 2026 12:00 PM (+0800)",
        "12:00 PM +0800, 5 January 2026",
        "05.01.2026 12:00 Uhr +0800",
        "5 January 2026, 12:00 hrs +0800",
    ],
)
def test_an_offset_is_read_wherever_it_stands(raw: str) -> None:
    assert _hour_of(raw) == ("05 04:00", True)


@pytest.mark.parametrize(
    ("name", "at"),
    [
        ("MEZ", "11:00"), ("CET", "11:00"), ("EET", "10:00"), ("WAT", "11:00"), ("CAT", "10:00"), ("ICT", "05:00"),
        ("WIB", "05:00"), ("PHT", "04:00"), ("MYT", "04:00"), ("SGT", "04:00"), ("HKT", "04:00"), ("JST", "03:00"),
        ("NPT", "06:15"), ("MMT", "05:30"), ("IRST", "08:30"), ("AFT", "07:30"), ("UZT", "07:00"), ("GST", "08:00"),
        ("BRT", "15:00"), ("CLT", "16:00"), ("COT", "17:00"), ("TRT", "09:00"), ("MSK", "09:00"), ("МСК", "09:00"),
        ("AKST", "21:00"), ("HST", "22:00"), ("ET", "17:00"), ("PT", "20:00"), ("EDT", "16:00"), ("SEČ", "11:00"),
    ],
)  # fmt: skip
def test_names_that_mean_one_zone(name: str, at: str) -> None:
    assert _hour_of(f"Mon, 05 Jan 2026 12:00:00 {name}", Origin("en"))[0][3:] == at


@pytest.mark.parametrize(
    ("name", "origin", "at"),
    [
        ("IST", Origin("he"), "10:00"), ("IST", Origin("hi"), "06:30"), ("IST", Origin("en-IN"), "06:30"),
        ("IST", Origin("en", "IN"), "06:30"), ("IST", Origin("en", "IE"), "11:00"), ("IST", Origin("en", "IL"), "10:00"),
        ("CST", Origin("zh"), "04:00"), ("CST", Origin("zh-TW"), "04:00"), ("CST", Origin("en", "CN"), "04:00"),
        ("CST", Origin("en"), "18:00"), ("CST", Origin("es", "MX"), "18:00"), ("CST", Origin("es", "CU"), "17:00"),
        ("BST", Origin("en-GB"), "11:00"), ("BST", Origin("bn"), "06:00"), ("BST", Origin("en", "BD"), "06:00"),
        ("AST", Origin("ar"), "09:00"), ("AST", Origin("en", "SA"), "09:00"), ("AST", Origin("en-CA"), "16:00"),
        ("PST", Origin("en"), "20:00"), ("PST", Origin("en", "PH"), "04:00"), ("PST", Origin("en", "PK"), "07:00"),
        ("EST", Origin("en"), "17:00"), ("EST", Origin("en-AU"), "02:00"), ("MST", Origin("en", "MY"), "04:00"),
    ],
)  # fmt: skip
def test_names_of_several_zones_are_decided_by_country_and_language(
    name: str, origin: Origin, at: str
) -> None:
    found, is_zoned = _hour_of(f"Mon, 05 Jan 2026 12:00:00 {name}", origin)
    assert (found[3:], is_zoned) == (at, True)


@pytest.mark.parametrize(
    ("raw", "origin"),
    [
        ("Mon, 05 Jan 2026 12:00:00", Origin("en")),
        ("Mon, 05 Jan 2026 12:00:00 IST", Origin("en")),
        ("Mon, 05 Jan 2026 12:00:00 IST", NOWHERE),
        ("Mon, 05 Jan 2026 12:00:00 CST", NOWHERE),
        ("Mon, 05 Jan 2026 12:00:00 CST", Origin("de")),
        ("Mon, 05 Jan 2026 12:00:00 AST", Origin("en", "FR")),
        ("Mon, 05 Jan 2026 12:00:00 QQT", Origin("en")),
        ("Mon, 05 Jan 2026 12:00:00 +99:00", Origin("en")),
        ("Mon, 05 Jan 2026 12:00:00 Europe/Nowhere", Origin("en")),
        ("5 janvier 2026, 12:00 et plus", Origin("fr")),
        ("5. Januar 2026, 12:00 Uhr", Origin("de")),
        ("5 January 2026 12:00 - 13:00", Origin("en")),
        ("5. Januar 2026, 12:00 Uhr -13:00 Uhr", Origin("de")),
        ("5 January 2026 12:00 PM -1:00 PM", Origin("en")),
        ("5 January 2026 12:00 PM - 5 comments", Origin("en")),
    ],
)
def test_what_is_not_understood_is_no_zone(raw: str, origin: Origin) -> None:
    assert _hour_of(raw, origin) == ("05 12:00", False)


def test_a_name_means_what_it_meant_in_summer() -> None:
    assert _hour_of("Mon, 06 Jul 2026 12:00:00 ET", Origin("en-US"))[0] == "06 16:00"
    assert _hour_of("Mon, 06 Jul 2026 12:00:00 Europe/Berlin")[0] == "06 10:00"
