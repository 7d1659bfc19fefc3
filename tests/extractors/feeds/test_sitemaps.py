"""Sitemaps: every dialect is read, and whatever is broken, hostile or huge ends in a value, soon."""

import gzip
import time
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extractors.feeds import ParsedFeed, parse_any
from extractors.feeds.sitemaps import (
    children_to_ask,
    is_sitemap,
    parse_sitemap,
    sitemaps_in_turn,
)
from model.limits import MAX_FEED_ENTRIES, MAX_SITEMAP_BYTES

URL = "https://news.example/sitemaps/all.xml"
PLAIN_NS = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
NEWS_NS = f'{PLAIN_NS} xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'
IMAGE_NS = 'xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"'
RSS = b'<rss version="2.0"><channel><title>T</title><item><link>https://x.example/1</link></item></channel></rss>'


def _urlset(*entries: str, namespaces: str = NEWS_NS) -> bytes:
    return f"<urlset {namespaces}>{''.join(entries)}</urlset>".encode()


def _plain(place: str, modified: str = "") -> str:
    date = f"<lastmod>{modified}</lastmod>" if modified else ""
    return f"<url><loc>{place}</loc>{date}</url>"


def _news(place: str, title: str, published: str, language: str = "fr") -> str:
    publication = f"<news:name>La Une</news:name><news:language>{language}</news:language>"
    return (
        f"<url><loc>{place}</loc><news:news><news:publication>{publication}</news:publication>"
        f"<news:publication_date>{published}</news:publication_date><news:title>{title}</news:title>"
        "</news:news></url>"
    )


def _index(*children: tuple[str, str]) -> bytes:
    parts = (
        f"<sitemap><loc>{place}</loc>{f'<lastmod>{date}</lastmod>' if date else ''}</sitemap>"
        for place, date in children
    )
    return f"<sitemapindex {PLAIN_NS}>{''.join(parts)}</sitemapindex>".encode()


def _links(parsed: ParsedFeed) -> list[str]:
    return [item.link for item in parsed.items]


def test_a_plain_sitemap_newest_first() -> None:
    parsed = parse_sitemap(
        _urlset(
            _plain("https://news.example/undated"),
            _plain("https://news.example/old", "2026-03-01"),
            _plain("/new", "2026-03-02T09:00:00+02:00"),
            _plain("https://news.example/newest", "2026-03-02T08:00:00Z"),
            _plain("https://news.example/words", "Sun, 01 Mar 2026 12:00:00 GMT"),
        ),
        URL,
    )
    assert (parsed.format, parsed.language, parsed.children) == ("sitemap", None, ())
    assert _links(parsed) == [
        f"https://news.example/{name}" for name in ("newest", "new", "words", "old", "undated")
    ]
    first = parsed.items[0]
    assert (first.title, first.published_raw, first.updated_raw) == ("", None, "2026-03-02T08:00:00Z")


def test_a_news_sitemap_has_titles_dates_language_and_name() -> None:
    parsed = parse_sitemap(
        _urlset(
            _news("https://news.example/1", "Vieux", "2026-03-01"),
            _news(
                "https://news.example/2", "R&amp;D <![CDATA[<b>à vif</b> & vite]]>", "2026-03-02T10:00:00Z"
            ),
        ),
        URL,
    )
    assert (parsed.format, parsed.language, parsed.title) == ("news-sitemap", "fr", "La Une")
    first = parsed.items[0]
    assert first.link == "https://news.example/2"
    assert first.title == "R&D <b>à vif</b> &amp; vite", "as in feeds, a title may hold HTML"
    assert (first.published_raw, first.updated_raw) == ("2026-03-02T10:00:00Z", None)


def test_a_news_sitemap_in_two_languages_declares_none() -> None:
    parsed = parse_sitemap(_urlset(_news("/1", "a", "", "fr"), _news("/2", "b", "", "nl")), URL)
    assert parsed.language is None


def test_locations_of_images_are_no_entries() -> None:
    entry = (
        "<url><image:image><image:loc>https://news.example/i.jpg</image:loc></image:image>"
        "<loc>https://news.example/1</loc></url>"
    )
    assert _links(parse_sitemap(_urlset(entry, namespaces=f"{PLAIN_NS} {IMAGE_NS}"), URL)) == [
        "https://news.example/1"
    ]


@pytest.mark.parametrize(
    "namespaces",
    [
        "",
        'xmlns="https://www.sitemaps.org/schemas/sitemap/0.9/"',
        'xmlns="http://www.google.com/schemas/sitemap/0.84"',
    ],
)
def test_wrong_namespaces_and_undeclared_prefixes(namespaces: str) -> None:
    parsed = parse_sitemap(_urlset(_news("/1", "Titre", "2026-03-01"), namespaces=namespaces), URL)
    assert parsed.format == "news-sitemap"
    assert parsed.items[0].title == "Titre"


def test_prefixed_elements() -> None:
    body = (
        b'<sm:urlset xmlns:sm="http://www.sitemaps.org/schemas/sitemap/0.9"><sm:url>'
        b"<sm:loc>/1</sm:loc></sm:url></sm:urlset>"
    )
    assert _links(parse_sitemap(body, URL)) == ["https://news.example/1"]


@pytest.mark.parametrize("written", ["a=1&amp;b=2", "a=1&b=2", "a=1&amp;amp;b=2", "<![CDATA[a=1&b=2]]>"])
def test_ampersands_however_they_are_written(written: str) -> None:
    parsed = parse_sitemap(_urlset(f"<url><loc>\n https://news.example/?{written} \n</loc></url>"), URL)
    assert _links(parsed) == ["https://news.example/?a=1&b=2"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "iso-8859-1"])
def test_encodings(encoding: str) -> None:
    declared = "utf-8" if encoding == "utf-8-sig" else encoding
    text = f'<?xml version="1.0" encoding="{declared}"?>' + _urlset(_news("/1", "Été", "")).decode()
    assert parse_sitemap(text.encode(encoding), URL).items[0].title == "Été"


def test_text_before_the_declaration_and_wrong_bytes() -> None:
    body = b'\n\n <!-- made by -->\n<?xml version="1.0" encoding="no-such"?>' + _urlset(
        _plain("/1"), _plain("/\xff\x00")
    )
    assert _links(parse_sitemap(body, URL))[0] == "https://news.example/1"


def test_text_sitemaps() -> None:
    parsed = parse_any(b"\xef\xbb\xbfhttps://a.example/1\r\nhttps://a.example/2 \n\nnonsense\n", URL)
    assert (parsed.format, _links(parsed)) == ("sitemap", ["https://a.example/1", "https://a.example/2"])


def test_packed_sitemaps_and_feeds_are_unpacked() -> None:
    packed = gzip.compress(_urlset(_plain("/1")))
    assert is_sitemap(packed)
    assert _links(parse_any(packed, URL)) == ["https://news.example/1"]
    assert _links(parse_any(gzip.compress(RSS), URL)) == ["https://x.example/1"]


def test_an_index_names_its_children_newest_first() -> None:
    parsed = parse_sitemap(
        _index(
            ("/pages.xml", ""),
            ("/2025.xml", "2025-12-31"),
            ("/a-2026-03.xml", ""),
            ("/today.xml", "2026-03-02"),
            (URL, "2026-03-03"),
            ("http://[", ""),
        ),
        URL,
    )
    assert (parsed.format, parsed.items) == ("sitemap-index", ())
    assert parsed.children == tuple(
        f"https://news.example/{name}.xml" for name in ("today", "a-2026-03", "2025", "pages")
    )


def test_archives_by_month_are_ordered_by_the_month_of_their_urls() -> None:
    months = [(f"/archive/2026/{month:02d}.xml", "") for month in range(1, 13)]
    parsed = parse_sitemap(_index(*months), URL)
    assert children_to_ask(parsed) == [f"https://news.example/archive/2026/{m}.xml" for m in (12, 11, 10)]


@pytest.mark.parametrize("form", ["/sitemap-{}.xml", "/sitemap.xml?yyyy={}&amp;mm=02", "/{}/posts.xml.gz"])
def test_archives_by_year_too(form: str) -> None:
    parsed = parse_sitemap(_index(*((form.format(year), "") for year in (2023, 2025, 2024))), URL)
    assert [next(y for y in ("2023", "2024", "2025") if y in child) for child in parsed.children] == [
        "2025", "2024", "2023",
    ]  # fmt: skip


def test_entries_without_dates_go_by_those_of_their_urls() -> None:
    places = ("/?id=2099", "/2026/02/28/a", "/2026/03/01/b", "/about")
    assert _links(parse_sitemap(_urlset(*map(_plain, places)), URL)) == [
        f"https://news.example{place}" for place in ("/2026/03/01/b", "/2026/02/28/a", "/?id=2099", "/about")
    ]


def test_children_that_hold_news_are_asked_before_others() -> None:
    names = (
        "posts-9", "posts-8", "newsletters", "sitemap-news", "authors", "news/1", "page", "news/2", "news/3",
    )  # fmt: skip
    parsed = parse_sitemap(_index(*((f"/{name}.xml", "") for name in names)), URL)
    assert children_to_ask(parsed) == [
        f"https://news.example/{name}.xml" for name in ("sitemap-news", "news/1", "news/2")
    ], "the host's name says nothing"


def test_children_without_articles_are_asked_only_where_there_are_no_others() -> None:
    unlikely = [("/category-sitemap.xml", "2026-03-02"), ("/post_tag-sitemap.xml", "2026-03-02")]
    both = parse_sitemap(_index(*unlikely, ("/post-sitemap.xml", "2026-01-01")), URL)
    assert children_to_ask(both) == ["https://news.example/post-sitemap.xml"]
    assert len(children_to_ask(parse_sitemap(_index(*unlikely), URL))) == 2


def _in_turn(*children: tuple[str, str]) -> tuple[list[str], str, int]:
    found = sitemaps_in_turn(parse_sitemap(_index(*children), URL))
    names = [url.removeprefix("https://news.example/") for url in found.urls]
    return names, found.newest.removeprefix("https://news.example/"), found.left_out_count


def _same(names: list[str], date: str = "") -> list[tuple[str, str]]:
    return [(f"/{name}", date) for name in names]


NEWS = [f"news/{name}.xml" for name in ("world", "city", "sport", "arts", "money", "law")]
MONTHS = [f"archive-2026-{month:02d}.xml" for month in range(12, 0, -1)]
PARTS = [f"posts-{number}.xml" for number in range(30)]


@pytest.mark.parametrize(
    ("children", "names", "newest", "left_out_count"),
    [
        (_same(NEWS, "2026-03-02T10:00:00Z"), NEWS, "", 0),
        (_same(NEWS), NEWS, "", 0),
        (_same(NEWS[:1], "2026-03-02") + _same(NEWS[1:], "2019-01-01"), NEWS, NEWS[0], 0),
        (_same(NEWS) + _same(PARTS, "2026-03-02"), NEWS, "", 30),
        (_same(MONTHS), MONTHS[:3], MONTHS[0], 9),
        (_same(["today.xml"]) + _same(MONTHS), [*MONTHS[:2], "today.xml"], MONTHS[0], 10),
        (_same(["a.xml"], "2026-03-02") + _same(["b.xml"], "2025-03-02"), ["a.xml", "b.xml"], "a.xml", 0),
        (_same(PARTS), [*PARTS[:6], *PARTS[-6:]], "", 18),
        (_same(["author.xml", "category.xml", "post.xml"]), ["post.xml"], "", 2),
        ([], [], "", 0),
    ],
    ids=[
        "sections of one date", "undated", "a stale lastmod", "news before others", "an archive",
        "an archive and today", "older, as there is room", "an archive in parts", "kinds", "empty",
    ],
)  # fmt: skip
def test_sitemaps_that_may_list_news_take_turns(
    children: list[tuple[str, str]], names: list[str], newest: str, left_out_count: int
) -> None:
    found = _in_turn(*children)
    assert (sorted(found[0]), found[1:]) == (sorted(names), (newest, left_out_count))


def test_no_password_of_a_sitemap_is_kept() -> None:
    assert _in_turn(("https://user:secret@news.example/a.xml", ""))[0] == ["a.xml"]


def test_what_is_cut_of_a_sitemap_is_counted() -> None:
    whole = _urlset(*(_plain(f"/{number}") for number in range(MAX_FEED_ENTRIES + 7)))
    assert parse_sitemap(whole, URL).cut_count == 7
    lines = b"https://news.example/1\n" + b"".join(b"https://news.example/a%d\n" % n for n in range(2_001))
    assert parse_sitemap(lines, URL).cut_count == 2


def test_what_has_no_children_asks_for_none() -> None:
    assert children_to_ask(parse_sitemap(_urlset(_plain("/1")), URL)) == []
    assert children_to_ask(parse_any(RSS, URL)) == []


@pytest.mark.parametrize(
    ("body", "is_one"),
    [
        (_urlset(), True),
        (_index(), True),
        (b"<!DOCTYPE urlset [<!ENTITY a 'b'>]>\n<urlset/>", True),
        ("<?xml version='1.0' encoding='utf-16'?><urlset></urlset>".encode("utf-16"), True),
        (b"https://a.example/1", True),
        (RSS, False),
        (b"<feed><title>&lt;urlset></title></feed>", False),
        (b"<html><urlset></html>", False),
        (b"https://a.example/1 is a page", False),
        (b"", False),
        (b"\x1f\x8b", False),
        (b"{}", False),
    ],
)
def test_what_begins_like_a_sitemap(body: bytes, is_one: bool) -> None:  # noqa: FBT001 - a table of cases
    assert is_sitemap(body) is is_one
    assert bool(parse_sitemap(body, URL).format) is is_one


def test_a_feed_where_a_sitemap_is_expected_is_read_as_a_feed() -> None:
    parsed = parse_any(RSS, URL, "text/xml")
    assert (parsed.format, parsed.title, _links(parsed)) == ("rss20", "T", ["https://x.example/1"])


def test_a_page_is_neither() -> None:
    assert parse_any(b"<!doctype html><html><body><a href='/'>x</a></body></html>", URL).format == ""


def test_a_cut_sitemap_gives_its_complete_entries() -> None:
    whole = _urlset(_news("/1", "eins", "2026-03-02"), _news("/2", "zwei", "2026-03-01"))
    for body in (whole[:-60], gzip.compress(whole[:-60])[:-8], gzip.compress(whole)[:-3]):
        assert _links(parse_any(body, URL))[:1] == ["https://news.example/1"]
    assert _links(parse_sitemap(whole[:-60], URL)) == ["https://news.example/1"]


def test_entries_that_do_not_end_do_not_swallow_the_next() -> None:
    body = _urlset("<url><loc>/1</url><url><loc>/2<url><loc>/3</loc></url>")
    assert "https://news.example/3" in _links(parse_sitemap(body, URL))


def test_entities_are_neither_expanded_nor_fetched() -> None:
    bomb = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    body = (
        f'<!DOCTYPE urlset [<!ENTITY e0 "boom">{bomb}<!ENTITY f SYSTEM "file:///etc/passwd">]>'
        "<urlset><url><loc>/&e11;&f;</loc></url></urlset>"
    )
    assert _links(parse_sitemap(body.encode(), URL)) == ["https://news.example/&e11;&f;"]


def test_a_definition_that_multiplies_itself_ends() -> None:
    bomb = "".join(f'<!ENTITY % e{n} "{f"&#37;e{n - 1};" * 10}">' for n in range(1, 12))
    body = (
        f'<!DOCTYPE urlset [<!ENTITY % e0 "<!-- x -->">{bomb}%e11;]><urlset><url><loc>/1</loc></url></urlset>'
    )
    started = time.thread_time()
    assert len(parse_sitemap(body.encode(), URL).items) <= 1
    assert time.thread_time() - started < 5


@pytest.mark.slow
@pytest.mark.long
def test_of_very_many_entries_the_newest_are_kept() -> None:
    first = datetime(2026, 1, 1, tzinfo=UTC)
    dates = [(first + timedelta(minutes=n)).isoformat() for n in range(50_000)]
    body = _urlset(*(_plain(f"/{n}", date) for n, date in enumerate(dates)), _plain("/late", "2027-01-01"))
    started = time.thread_time()
    links = _links(parse_sitemap(body, URL))
    assert time.thread_time() - started < 10
    assert len(links) == MAX_FEED_ENTRIES
    assert links[0] == "https://news.example/49999", "the protocol allows 50,000 URLs, and no more are read"


@pytest.mark.slow
@pytest.mark.long
@pytest.mark.parametrize(
    "body",
    [
        b"<urlset>" + b"<a/>" * 13_000_000,
        b"<urlset>" + b"<url>" * 2_000_000,
        b"<urlset><url>" + b"<loc>h</loc>" * 4_000_000,
        b"<urlset><url><loc>" + b"a" * 50_000_000,
        b"<urlset " + b"".join(b'a%d="" ' % n for n in range(1_000_000)) + b">",
        b"<urlset>" + b"".join(b"<a%d/>" % n for n in range(1_000_000)),
        b"<!--" * 5_000_000,
        b"<urlset>" + b"&" * 20_000_000,
        gzip.compress(b"<urlset>" + b" " * (2 * MAX_SITEMAP_BYTES), 1),
        b"http://a.example/\n" * 2_000_000,
    ],
    ids=["elements", "open", "locations", "text", "attributes", "names", "comments", "&", "gzip", "lines"],
)
def test_huge_nonsense_ends_soon(body: bytes) -> None:
    started = time.thread_time()
    parsed = parse_sitemap(body, URL)
    assert time.thread_time() - started < 10
    assert len(parsed.items) <= 1


@pytest.mark.parametrize(
    "date", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "", "soon", "2026-99-99", "20260302"]
)
def test_odd_dates_only_change_the_order(date: str) -> None:
    parsed = parse_sitemap(_urlset(_plain("/1", date), _plain("/2", "2026-03-01"), _plain("/3", date)), URL)
    assert len(parsed.items) == 3


_PIECES = st.sampled_from(
    [
        b"<urlset>", b"<sitemapindex>", b"<url>", b"</url>", b"<sitemap>", b"<loc>", b"</loc>", b"<lastmod>",
        b"</lastmod>", b"<news:news>", b"<news:title>", b"&#0;", b"&amp;", b"<![CDATA[", b"]]>", b"http://[",
        b"\x1f\x8b", b"\xff\xfe", b"\x00", b"<!DOCTYPE x [", b"%a;", b"2026-03-02", b"\xed\xa0\x80",
        b"</urlset>",
    ]
)  # fmt: skip


def test_references_are_whole_wherever_the_body_is_cut() -> None:
    links = [f"https://news.example/{'x' * (n % 13)}?a=1&b={n}" for n in range(10_000)]
    body = _urlset(*(_plain(link.replace("&", "&amp;")) for link in links))
    assert _links(parse_sitemap(body, URL)) == links[:MAX_FEED_ENTRIES]
    body = _urlset(*(_plain(link.replace("&", "&#38;")) for link in reversed(links)))
    assert _links(parse_sitemap(body, URL)) == links[: -MAX_FEED_ENTRIES - 1 : -1]


@settings(deadline=None, max_examples=300, suppress_health_check=[HealthCheck.too_slow])
@given(st.one_of(st.binary(max_size=400), st.lists(st.one_of(_PIECES, st.binary(max_size=8))).map(b"".join)))
def test_arbitrary_bytes_never_raise(body: bytes) -> None:
    for given_body in (body, b"<urlset><url><loc>" + body, b"http://a.example/\n" + body):
        parsed = parse_any(given_body, URL)
        assert len(children_to_ask(parsed)) <= 3
        assert is_sitemap(given_body) in {True, False}


@settings(deadline=None)
@given(st.lists(st.tuples(st.text(max_size=30), st.text(max_size=30)), max_size=5))
def test_arbitrary_texts_never_raise(entries: list[tuple[str, str]]) -> None:
    body = _urlset(*(_plain(place, date) for place, date in entries)).decode().encode("utf-8", "replace")
    parse_sitemap(body, URL)


@pytest.mark.parametrize("charset", ["utf-8", "windows-1251", "koi8-r"])
def test_a_sitemap_is_read_in_the_charset_that_its_letters_show(charset: str) -> None:
    title = "Старую переправу откроют весной"
    body = (
        f'<?xml version="1.0" encoding="{charset}"?><urlset xmlns:news="n"><url><loc>http://news.example/1</loc>'
        f"<news:news><news:title>{title}</news:title></news:news></url></urlset>"
    ).encode(charset)
    for sent in (body, body.replace(charset.encode(), b"iso-8859-1"), b"\n" + body):
        for content_type in (None, "application/xml; charset=utf-8"):
            assert [item.title for item in parse_sitemap(sent, URL, content_type).items] == [title]
