"""RSS, Atom and RDF: items, dates and languages, in whole and in broken feeds."""

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extractors.feeds import ParsedFeed
from extractors.feeds.rss import parse_feed
from model.limits import MAX_FEED_ENTRIES

URL = "http://news.example/feeds/all.xml"
XML = "application/xml"

RSS_091 = """<?xml version="1.0"?><rss version="0.91"><channel><title>Old</title><language>en-gb</language>
<item><title>First</title><link>http://news.example/1</link><description>One</description></item>
<item><title>Second</title><link>http://news.example/2</link></item></channel></rss>"""
RSS_20 = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Neu</title><language>de</language>
<item><title>Über &amp; unter</title><link>http://news.example/1</link><guid isPermaLink="false">id-1</guid>
<description><![CDATA[<p onclick="x()">Kurz</p>]]></description><dc:creator>Ada Beispiel</dc:creator>
<pubDate>Mon, 02 Mar 2026 10:00:00 +0100</pubDate></item>
<item><title>Ohne Link</title></item></channel></rss>"""
RDF_10 = """<?xml version="1.0"?><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about="http://news.example/"><title>RDF</title><dc:language>ja</dc:language></channel>
<item rdf:about="http://news.example/1"><title>見出し</title><link>http://news.example/1</link>
<dc:date>2026-03-02T10:00:00+09:00</dc:date></item></rdf:RDF>"""
ATOM = """<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="fr"><title>A</title>
<entry><id>urn:x:1</id><title>Été</title><link rel="alternate" href="http://news.example/1"/>
<author><name>Zoé</name></author><author><name>Max</name></author>
<published>2026-03-01T10:00:00Z</published><updated>2026-03-02T10:00:00Z</updated><summary>Bref</summary></entry>
</feed>"""
ENTITY_BOMB = (
    '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY e0 "boom">'
    + "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    + ']><rss version="2.0"><channel><item><title>&e9;</title><link>http://news.example/1</link></item>'
    "</channel></rss>"
)
OUTSIDE_ENTITY = (
    '<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    '<rss version="2.0"><channel><item><title>[&x;]</title></item></channel></rss>'
)


def _parse(text: str | bytes, content_type: str = "application/xml") -> ParsedFeed:
    body = text.encode() if isinstance(text, str) else text
    return parse_feed(body, URL, content_type)


def _rss(item: str) -> str:
    return f'<rss version="2.0"><channel><title>T</title><item>{item}</item></channel></rss>'


def test_rss_0_91() -> None:
    feed = _parse(RSS_091)
    assert feed.format.startswith("rss09")
    assert feed.language == "en-gb"
    assert [(item.title, item.link) for item in feed.items] == [
        ("First", "http://news.example/1"),
        ("Second", "http://news.example/2"),
    ]
    assert (feed.items[0].published_raw, feed.items[0].updated_raw) == (None, None)


def test_rss_2_0() -> None:
    feed = _parse(RSS_20)
    assert (feed.format, feed.language) == ("rss20", "de")
    first, second = feed.items
    assert (first.item_id, first.link, first.title) == ("id-1", "http://news.example/1", "Über & unter")
    assert "Kurz" in first.summary
    assert first.authors == ("Ada Beispiel",)
    assert first.published_raw == "Mon, 02 Mar 2026 10:00:00 +0100"
    assert first.updated_raw is None, "a date of publication is not taken for one of change"
    assert (second.link, second.title) == ("", "Ohne Link")


def test_rdf_1_0() -> None:
    feed = _parse(RDF_10)
    assert (feed.format, feed.language) == ("rss10", "ja")
    (item,) = feed.items
    assert (item.title, item.link) == ("見出し", "http://news.example/1")
    assert "2026-03-02T10:00:00+09:00" in {item.published_raw, item.updated_raw}


def test_atom() -> None:
    feed = _parse(ATOM)
    assert (feed.format, feed.language) == ("atom10", "fr")
    (item,) = feed.items
    assert (item.item_id, item.link, item.summary) == ("urn:x:1", "http://news.example/1", "Bref")
    assert (item.title, item.authors) == ("Été", ("Zoé", "Max"))
    assert (item.published_raw, item.updated_raw) == ("2026-03-01T10:00:00Z", "2026-03-02T10:00:00Z")


def test_a_truncated_feed_gives_its_complete_entries() -> None:
    whole = "".join(
        f"<item><title>Title {n}</title><link>http://news.example/{n}</link></item>" for n in range(10)
    )
    text = f'<?xml version="1.0"?><rss version="2.0"><channel><title>T</title>{whole}'
    items = _parse(text[: text.index("Title 7") + 4]).items
    assert [(item.title, item.link) for item in items[:7]] == [
        (f"Title {n}", f"http://news.example/{n}") for n in range(7)
    ]


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b" \n ",
        b"\x00\xff\xfe",
        b'{"items": []}',
        b"<!doctype html><html><head><title>Page</title></head><body><p>No feed<p>here</body></html>",
    ],
)
def test_what_is_no_feed_gives_no_entries(body: bytes) -> None:
    feed = _parse(body, "text/html")
    assert (feed.format, feed.items) == ("", ())


def test_an_entity_bomb_does_not_blow_up() -> None:
    started = time.thread_time()
    feed = _parse(ENTITY_BOMB)
    assert time.thread_time() - started < 5
    assert sum(len(item.title) for item in feed.items) < 100_000


def test_an_entity_reads_no_file() -> None:
    assert all("root:" not in item.title for item in _parse(OUTSIDE_ENTITY).items)


@pytest.mark.parametrize("reference", ["&#xD800;", "&#55296;", "&#x110000;", "&#0;"])
def test_a_reference_to_no_character_does_not_cost_the_feed(reference: str) -> None:
    (item,) = _parse(_rss(f"<title>Before {reference} after</title><link>/a</link>")).items
    assert item.title.startswith("Before")
    assert item.link == "http://news.example/a"


@pytest.mark.parametrize(
    ("link", "absolute"),
    [
        ("/a", "http://news.example/a"),
        ("b.html", "http://news.example/feeds/b.html"),
        ("//other.example/c", "http://other.example/c"),
        ("?d=1&amp;e=2", "http://news.example/feeds/all.xml?d=1&e=2"),
        ("\n  http://news.example/f \n", "http://news.example/f"),
        ("http://[broken", ""),
    ],
)
def test_a_link_is_absolute_or_empty(link: str, absolute: str) -> None:
    assert [item.link for item in _parse(_rss(f"<link>{link}</link>")).items] == [absolute]


@pytest.mark.parametrize(
    "content_type",
    ["application/xml; charset=us-ascii", "text/xml; charset=no-such-charset", "text/plain", "", "image/png"],
)
def test_a_wrong_charset_header_does_not_spoil_the_text(content_type: str) -> None:
    assert _parse(RSS_20, content_type).items[0].title == "Über & unter"


def test_the_charset_of_the_prolog_and_of_the_header_are_heard() -> None:
    text = RSS_20.replace("utf-8", "iso-8859-1").encode("iso-8859-1")
    assert _parse(text).items[0].title == "Über & unter"
    cyrillic = _rss("<title>Новости</title>").encode("windows-1251")
    assert _parse(cyrillic, "application/xml; charset=windows-1251").items[0].title == "Новости"


RUSSIAN = "Старую переправу откроют весной"


@pytest.mark.parametrize("charset", ["utf-8", "windows-1251", "koi8-r", "utf-16", "utf-16-le"])
@pytest.mark.parametrize("said", ["utf-8", "windows-1251", "iso-8859-1", "x-nonsense", ""])
@pytest.mark.parametrize(
    "content_type", ["application/xml", "text/xml; charset=utf-8", "text/html; charset=''"]
)
def test_the_letters_decide_what_charset_a_feed_is_in(charset: str, said: str, content_type: str) -> None:
    prolog = f'\n <?xml version="1.0"  encoding = "{said}"\n?>' if said else ""
    item = f"<title>{RUSSIAN}</title><link>/новости/1</link><author>Ада Лавлейс</author>"
    feed = _parse((prolog + _rss(item)).encode(charset), content_type)
    assert [(one.title, one.link, one.authors) for one in feed.items] == [
        (RUSSIAN, "http://news.example/новости/1", ("Ада Лавлейс",))
    ]


def test_a_bad_byte_costs_one_letter() -> None:
    first, second = (f"<item><title>{RUSSIAN} {n}</title><link>/{n}</link></item>" for n in (1, 2))
    cut = first.encode().replace("весной".encode(), "весной".encode()[:-1])
    head = b'<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel>'
    feed = _parse(head + cut + second.encode() + b"</channel></rss>", "application/xml; charset=utf-8")
    assert [item.title for item in feed.items] == ["Старую переправу откроют весно\ufffd 1", f"{RUSSIAN} 2"]


def test_warnings_before_the_declaration_cost_nothing() -> None:
    warning = '<br />\n<b>Warning</b>: x<br />\n<?xml version="1.0" encoding="windows-1251"?>'
    feed = _parse((warning + _rss("<title>Новости</title>")).encode("cp1251"))
    assert [item.title for item in feed.items] == ["Новости"]


def test_a_feed_without_end_is_cut() -> None:
    text = '<rss version="2.0"><channel>' + "<item><title>x</title></item>" * (MAX_FEED_ENTRIES + 5)
    assert len(_parse(text + "</channel></rss>").items) == MAX_FEED_ENTRIES


_SCRAPS = st.sampled_from(
    [
        "<rss version='2.0'>",
        "<channel>",
        "<item>",
        "</item>",
        "<title>",
        "</title>",
        "<link>",
        "</link>",
        "<entry>",
        "<link href='//['/>",
        "<feed xmlns='http://www.w3.org/2005/Atom'>",
        "<![CDATA[",
        "]]>",
        "<updated>",
        "<pubDate>",
        "<author>",
        "<!DOCTYPE x [",
        "<!ENTITY a '&a;'>",
        "&a;",
        "&#xD800;",
        "&#0;",
        "<?xml version='1.0' encoding='utf-16'?>",
        "<guid>",
        "<!",
        "<!--",
        "<![",
        "<",
        ">",
        "<enclosure url='['/>",
        "<a xml:base='http://['>",
        "<media:content",
    ]
).map(str.encode)
_BODIES = st.binary(max_size=2_000) | st.lists(_SCRAPS | st.binary(max_size=8), max_size=30).map(b"".join)


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(body=_BODIES, content_type=st.sampled_from(["", "text/xml; charset=utf-16", "application/atom+xml"]))
def test_no_bytes_ever_raise(body: bytes, content_type: str) -> None:
    feed = _parse(body, content_type)
    assert all(isinstance(item.link, str) for item in feed.items)


@settings(max_examples=100, deadline=None)
@given(data=st.data())
def test_no_cut_or_flipped_feed_ever_raises(data: st.DataObject) -> None:
    body = bytearray(data.draw(st.sampled_from([RSS_091, RSS_20, RDF_10, ATOM])).encode())
    for _ in range(data.draw(st.integers(0, 5))):
        body[data.draw(st.integers(0, len(body) - 1))] = data.draw(st.integers(0, 255))
    parse_feed(bytes(body[: data.draw(st.integers(0, len(body)))]), URL, XML)


def test_what_is_no_feed_says_why() -> None:
    feed = _parse("<!doctype html><html><body><p>x</body></html>")
    assert (feed.format, feed.items) == ("", ())
    assert feed.fault.startswith("SAXParseException: ")
    assert "\n" not in feed.fault


def test_an_exception_of_the_parser_is_kept_as_the_cause(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RecursionError("too deep")

    monkeypatch.setattr("extractors.feeds.rss.feedparser.parse", fail)
    assert _parse("<rss/>") == ParsedFeed(
        format="", language=None, items=(), fault="RecursionError: too deep"
    )


def test_a_sound_feed_has_no_fault() -> None:
    assert _parse(_rss("<title>x</title>")).fault == ""


MEDIA = (
    'xmlns:media="http://search.yahoo.com/mrss/" xmlns:m="http://search.yahoo.com/mrss" '
    'xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:content="http://purl.org/rss/1.0/modules/content/"'
)
OWN, CAPTION = "<description>The text.</description>", "<media:description>A photo.</media:description>"


@pytest.mark.parametrize(
    ("elements", "summary"),
    [
        (f"<media:content url='x'>{CAPTION}</media:content>{OWN}", "The text."),
        (f"{OWN}<media:content url='x'>{CAPTION}</media:content>", "The text."),
        (f"<media:group>{CAPTION}</media:group>{OWN}{CAPTION}", "The text."),
        (f"<m:description type='html'>A photo.</m:description>{OWN}", "The text."),
        (f"<itunes:summary>An episode.</itunes:summary>{OWN}", "The text."),
        (f"{OWN}<itunes:summary>An episode.</itunes:summary>", "The text."),
        (f"<dc:description>A record.</dc:description>{OWN}", "The text."),
        (f"{CAPTION}<content:encoded>All of it.</content:encoded>{OWN}", "The text."),
        (f"{CAPTION}<content:encoded>All of it.</content:encoded>", "All of it."),
        (f"<description/>{CAPTION}", "A photo."),
        (CAPTION, "A photo."),
        (f"{CAPTION}<itunes:summary>An episode.</itunes:summary>", "An episode."),
        ("", ""),
    ],
)
@pytest.mark.parametrize("fault", ["", "&undefined;"], ids=["sound", "broken"])
def test_the_own_description_of_an_item_is_its_summary(elements: str, summary: str, fault: str) -> None:
    text = (
        f"<rss version='2.0' {MEDIA}><channel><title>T{fault}</title><item><title>t</title>{elements}</item>"
    )
    (item,) = _parse(f"{text}</channel></rss>").items
    assert (item.title, item.summary) == ("t", summary)


def test_ids_are_what_they_were_before_links_were_heard_as_written() -> None:
    channel = "<link>http://www.news.example/</link>"
    guids = ("id-1", "/a/1", "http://news.example/?p=1", "tag:x,2026:1")
    items = "".join(f"<item><link>/x</link><guid>{guid}</guid></item>" for guid in guids)
    feed = _parse(f'<rss version="2.0"><channel>{channel}{items}</channel></rss>')
    assert [item.item_id for item in feed.items] == [
        "http://news.example/feeds/id-1",
        "http://news.example/a/1",
        "http://news.example/?p=1",
        "tag:x,2026:1",
    ]


def _dated(name: str, date: str, element: str = "pubDate") -> str:
    stated = f"<{element}>{date}</{element}>" if date else ""
    return f"<item><title>{name}</title><link>/{name}</link>{stated}</item>"


@pytest.mark.parametrize("place", [0, 1_000, MAX_FEED_ENTRIES])
@pytest.mark.parametrize(
    ("element", "old", "new"),
    [
        ("pubDate", "Mon, 01 Jan 2024 10:00:00 GMT", "Tue, 06 Jan 2026 10:00:00 GMT"),
        ("pubDate", "<![CDATA[Mon, 01 Jan 2024 10:00:00 GMT]]>", "<![CDATA[Tue, 06 Jan 2026 10:00:00 GMT]]>"),
        ("dc:date", "2024-01-01T10:00:00+01:00", "2026-01-06T10:00:00Z"),
        ("updated", "2024-01-01", "2026-01-06"),
        ("pubDate", "", "Tue, 06 Jan 2026 10:00:00 GMT"),
    ],
)
def test_of_too_many_entries_the_newest_are_kept_wherever_they_are(
    place: int, element: str, old: str, new: str
) -> None:
    items = [_dated(f"old-{n}", old, element) for n in range(MAX_FEED_ENTRIES + 4)]
    items.insert(place, _dated("new", new, element))
    channel = f"<channel><title>T</title>{''.join(items)}</channel>"
    feed = _parse(f'<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/">{channel}</rss>')
    assert "http://news.example/new" in {item.link for item in feed.items}
    assert (len(feed.items), feed.cut_count) == (MAX_FEED_ENTRIES, 5)


def test_of_too_many_entries_without_a_date_the_first_are_kept() -> None:
    text = "".join(_dated(str(n), "") for n in range(MAX_FEED_ENTRIES + 3))
    feed = _parse(f'<rss version="2.0"><channel>{text}</channel></rss>')
    assert [item.title for item in feed.items] == [str(n) for n in range(MAX_FEED_ENTRIES)]
    assert feed.cut_count == 3


def test_the_newest_are_kept_under_a_prefix_too() -> None:
    entry = "<a:entry><a:id>{0}</a:id><a:updated>20{1}-01-01T00:00:00Z</a:updated></a:entry>"
    entries = "".join(entry.format(n, 20 + (n == 2_001)) for n in range(MAX_FEED_ENTRIES + 2))
    feed = _parse(f'<a:feed xmlns:a="http://www.w3.org/2005/Atom">{entries}</a:feed>')
    assert feed.items[-1].item_id.endswith("2001")
    assert (len(feed.items), feed.cut_count) == (MAX_FEED_ENTRIES, 2)
