"""Which link of an entry is its page, and what relative links are relative to."""

import pytest

from extractors.feeds.links import Base
from extractors.feeds.rss import parse_feed

URL = "http://feeds.paper.example/out/all.xml"
ATOM = '<feed xmlns="http://www.w3.org/2005/Atom"{about}><title>A</title>{more}<entry{own}><id>urn:x:1</id>{links}</entry></feed>'
RSS = '<rss version="2.0"{about}><channel><title>T</title>{more}<item{own}>{links}</item></channel></rss>'
RDF = (
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">'
    '<channel rdf:about="http://paper.example/"><title>T</title>{more}</channel><item{own}>{links}</item></rdf:RDF>'
)
PAGE = "http://paper.example/a/1"
WWW = "<link>http://www.paper.example/</link>"


def link_of(form: str, links: str, *, more: str = "", about: str = "", own: str = "", url: str = URL) -> str:
    body = form.format(links=links, more=more, about=about, own=own).encode()
    (item,) = parse_feed(body, url, "application/xml").items
    return item.link


@pytest.mark.parametrize(
    "links",
    [
        f'<link href="{PAGE}"/>',
        f'<link rel="alternate" type="text/html; charset=utf-8" href="{PAGE}"/>',
        f'<link rel="ALTERNATE" type="TEXT/HTML;charset=UTF-8" href="{PAGE}"/>',
        f'<link rel="http://www.iana.org/assignments/relation/alternate" href="{PAGE}"/>',
        f'<link rel="alternate" type="application/xhtml+xml" href="{PAGE}"/>',
        f'<link rel="alternate" type="text/plain" href="{PAGE}"/>',
        f'<link rel="alternate" type="application/vnd.example+json" href="{PAGE}"/>',
        f'<link type="text/html" href=" {PAGE} "/>',
        f'<link rel="alternate" href="{PAGE}"/><link rel="enclosure" type="image/png">http://i.example/p</link>',
        f'<link rel="enclosure" type="image/png" href="http://img.example/p.png"/><link href="{PAGE}"/>',
        f'<link rel="self" href="http://paper.example/a/1.atom"/><link rel="alternate" href="{PAGE}"/>',
        f'<link rel="related" href="http://other.example/"/><link rel="alternate" href="{PAGE}"/>',
        f'<link rel="alternate" type="application/json" href="/1"/><link rel="alternate" href="{PAGE}"/>',
        f'<link rel="alternate" href="urn:x:1"/><link rel="alternate" href="{PAGE}"/>',
        f'<content type="text/html" src="{PAGE}"/>',
        f'<link rel="related" href="http://i.example/"/><content src="{PAGE}" type="text/html">.</content>',
    ],
)
def test_the_alternate_of_an_atom_entry_is_its_page(links: str) -> None:
    assert link_of(ATOM, links) == PAGE


@pytest.mark.parametrize(
    "links",
    [
        "",
        '<link rel="enclosure" href="http://img.example/p.png"/>',
        '<link rel="self" href="http://paper.example/a/1.atom"/>',
        '<link rel="alternate" href="http://["/>',
        '<content type="image/png" src="http://img.example/p.png"/>',
    ],
)
def test_what_is_no_page_of_an_entry_is_not_taken_for_one(links: str) -> None:
    assert link_of(ATOM, links) == ""


@pytest.mark.parametrize(
    ("own", "expected"),
    [
        (' xml:lang="de"', "/de"),
        (' xml:lang="pt-BR"', "/pt-br"),
        (' xml:lang="pt"', "/pt-br"),
        (' xml:lang="en"', "/any"),
        ("", "/any"),
    ],
)
def test_of_several_alternates_the_one_in_the_language_of_the_entry_is_meant(own: str, expected: str) -> None:
    links = "<title>t</title>" + "".join(
        f'<link rel="alternate"{hreflang} href="http://paper.example{path}"/>'
        for hreflang, path in (
            ("", "/any"), (' hreflang="de"', "/de"), (' hreflang="pt-br"', "/pt-br"), (' hreflang="f"', "/f"),
        )
    )  # fmt: skip
    assert link_of(ATOM, links, own=own) == f"http://paper.example{expected}"


def test_the_language_of_the_feed_is_that_of_its_entries() -> None:
    english, swedish = (
        '<link hreflang="en" href="http://a.example"/>',
        f'<link hreflang="sv" href="{PAGE}"/>',
    )
    links = f"<title>t</title>{english}{swedish}"
    assert link_of(ATOM, links, about=' xml:lang="sv"') == PAGE


@pytest.mark.parametrize(
    ("links", "more", "expected"),
    [
        ("<link>/news/1</link>", WWW, "http://www.paper.example/news/1"),
        (
            "<link>news/1</link>",
            "<link>http://www.paper.example/en/</link>",
            "http://www.paper.example/en/news/1",
        ),
        ("<link>?id=7&amp;l=en</link>", WWW, "http://www.paper.example/?id=7&l=en"),
        ("<link><![CDATA[ /news/1?a=1&b=2 ]]></link>", WWW, "http://www.paper.example/news/1?a=1&b=2"),
        ("<link>//cdn.example/1</link>", WWW, "http://cdn.example/1"),
        ("<link>http://feeds.paper.example/click/1</link>", WWW, "http://feeds.paper.example/click/1"),
        ("<link>/news/1</link>", "", "http://feeds.paper.example/news/1"),
        ("<link>/news/1</link>", "<link></link>", "http://feeds.paper.example/news/1"),
        ("<link>/news/1</link>", "<link>/</link>", "http://feeds.paper.example/news/1"),
        (
            "<link>b.html</link>",
            "<link>http://feeds.paper.example/</link>",
            "http://feeds.paper.example/out/b.html",
        ),
        (
            "<link>/1</link>",
            '<atom:link xmlns:atom="http://www.w3.org/2005/Atom" rel="self" href="http://hub.example/f"/>'
            + WWW,
            "http://www.paper.example/1",
        ),
        ("<link>www.paper.example/a/1</link>", WWW, "http://www.paper.example/a/1"),
        ("<link>WWW.Paper.Example/a/1</link>", WWW, "http://WWW.Paper.Example/a/1"),
        ("<link>paper.example/a/1</link>", WWW, "http://paper.example/a/1"),
        ("<link>sport.paper.example:8080/a</link>", WWW, "http://sport.paper.example:8080/a"),
        ("<link>paper.example</link>", "", "http://paper.example"),
        ("<link>other.org/a/1</link>", WWW, "http://www.paper.example/other.org/a/1"),
        ("<link>index.html</link>", WWW, "http://www.paper.example/index.html"),
    ],
)
def test_a_relative_link_of_rss_is_relative_to_the_page_of_its_channel(
    links: str, more: str, expected: str
) -> None:
    assert link_of(RSS, links, more=more) == expected


@pytest.mark.parametrize(
    ("about", "own", "expected"),
    [
        (' xml:base="http://b.example/x/"', "", "http://b.example/x/news/1"),
        ("", ' xml:base="http://b.example/x/"', "http://b.example/x/news/1"),
        (' xml:base="http://b.example/x/"', ' xml:base="y/"', "http://b.example/x/y/news/1"),
        ("", ' xml:base="/x/"', "http://feeds.paper.example/x/news/1"),
    ],
)
@pytest.mark.parametrize(
    ("form", "links"), [(RSS, "<link>news/1</link>"), (ATOM, '<link href="news/1"/>')], ids=["rss", "atom"]
)
def test_an_xml_base_comes_before_the_page_of_the_channel(
    form: str, links: str, about: str, own: str, expected: str
) -> None:
    more = WWW if form is RSS else '<link href="http://www.paper.example/"/>'
    assert link_of(form, links, more=more, about=about, own=own) == expected


def test_a_relative_link_of_atom_is_relative_to_the_feed() -> None:
    links, more = '<link href="/a/1"/>', '<link href="http://www.paper.example/"/>'
    assert link_of(ATOM, links, more=more) == "http://feeds.paper.example/a/1"


def test_a_link_without_scheme_may_begin_with_the_domain_of_the_outlet() -> None:
    base = Base("https://service.example/f", "", "paper.example")
    assert base.absolute("www.paper.example/a") == "https://www.paper.example/a"
    assert base.absolute("www.other.example/a") == "https://service.example/www.other.example/a"


@pytest.mark.parametrize(
    "empty", ["<link></link>", "<link/>", "<link> \n </link>", "<link><![CDATA[ ]]></link>", ""]
)
@pytest.mark.parametrize(
    ("guid", "expected"),
    [
        (f'<guid isPermaLink="true">{PAGE}</guid>', PAGE),
        (f"<guid>{PAGE}</guid>", PAGE),
        (f'<guid isPermaLink="True"> {PAGE} </guid>', PAGE),
        ('<guid isPermaLink="true">/a/1</guid>', "http://www.paper.example/a/1"),
        (f'<guid isPermaLink="false">{PAGE}</guid>', ""),
        (f'<guid isPermaLink="FALSE">{PAGE}</guid>', ""),
        ("<guid>urn:x:1</guid>", ""),
        ("<guid>12345</guid>", ""),
        ("<guid>N/A</guid>", ""),
        ("", ""),
    ],
)
def test_a_permalink_stands_in_for_a_link_that_is_missing_or_blank(
    empty: str, guid: str, expected: str
) -> None:
    assert link_of(RSS, empty + guid, more=WWW) == expected
    assert link_of(RSS, guid + empty, more=WWW) == expected, "in either order"


def test_a_link_comes_before_a_permalink() -> None:
    links = f"<guid>http://paper.example/?p=1</guid><link>{PAGE}</link>"
    assert link_of(RSS, links) == PAGE


@pytest.mark.parametrize("empty", ["<link></link>", "<link/>", ""])
def test_in_rss_1_0_rdf_about_is_the_address_of_an_item(empty: str) -> None:
    assert link_of(RDF, f"<title>t</title>{empty}", own=f' rdf:about="{PAGE}"') == PAGE
    assert link_of(RDF, f"<title>t</title>{empty}", own=' rdf:about="urn:x:1"') == ""
