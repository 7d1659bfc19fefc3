"""Days in words and numbers: months of all languages, other calendars, and the order of day and month."""

# ruff: noqa: E501 - a row of a table is a line

import os
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from babel import Locale
from babel.dates import format_date
from babel.localedata import locale_identifiers

from pipeline.catalog.reading import read_catalog
from transforms.dates.calendars import Calendar, gregorian
from transforms.dates.origin import NOWHERE, Order, Origin
from transforms.dates.reading import parse_date

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
CATALOG = Path(__file__).parents[3] / "config" / "outlets.toml"
# PARALLAX_TESTS_WHOLE=1 reads the dates of every language.
EVERY = 1 if os.environ.get("PARALLAX_TESTS_WHOLE") else 3


def _day(raw: str, origin: Origin = NOWHERE) -> str | None:
    found = parse_date(raw, NOW, origin)
    return f"{found:%Y-%m-%d}" if found else None


def _read_again(locale: Locale) -> tuple[list[str], list[str]]:
    """Return the long and medium dates of a locale, a day in each month, that are not read, and read wrongly."""
    unread, wrong = [], []
    for style, month in ((style, month) for style in ("long", "medium") for month in range(1, 13)):
        day = date(2025, month, 14)
        written = format_date(day, style, locale=locale)
        found = _day(written, Origin(str(locale).replace("_", "-")))
        # Numbers between blanks, as Yoruba has them, may be anything.
        if found is None and not written.replace(" ", "").isdecimal():
            unread.append(f"{locale}: {written}")
        elif found not in (None, day.isoformat()):
            wrong.append(f"{locale}: {written}")
    return unread, wrong


@pytest.mark.slow
def test_dates_of_every_language_of_the_catalog_are_read_as_cldr_writes_them() -> None:
    tags = {tag for outlet in read_catalog(CATALOG) for tag in outlet.languages}
    results = [_read_again(Locale.parse(tag, sep="-")) for tag in sorted(tags)]
    assert [raw for unread, wrong in results for raw in (*unread, *wrong)] == []


@pytest.mark.slow
@pytest.mark.long
def test_no_date_of_any_language_is_read_wrongly() -> None:
    names = sorted(name for name in locale_identifiers() if "_" not in name and name != "root")[::EVERY]
    results = [_read_again(Locale.parse(name)) for name in names]
    assert [raw for _, wrong in results for raw in wrong] == []
    assert sum(len(unread) for unread, _ in results) < 0.01 * len(names) * 24


@pytest.mark.parametrize(
    ("raw", "language", "day"),
    [
        ("2026. gada 6. aprīlis", "lv", "2026-04-06"), ("2026. április 6.", "hu", "2026-04-06"),
        ("6 มี.ค. 2026", "th", "2026-03-06"), ("6 มิ.ย. 2026", "th", "2026-06-06"), ("6 ਜੂਨ 2026", "pa", "2026-06-06"),
        ("6 ביוני 2026", "he", "2026-06-06"), ("6 באוג׳ 2026", "he", "2026-08-06"), ("6 حزيران 2026", "ar", "2026-06-06"),
        ("6 شباط 2026", "ar-LB", "2026-02-06"), ("6 جويلية 2026", "ar-DZ", "2026-07-06"), ("6 غشت 2026", "ar-MA", "2026-08-06"),
        ("6 يونيه 2026", "ar-EG", "2026-06-06"), ("6 հունիսի, 2026 թ.", "hy", "2026-06-06"), ("6 iyun 2026", "az", "2026-06-06"),
        ("6 Haziran 2026", "tr", "2026-06-06"), ("6 HAZİRAN 2026", "tr", "2026-06-06"), ("2026(e)ko ekainaren 6(a)", "eu", "2026-06-06"),
        ("6. kesäkuuta 2026", "fi", "2026-06-06"), ("6. června 2026", "cs", "2026-06-06"), ("6. července 2026", "cs", "2026-07-06"),
        ("6 lipca 2026", "pl", "2026-07-06"), ("6. srpnja 2026.", "hr", "2026-07-06"), ("6. srpna 2026", "cs", "2026-08-06"),
        ("6 листопада 2026", "uk", "2026-11-06"), ("2026 m. birželio 6 d.", "lt", "2026-06-06"), ("6 Μαΐου 2026", "el", "2026-05-06"),
        ("ngày 6 tháng 11 năm 2026", "vi", "2026-11-06"), ("6 Tháng 1, 2026", "vi", "2026-01-06"), ("2026年11月6日", "ja", "2026-11-06"),
        ("二〇二六年一月六日", "zh", "2026-01-06"), ("2026년 6월 6일", "ko", "2026-06-06"), ("2026 оны 6-р сарын 6", "mn", "2026-06-06"),
        ("६ जून २०२६", "hi", "2026-06-06"), ("06 Jun 2026", "hi", "2026-06-06"), ("৬ জানুয়ারি ২০২৬", "bn", "2026-01-06"),
        ("6 juin 2026", "en", "2026-06-06"), ("6 giugno 2026", None, "2026-06-06"), ("6-Jun-2026", None, "2026-06-06"),
        ("6 نيسان/أبريل 2026", "ar", "2026-04-06"), ("6 نيسان (أبريل) 2026", "ar", "2026-04-06"), ("6. јуна 2026.", "sr", "2026-06-06"),
        ("6. juna 2026.", "sr-Latn", "2026-06-06"), ("6. марта 2026.", "bs-Cyrl", "2026-03-06"), ("6. jula 2026.", "cnr", "2026-07-06"),
        ("6 Jun 26", "en", "2026-06-06"), ("Jun. 6th, 2026", "en", "2026-06-06"), ("5 min read · 6 June 2026", "en", "2026-06-06"),
    ],
)  # fmt: skip
def test_months_in_words(raw: str, language: str | None, day: str) -> None:
    assert _day(raw, Origin(language)) == day


@pytest.mark.parametrize(
    ("raw", "language", "day"),
    [
        ("6 มกราคม 2569", "th", "2026-01-06"), ("6 ม.ค. 69", "th", "2026-01-06"), ("06/01/2569", "th", "2026-01-06"),
        ("6 ມັງກອນ 2569", "lo", "2026-01-06"), ("2569-01-06", None, "2026-01-06"), ("๖ มกราคม พ.ศ. ๒๕๖๙", "th", "2026-01-06"),
        ("۱۶ دی ۱۴۰۴", "fa", "2026-01-06"), ("سه‌شنبه ۱۶ دی ۱۴۰۴ - ۱۴:۲۰", "fa", "2026-01-06"), ("۱۴۰۴/۱۰/۱۶", "fa", "2026-01-06"),
        ("۱۶ جدی ۱۴۰۴", "fa-AF", "2026-01-06"), ("د مرغومي ۱۶, ۱۴۰۴", "ps", "2026-01-06"), ("16 Dey 1404", "en", "2026-01-06"),
        ("17 رجب 1447 هـ", "ar", "2026-01-06"), ("1447/07/17", "ar", "2026-01-06"), ("17 Rajab 1447", "en", "2026-01-06"),
        ("١٠ ذو الحجة ١٤٤٦", "ar", "2025-06-06"), ("17 Recep 1447", "tr", "2026-01-06"),
        ("令和8年1月6日", "ja", "2026-01-06"), ("令和元年6月6日", "ja", "2019-06-06"), ("平成31年1月6日", "ja", "2019-01-06"),
        ("㋿8年1月6日", "ja", "2026-01-06"), ("R8.1.6", "ja", "2026-01-06"), ("令和八年一月六日", "ja", "2026-01-06"),
        ("民國115年1月6日", "zh-TW", "2026-01-06"), ("中華民國一百一十五年一月六日", "zh-TW", "2026-01-06"),
        ("115/01/06", "zh-TW", "2026-01-06"), ("115年1月6日", "zh-Hant", "2026-01-06"),
        ("ታኅሣሥ 28 ቀን 2018 ዓ.ም", "am", "2026-01-06"), ("28 ታህሳስ 2018", "am", "2026-01-06"), ("ጳጉሜ 5 ቀን 2017", "am", "2025-09-10"),
        ("28 كيهك 1742", "ar", "2026-01-06"), ("२२ पुस २०८२", "ne", "2026-01-06"), ("२०८२/०९/२२", "ne", "2026-01-06"),
        ("২২ পৌষ ১৪৩২", "bn-BD", "2026-01-06"), ("২২ পৌষ ১৪৩২", "bn-IN", None),
        ("الثلاثاء 17 رجب 1447 هـ الموافق 6 يناير 2026", "ar", "2026-01-06"), ("۱۶ دی ۱۴۰۴ - 6 January 2026", "fa", "2026-01-06"),
    ],
)  # fmt: skip
def test_days_of_other_calendars(raw: str, language: str | None, day: str | None) -> None:
    assert _day(raw, Origin(language)) == day


@pytest.mark.parametrize(
    ("calendar", "fields", "day"),
    [
        (Calendar.PERSIAN, (1403, 12, 30), "2025-03-20"), (Calendar.PERSIAN, (1404, 1, 1), "2025-03-21"),
        (Calendar.ISLAMIC, (1447, 1, 1), "2025-06-26"), (Calendar.ETHIOPIC, (2018, 1, 1), "2025-09-11"),
        (Calendar.ETHIOPIC, (2016, 1, 1), "2023-09-12"), (Calendar.ETHIOPIC, (2015, 13, 6), "2023-09-11"),
        (Calendar.COPTIC, (1742, 1, 1), "2025-09-11"), (Calendar.NEPALI, (2083, 1, 1), "2026-04-14"),
        (Calendar.BANGLA, (1433, 1, 1), "2026-04-14"), (Calendar.BANGLA, (1432, 11, 9), "2026-02-22"),
    ],
)  # fmt: skip
def test_first_and_last_days_of_years(calendar: Calendar, fields: tuple[int, int, int], day: str) -> None:
    assert gregorian(calendar, *fields) == date.fromisoformat(day)


@pytest.mark.parametrize("fields", [(2018, 13, 6), (2018, 14, 1), (2018, 1, 31), (0, 1, 1), (10_000, 1, 1)])
def test_days_that_a_calendar_does_not_have(fields: tuple[int, int, int]) -> None:
    assert gregorian(Calendar.ETHIOPIC, *fields) is None


@pytest.mark.parametrize(
    ("raw", "origin", "day"),
    [
        ("03/04/2025", Origin("en-GB"), "2025-04-03"), ("3/4/2025", Origin("en-AU"), "2025-04-03"),
        ("03-04-2025", Origin("en-IN"), "2025-04-03"), ("03/04/2025", Origin("en-NZ"), "2025-04-03"),
        ("03/04/2025", Origin("en-ZA"), "2025-04-03"), ("03/04/2025", Origin("en-NG"), "2025-04-03"),
        ("03/04/2025", Origin("en-IE"), "2025-04-03"), ("03/04/2025", Origin("en", "KE"), "2025-04-03"),
        ("03/04/2025", Origin("en", "GB"), "2025-04-03"), ("04/03/2025", Origin("en-US"), "2025-04-03"),
        ("04/03/2025", Origin("en", "US"), "2025-04-03"), ("04/03/2025", Origin("en-US", "GB"), "2025-04-03"),
        ("04/03/2025", Origin("en", "PH"), "2025-04-03"), ("03/04/2025", Origin("fr"), "2025-04-03"),
        ("03/04/2025", Origin("es"), "2025-04-03"), ("03/04/2025", Origin("pt-BR"), "2025-04-03"),
        ("03/04/2025", Origin("ar"), "2025-04-03"), ("03/04/2025", Origin("vi"), "2025-04-03"),
        ("03.04.2025", Origin("en"), "2025-04-03"), ("03.04.2025", Origin("en-US"), "2025-04-03"),
        ("3. 4. 2025", NOWHERE, "2025-04-03"), ("13/04/2025", Origin("en-US"), "2025-04-13"),
        ("04/13/2025", Origin("en-GB"), "2025-04-13"), ("2025/04/03", Origin("en-GB"), "2025-04-03"),
        ("03/04/25", Origin("en-GB"), "2025-04-03"), ("05/05/2025", Origin("en"), "2025-05-05"),
        ("03/04/2025", Origin("en"), None), ("03/04/2025", NOWHERE, None), ("03/04/2025", Origin("en-CA"), None),
        ("26/01/06", Origin("ja"), "2026-01-06"), ("26.01.06", Origin("ko"), "2026-01-06"), ("26-01-06", Origin("sv"), "2026-01-06"),
        ("06.01.26", Origin("de"), "2026-01-06"), ("06/01/26", Origin("en"), None), ("2026（令和8）年1月6日", Origin("ja"), "2026-01-06"),
        ("26年1月6日", Origin("zh"), "2026-01-06"), ("주체115(2026)년 1월 6일", Origin("ko"), "2026-01-06"),
        ("03/12/2026", Origin("en"), "2026-03-12"), ("31/02/2025", Origin("en-GB"), None),
    ],
)  # fmt: skip
def test_region_decides_between_day_and_month(raw: str, origin: Origin, day: str | None) -> None:
    assert _day(raw, origin) == day


def test_the_first_tag_with_a_region_of_the_same_language_counts() -> None:
    assert Origin.of("en", "en-GB", "en-US").region == "GB"
    assert Origin.of("de", "en-US", country="AT").region == "AT"
    assert Origin.of(None, "no tag at all", country="IN").order is Order.DAY_FIRST


@pytest.mark.parametrize(
    "raw",
    [
        "In May 2025 12 people", "14 foo 2025", "2 comments", "5 min read", "31 April 2025", "10-12", "v1.2.2025.4",
        "555-12-3456", "192.168.10.2025", "May 2025", "2025", "12 of 14 houses",
    ],
)  # fmt: skip
def test_what_is_no_day(raw: str) -> None:
    assert _day(raw, Origin("en-GB")) is None


@pytest.mark.parametrize(
    ("raw", "language", "minute"),
    [
        ("06/01/2026 às 14h20", "pt-BR", "14:20"), ("6 janvier 2026 à 14 h 20", "fr", "14:20"), ("6 janvier 2026 14h", "fr", "14:00"),
        ("06.01.2026 14.20 Uhr", "de", "14:20"), ("6. tammikuuta 2026 klo 14.20", "fi", "14:20"), ("06 Jan 2026, 02:20 PM", "en-IN", "14:20"),
        ("Jan 6, 2026 2:20 p.m.", "en", "14:20"), ("Jan 6, 2026 12:20am", "en", "00:20"), ("January 6, 2026 2pm", "en", "14:00"),
        ("2026年1月6日 下午2:20", "zh", "14:20"), ("2026年1月6日午後2時20分", "ja", "14:20"), ("2026년 1월 6일 오후 2:20", "ko", "14:20"),
        ("6 de enero de 2026, 2:20 p. m.", "es", "14:20"), ("6 Ιανουαρίου 2026 2:20 μ.μ.", "el", "14:20"), ("6 يناير 2026 2:20 م", "ar", "14:20"),
        ("6 जनवरी 2026, शाम 5:30 बजे", "hi", "17:30"), ("৬ জানুয়ারি ২০২৬, রাত ৯:৩০", "bn", "21:30"), ("6 tháng 1 2026, 14 giờ 20", "vi", "14:20"),
        ("6 ม.ค. 2569 14:20 น.", "th", "14:20"), ("6 January 2026 24:30", "en", "00:00"),
    ],
)  # fmt: skip
def test_times_of_day_in_words(raw: str, language: str, minute: str) -> None:
    found = parse_date(raw, NOW, Origin(language))
    assert found
    assert f"{found:%d %H:%M}" == f"06 {minute}"
