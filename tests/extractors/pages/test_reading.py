"""Reading a page: title, text and statements about it."""

from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extractors.pages.reading import forget_caches, read_page
from model import Field, Page

URL = "http://news.example/2026/story"
TEXT = (
    "The harbour council voted on Tuesday to keep the old lighthouse open for another ten years, after a "
    "long debate in which fishermen, teachers and two former keepers spoke for the tower."
)
MORE = (
    "Repairs begin in May and are paid for by the town, the region "
    "and a fund of private donors who asked for no thanks."
)


@pytest.fixture(autouse=True)
def _fresh_caches() -> Iterator[None]:
    forget_caches()
    yield
    forget_caches()


def _html(head: str = "", extra: str = "", lang: str = ' lang="en-GB"', text: str = TEXT) -> str:
    return (
        f"<!doctype html><html{lang}><head><title>Lighthouse stays open</title>{head}</head><body><article>"
        f"<h1>Lighthouse stays open</h1>{extra}<p>{text}</p><p>{MORE}</p></article></body></html>"
    )


def _read(html: str | bytes, content_type: str | None = "text/html; charset=utf-8") -> Page:
    page = read_page(html.encode() if isinstance(html, str) else html, content_type, URL)
    assert page is not None
    return page


def _ld(text: str) -> str:
    return f'<script type="application/ld+json">{text}</script>'


def test_a_page_gives_its_title_and_text() -> None:
    page = _read(_html())
    assert page.first(Field.TITLE) == "Lighthouse stays open"
    assert TEXT in page.text
    assert MORE in page.text
    assert page.first(Field.PUBLISHED) is None


def test_reading_a_page_twice_gives_the_same() -> None:
    assert _read(_html()) == _read(_html())


JSON_LD = (
    '{"@context": "https://schema.org", "@type": "NewsArticle", "datePublished": "2026-03-02T10:00:00+01:00"}'
)
META = '<meta property="article:published_time" content="2026-03-03T08:00:00Z">'
TIME = '<time datetime="2026-03-04T07:00:00Z">4 March</time>'


@pytest.mark.parametrize(
    "text",
    [
        JSON_LD,
        f"\n [{JSON_LD}] ",
        f'{{"@graph": [{{"@type": "WebSite"}}, {JSON_LD}]}}',
        f'{{"@type": "WebPage", "datePublished": "1999-01-01", "mainEntity": {JSON_LD}}}',
        JSON_LD.replace('"NewsArticle"', '["Thing", "NewsArticle"]'),
    ],
)
def test_the_date_of_json_ld_comes_first(text: str) -> None:
    assert _read(_html(META + _ld(text), TIME)).first(Field.PUBLISHED) == "2026-03-02T10:00:00+01:00"


@pytest.mark.parametrize(
    "text",
    [
        '{"@type": "NewsArticle", "datePublished": "2026-03-0',
        '{"@type": "NewsArticle", "datePublished": ""}',
        '{"@type": "Product", "datePublished": "1999-01-01"}',
        '{"@type": {"odd": []}, "datePublished": "1999-01-01"}',
        "[" * 100_000 + '"datePublished"',
        '"datePublished"',
        "",
    ],
)
def test_broken_json_ld_leaves_the_word_to_meta(text: str) -> None:
    assert _read(_html(_ld(text) + META, TIME)).first(Field.PUBLISHED) == "2026-03-03T08:00:00Z"


def test_a_second_json_ld_is_heard_where_the_first_is_broken() -> None:
    assert (
        _read(_html(_ld('{"datePublished": ') + _ld(JSON_LD))).first(Field.PUBLISHED)
        == "2026-03-02T10:00:00+01:00"
    )


@pytest.mark.parametrize(
    "meta",
    [
        '<meta property="article:published_time" content="2026-03-03">',
        '<meta name="DC.date.issued" content="2026-03-03">',
        '<meta itemprop="datePublished" content="2026-03-03">',
        '<meta name="date" content="2026-03-03">',
    ],
)
def test_the_date_of_a_meta_tag(meta: str) -> None:
    assert _read(_html(meta, TIME)).first(Field.PUBLISHED) == "2026-03-03"


def test_the_date_of_a_time_tag() -> None:
    assert _read(_html(extra=TIME)).first(Field.PUBLISHED) == "2026-03-04T07:00:00Z"


@pytest.mark.parametrize(
    ("lang", "language"),
    [(' lang="pt-BR"', "pt-BR"), (' lang=" el "', "el"), (' lang=""', None), ("", None), (" LANG=ja", "ja")],
)
def test_the_language_a_page_declares(lang: str, language: str | None) -> None:
    assert _read(_html(lang=lang)).first(Field.LANGUAGE) == language


def test_the_canonical_address() -> None:
    link = '<link rel="canonical" href="http://news.example/story">'
    assert _read(_html(link)).first(Field.CANONICAL) == "http://news.example/story"
    assert _read(_html()).first(Field.CANONICAL) is None


STORY = "http://news.example/story"


@pytest.mark.parametrize(
    "head",
    [
        f'<link rel="Canonical" href="{STORY}">',
        f'<link rel="canonical nofollow" href=" {STORY} ">',
        f"<LINK HREF={STORY} REL='shortlink CANONICAL'>",
        '<base href="http://news.example/"><link rel="canonical" href="story">',
        '<base href="/a/b/"><link rel="canonical" href="../../story">',
        '<link rel="canonical"><link rel="canonical" href="/story">',
        f'<link rel="canonicals" href="/other"><link rel="canonical" href="{STORY}">',
        '<base href="javascript:alert(1)"><link rel="canonical" href="/story">',
        '<base href="http://["><link rel="canonical" href="/story">',
    ],
)
def test_the_canonical_address_in_other_spellings(head: str) -> None:
    body = _html(head).encode()
    page = read_page(body, "text/html; charset=utf-8", "http://news.example/amp/1")
    assert page is not None
    assert page.first(Field.CANONICAL) == STORY


def test_the_canonical_address_of_the_header_comes_after_that_of_the_page() -> None:
    headers = (("link", '</a.css>; rel=preload, </story>; rel="canonical"'),)
    for head, stated in (("", [STORY]), (f'<link rel=canonical href="{STORY}/1">', [f"{STORY}/1", STORY])):
        page = read_page(_html(head).encode(), None, "http://news.example/amp/1", headers)
        assert page is not None
        assert [said.value for said in page.about(Field.CANONICAL)] == stated


GREEK = (
    "Ο δήμος αποφάσισε την Τρίτη να μείνει ανοιχτός ο παλιός φάρος για δέκα ακόμη χρόνια, "
    "μετά από μακρά συζήτηση."
)


@pytest.mark.parametrize(
    ("encoding", "content_type", "head"),
    [
        ("utf-8", "text/html; charset=utf-8", ""),
        ("utf-8", "text/html", ""),
        ("utf-8", "text/html; charset=no-such-charset", '<meta charset="utf-8">'),
        ("utf-8", None, '<meta charset="utf-8">'),
        ("iso-8859-7", "text/html; charset=iso-8859-7", '<meta charset="utf-8">'),
        ("windows-1253", "text/html", '<meta charset="windows-1253">'),
    ],
)
def test_the_charset_is_found(encoding: str, content_type: str | None, head: str) -> None:
    assert GREEK in _read(_html(head, text=GREEK).encode(encoding), content_type).text


def test_a_wrong_charset_spoils_letters_but_not_the_page() -> None:
    page = _read(_html(text=f"{GREEK} {TEXT}").encode("iso-8859-7"), "text/html; charset=utf-8")
    assert page.first(Field.TITLE) == "Lighthouse stays open"
    assert MORE in page.text


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"   ",
        b"\x00",
        b"%PDF-1.7 \xff\xfe\x00",
        b"\x89PNG\r\n\x1a\n\x00\x00",
        b"{}",
        b"<html></html>",
        b"<!-- -->",
    ],
)
def test_what_is_no_page_gives_nothing_to_read(body: bytes) -> None:
    page = read_page(body, "text/html", URL)
    assert page is None or not page.text.strip() or len(page.text) < 20


_SCRAPS = st.sampled_from(
    [
        b"<html lang='x'>",
        b"<head>",
        b"<meta charset='utf-16'>",
        b"<meta name='date' content='",
        b"'>",
        b"<p>",
        b"</p>",
        b"<article>",
        b"<time datetime=''>",
        b"<script type='application/ld+json'>",
        b"</script>",
        b'{"datePublished":',
        b'"@type": "NewsArticle"',
        b"}",
        b"<!--",
        b"-->",
        b"<?pi ?>",
        b"<link rel='canonical' href='http://['>",
        b"&#0;",
        b"&#xD800;",
        b"<svg>",
        b"<a:b>",
        b"<table><tr><td>",
        b"<![CDATA[",
        b"\xff\xfe",
        b"\x00",
        b"\x0b",
        b"<h1>",
        b"<base href='http://['>",
        b"Long enough words stand here to be kept as a text. " * 4,
    ]
)
_BODIES = st.binary(max_size=2_000) | st.lists(_SCRAPS | st.binary(max_size=8), max_size=10).map(
    lambda parts: b"".join(parts)[:2_000]
)


@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    body=_BODIES,
    content_type=st.sampled_from(
        [None, "", "text/html", "text/html; charset=utf-16", "text/html; charset=x"]
    ),
)
def test_no_bytes_ever_raise(body: bytes, content_type: str | None) -> None:
    page = read_page(body, content_type, URL)
    assert page is None or isinstance(page.text, str)


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_no_cut_or_flipped_page_ever_raises(data: st.DataObject) -> None:
    body = bytearray(_html(META + _ld(JSON_LD), TIME).encode())
    for _ in range(data.draw(st.integers(0, 5))):
        body[data.draw(st.integers(0, len(body) - 1))] = data.draw(st.integers(0, 255))
    read_page(bytes(body[: data.draw(st.integers(0, len(body)))]), "text/html", URL)


@pytest.mark.parametrize(
    "logo", ["<h1><a href='/'>Post</a></h1>", "<a href='http://news.example'><h1>Post</h1></a>"]
)
def test_the_heading_below_a_logo_is_a_title(logo: str) -> None:
    page = _read(
        f"<html><body><header>{logo}</header><main><h2>Lighthouse stays open</h2><p>{TEXT}</p></main>"
    )
    assert [said.value for said in page.about(Field.TITLE)] == ["Lighthouse stays open"]
    assert page.first(Field.SITE) == "Post"
