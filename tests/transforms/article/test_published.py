"""When an article was published and updated, and on what basis."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from model import Entry, Field, Page, Precision, PublishedBasis, Statement, Witness
from transforms.article.published import published, updated
from transforms.dates.origin import Origin
from transforms.dates.reading import parse_date, read_date

NOW = datetime(2026, 3, 10, 12, tzinfo=UTC)
URL = "http://post.example/story"


def _entry(raw: str | None = None, at: datetime | None = None) -> Entry:
    return Entry(
        feed_id="a/1", entry_id="1", outlet_id="a", url=URL, article_url=URL,
        published_raw=raw, published_at=at, first_seen_at=NOW, last_seen_at=NOW,
    )  # fmt: skip


def _page(*said: tuple[Witness, str], field: Field = Field.PUBLISHED) -> Page:
    return Page(
        text="", statements=tuple(Statement(field=field, witness=who, value=value) for who, value in said)
    )


def test_the_feed_comes_first() -> None:
    at = datetime(2026, 3, 2, 9, 30, 15, tzinfo=UTC)
    dating = published(
        _entry("Mon, 02 Mar 2026 09:30:15 GMT", at), _page((Witness.META, "2026-03-01T00:00:05Z")), URL, NOW
    )
    assert (dating.at, dating.basis, dating.precision) == (at, PublishedBasis.FEED, Precision.SECOND)


def test_a_day_gives_way_to_a_time_near_it() -> None:
    page = _page((Witness.JSON_LD, "2026-03-02"), (Witness.META, "2026-03-02T09:30+01:00"))
    dating = published(_entry(), page, URL, NOW)
    assert (dating.at, dating.precision, dating.witness) == (
        datetime(2026, 3, 2, 8, 30, tzinfo=UTC),
        Precision.MINUTE,
        Witness.META,
    )


def test_a_day_stays_where_the_times_are_of_other_days() -> None:
    page = _page((Witness.JSON_LD, "2026-03-02"), (Witness.TIME, "2026-03-06T09:30:00Z"))
    dating = published(_entry(), page, URL, NOW)
    assert (dating.at, dating.precision) == (datetime(2026, 3, 2, tzinfo=UTC), Precision.DAY)


def test_a_time_without_a_zone_gives_way_to_one_with() -> None:
    page = _page((Witness.JSON_LD, "2026-03-02 18:11:01.0"), (Witness.META, "2026-03-02T18:11:01+02:00"))
    assert published(_entry(), page, URL, NOW).at == datetime(2026, 3, 2, 16, 11, 1, tzinfo=UTC)


def test_what_is_shown_counts_where_nothing_is_stated() -> None:
    shown = (Witness.VISIBLE, "Published: 2 March 2026, 14:05")
    dating = published(_entry(), _page(shown), URL, NOW)
    assert (dating.at, dating.basis) == (datetime(2026, 3, 2, 14, 5, tzinfo=UTC), PublishedBasis.PAGE)
    stated = published(_entry(), _page(shown, (Witness.META, "2026-03-01")), URL, NOW)
    assert stated.at == datetime(2026, 3, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("url", "at", "basis"),
    [
        ("http://post.example/2026/03/02/story", datetime(2026, 3, 2, tzinfo=UTC), PublishedBasis.URL),
        ("http://post.example/news/20260302-story", datetime(2026, 3, 2, tzinfo=UTC), PublishedBasis.URL),
        ("http://post.example/2026/02/31/story", NOW, PublishedBasis.FETCH),
        ("http://post.example/2031/02/03/story", NOW, PublishedBasis.FETCH),
        (URL, NOW, PublishedBasis.FETCH),
    ],
)
def test_the_url_and_then_the_fetch(url: str, at: datetime, basis: PublishedBasis) -> None:
    dating = published(_entry(), _page(), url, NOW)
    assert (dating.at, dating.basis) == (at, basis)


def test_a_day_guessed_from_the_markup_comes_after_the_url() -> None:
    guessed = _page((Witness.HTML, "2026-03-05"))
    assert (
        published(_entry(), guessed, "http://post.example/2026/03/02/story", NOW).basis is PublishedBasis.URL
    )
    assert published(_entry(), guessed, URL, NOW).at == datetime(2026, 3, 5, tzinfo=UTC)


def test_impossible_times_are_passed_over() -> None:
    page = _page((Witness.JSON_LD, "9999-12-31T00:00:01Z"), (Witness.META, "2026-03-02T08:00:00Z"))
    assert published(_entry(), page, URL, NOW).at == datetime(2026, 3, 2, 8, tzinfo=UTC)


@pytest.mark.parametrize("zone", ["IST", "", "QQT"])
def test_a_feed_without_a_known_zone_gives_way_to_a_page_with_one(zone: str) -> None:
    entry = replace(_entry(f"Mon, 02 Mar 2026 10:00:00 {zone}"), language="en")
    with_zone = _page((Witness.META, "2026-03-02T04:30:00Z"))
    assert published(entry, with_zone, URL, NOW).at == datetime(2026, 3, 2, 4, 30, tzinfo=UTC)
    without = _page((Witness.META, "2026-03-02T04:30:00"))
    assert published(entry, without, URL, NOW).at == datetime(2026, 3, 2, 10, tzinfo=UTC)


def test_the_country_of_the_outlet_decides_where_the_page_says_none() -> None:
    shown = _page((Witness.VISIBLE, "02/03/2026 10:00 IST"))
    entry = replace(_entry(), language="en", country="IN")
    assert published(entry, shown, URL, NOW).at == datetime(2026, 3, 2, 4, 30, tzinfo=UTC)
    american = replace(shown, statements=(*shown.statements, _said_language("en-US")))
    assert published(entry, american, URL, NOW).at.month == 2
    assert published(replace(entry, country=None), shown, URL, NOW).basis is PublishedBasis.FETCH


def test_the_language_of_the_markup_comes_before_that_of_the_head() -> None:
    of_head = Statement(field=Field.LANGUAGE, witness=Witness.META, value="en_US")
    page = _page((Witness.VISIBLE, "05/03/2026"))
    page = replace(page, statements=(of_head, *page.statements, _said_language("en-GB")))
    assert published(_entry(), page, URL, NOW).at == datetime(2026, 3, 5, tzinfo=UTC)


def _said_language(tag: str) -> Statement:
    return Statement(field=Field.LANGUAGE, witness=Witness.HTML, value=tag)


AHEAD = "Tue, 10 Mar 2026 20:00:00 GMT"


@pytest.mark.parametrize(
    ("said", "at", "basis"),
    [
        (
            (Witness.META, "2026-03-10T11:55:00Z"),
            datetime(2026, 3, 10, 11, 55, tzinfo=UTC),
            PublishedBasis.PAGE,
        ),
        ((Witness.META, "2026-03-10T20:00:00Z"), NOW, PublishedBasis.FETCH),
        ((Witness.META, "2026-03-10T09:00:00"), NOW, PublishedBasis.FETCH),
        ((Witness.META, "2026-03-10"), NOW, PublishedBasis.FETCH),
        ((Witness.VISIBLE, "10 March 2026"), NOW, PublishedBasis.FETCH),
    ],
)
def test_a_feed_ahead_of_the_fetch_gives_way(
    said: tuple[Witness, str], at: datetime, basis: PublishedBasis
) -> None:
    dating = published(_entry(AHEAD), _page(said), URL, NOW)
    assert (dating.at, dating.basis) == (at, basis)


def test_a_feed_ahead_of_the_fetch_counts_from_its_first_sight() -> None:
    seen_at = datetime(2026, 3, 10, 9, tzinfo=UTC)
    entry = replace(_entry(AHEAD), first_seen_at=seen_at)
    assert published(entry, _page(), "http://post.example/2026/03/10/story", NOW).at == seen_at


def test_a_page_ahead_of_the_fetch_is_passed_over() -> None:
    page = _page((Witness.JSON_LD, "2026-03-10T20:00:00Z"), (Witness.META, "2026-03-10T11:00:00Z"))
    assert published(_entry(), page, URL, NOW).at == datetime(2026, 3, 10, 11, tzinfo=UTC)


def test_a_guess_of_the_day_of_a_change_is_none() -> None:
    page = _page((Witness.HTML, "2026-03-05"))
    changed = Statement(field=Field.UPDATED, witness=Witness.VISIBLE, value="5 March 2026")
    page = replace(page, statements=(*page.statements, changed))
    assert published(_entry(), page, URL, NOW).basis is PublishedBasis.FETCH


def test_an_update_in_local_time_is_not_the_publication_again() -> None:
    dating = published(_entry("2026-03-02T08:00:00Z"), _page(), URL, NOW)
    local = _page((Witness.VISIBLE, "2 March 2026 10:00"), field=Field.UPDATED)
    assert updated(_entry(), local, dating, NOW) is None
    days_later = _page((Witness.VISIBLE, "4 March 2026 10:00"), field=Field.UPDATED)
    assert updated(_entry(), days_later, dating, NOW) == datetime(2026, 3, 4, 10, tzinfo=UTC)


def test_an_update_is_a_time_after_publication() -> None:
    dating = published(_entry("2026-03-02T08:00:00Z"), _page(), URL, NOW)
    later = _page((Witness.JSON_LD, "2026-03-02T10:00:00Z"), field=Field.UPDATED)
    same = _page((Witness.JSON_LD, "2026-03-02T08:00:30Z"), field=Field.UPDATED)
    assert updated(_entry(), later, dating, NOW) == datetime(2026, 3, 2, 10, tzinfo=UTC)
    assert updated(_entry(), same, dating, NOW) is None


@pytest.mark.parametrize(
    ("raw", "precision"),
    [
        ("2026-03-02T10:00:05Z", Precision.SECOND),
        ("2026-03-02T00:00:00Z", Precision.DAY),
        ("2026-03-02T00:00:00+01:00", Precision.DAY),
        ("2026-03-02T10:00Z", Precision.MINUTE),
        ("2026-03-02", Precision.DAY),
        ("02.03.2026", Precision.DAY),
        ("02.03.2026 14.05 Uhr", Precision.MINUTE),
        ("2. März 2026, 14:05", Precision.MINUTE),
        ("2026年3月2日 14時05分", Precision.MINUTE),
        ("March 2, 2026 3pm", Precision.MINUTE),
        ("Mon, 02 Mar 2026 09:30:15 GMT", Precision.SECOND),
        ("20260302T091500Z", Precision.SECOND),
    ],
)
def test_how_exactly_a_date_is_written(raw: str, precision: Precision) -> None:
    written = read_date(raw, NOW)
    assert written
    assert written.precision is precision


@pytest.mark.parametrize(
    ("shown", "language", "at"),
    [
        ("Stand: 02.03.2026, 14:05 Uhr", "de", datetime(2026, 3, 2, 14, 5, tzinfo=UTC)),
        ("Veröffentlicht am 2. März 2026", "de", datetime(2026, 3, 2, tzinfo=UTC)),
        ("2 Mart 2026 14:05", "tr", datetime(2026, 3, 2, 14, 5, tzinfo=UTC)),
        ("Publié le 2 mars 2026 à 14h05", "fr", datetime(2026, 3, 2, 14, 5, tzinfo=UTC)),
        ("1 hour ago", "en", None),
        ("Share this", "en", None),
    ],
)
def test_dates_that_are_shown(shown: str, language: str, at: datetime | None) -> None:
    assert parse_date(shown, NOW, Origin(language)) == at
