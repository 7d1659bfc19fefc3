"""Which sitemaps of an index are requested in a poll, and what is remembered of each."""

from datetime import UTC, datetime, timedelta

from model import SitemapsNamed, SitemapState
from model.limits import MAX_SITEMAP_CHILDREN, MAX_SITEMAPS_IN_TURN
from transforms import sitemap_turns as turns

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
ROOT = "http://news.example/sitemap.xml"


def named(*names: str, newest: str = "", left_out_count: int = 0) -> SitemapsNamed:
    return SitemapsNamed(urls=names, newest=newest, left_out_count=left_out_count)


def polled(sitemaps: turns.Sitemaps, now: datetime, index_url: str = "") -> tuple[list[str], turns.Sitemaps]:
    """Request the sitemaps whose turn it is; return them and the state after that."""
    asked = turns.in_turn(sitemaps, index_url)
    for sitemap in asked:
        sitemaps = turns.with_sitemap(sitemaps, turns.after_unchanged(sitemap, now, is_whole=True))
    return [sitemap.url for sitemap in asked], sitemaps


def test_sitemaps_of_one_index_take_turns() -> None:
    sitemaps, asked = turns.after_index((), named(*"abcdefgh"), "", ROOT), []
    for hour in range(4):
        urls, sitemaps = polled(sitemaps, NOW + timedelta(hours=hour))
        asked.append("".join(urls))
    assert asked == ["abc", "def", "gha", "bcd"]


def test_the_newest_is_requested_in_every_poll_and_the_others_in_turns() -> None:
    sitemaps, asked = turns.after_index((), named(*"abcdef", newest="c"), "", ROOT), []
    for hour in range(4):
        urls, sitemaps = polled(sitemaps, NOW + timedelta(hours=hour))
        asked.append("".join(urls))
    assert asked == ["cab", "cde", "cfa", "cbd"]


def test_a_new_body_of_the_index_keeps_what_is_known_of_the_sitemaps_that_it_still_names() -> None:
    sitemaps = turns.after_index((), named("a", "b"), "", ROOT)
    known = turns.after_body(sitemaps[0], NOW, "hash", ('"1"', None))
    sitemaps = turns.after_index(turns.with_sitemap(sitemaps, known), named("c", "a", newest="c"), "", ROOT)
    assert [(one.url, one.etag, one.is_newest) for one in sitemaps] == [
        ("c", None, True),
        ("a", '"1"', False),
    ]


def test_indexes_that_name_each_other_or_themselves_end() -> None:
    sitemaps = turns.after_index((), named("a", ROOT), "", ROOT)
    sitemaps = turns.after_index(sitemaps, named("a", "b", ROOT), "a", ROOT)
    sitemaps = turns.after_index(sitemaps, named("a", ROOT, "c"), "b", ROOT)
    assert [(one.url, one.index_url) for one in sitemaps] == [("a", ""), ("b", "a"), ("c", "b")]
    assert [turns.is_index(sitemaps, url) for url in ("a", "b", "c")] == [True, True, False]


def test_what_an_index_names_no_more_goes_with_all_below_it() -> None:
    sitemaps = turns.after_index((), named("a", "z"), "", ROOT)
    sitemaps = turns.after_index(sitemaps, named("b"), "a", ROOT)
    sitemaps = turns.after_index(sitemaps, named("c"), "b", ROOT)
    assert [one.url for one in turns.after_index(sitemaps, named("z"), "", ROOT)] == ["z"]


def test_the_number_that_take_turns_is_bounded_over_all_indexes() -> None:
    many = [f"http://news.example/{number}" for number in range(MAX_SITEMAPS_IN_TURN - 1)]
    sitemaps = turns.after_index((), named("index", *many), "", ROOT)
    sitemaps = turns.after_index(sitemaps, named("x", "y"), "index", ROOT)
    assert len(sitemaps) == MAX_SITEMAPS_IN_TURN
    assert len(turns.in_turn(sitemaps)) == MAX_SITEMAP_CHILDREN


def test_a_sitemap_that_failed_is_requested_whole_when_its_turn_comes() -> None:
    (sitemap,) = turns.after_index((), named("a"), "", ROOT)
    sitemap = turns.after_body(sitemap, NOW, "hash", ('"1"', None))
    assert not turns.should_ask_whole(sitemap, NOW)
    failed = turns.after_failure(sitemap, NOW, "http_503")
    assert (failed.error, failed.asked_at, failed.etag, failed.body_sha256) == ("http_503", NOW, None, None)
    assert turns.should_ask_whole(failed, NOW)
    assert turns.after_unchanged(failed, NOW, is_whole=True).error is None


def test_once_a_day_a_sitemap_is_requested_whole() -> None:
    sitemap = turns.after_body(SitemapState(url="a"), NOW, "hash", ('"1"', None))
    later = turns.after_unchanged(sitemap, NOW + timedelta(hours=20), is_whole=False)
    assert not turns.should_ask_whole(later, NOW + timedelta(hours=23))
    assert turns.should_ask_whole(later, NOW + timedelta(hours=25)), "some servers answer 304 for ever"
    assert turns.should_ask_whole(later, NOW - timedelta(days=1)), "a clock was wrong"
