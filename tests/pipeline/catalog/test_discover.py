"""`parallax feeds discover` against real sites on loopback: what is found, what is asked, what is told."""

import json
import os
import socket
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from model import OutletKind
from pipeline.catalog.reading import read_catalog
from pipeline.cli import main
from pipeline.commands.catalog.feeds import web_address
from tests.pipeline.catalog.site_server import PageHandler, running
from tests.pipeline.command_line import parallax

pytestmark = [pytest.mark.slow, pytest.mark.long]

Capture = pytest.CaptureFixture[str]
Pages = Mapping[str, str | tuple[int, str]]

RSS = """<rss version="2.0"><channel><title>{0} &amp; &lt;b&gt;co&lt;/b&gt;</title><language>fr</language>
<item><title>a</title><link>http://x.example/{0}/1</link><pubDate>Mon, 02 Mar 2026 10:00:00 GMT</pubDate>
</item><item>
<title>b</title><link>http://x.example/{0}/2</link><pubDate>Sun, 01 Mar 2026 10:00:00 GMT</pubDate></item>
</channel></rss>"""
NEWS = """<urlset xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url>
<loc>http://x.example/{0}</loc><news:news><news:publication><news:name>La Une</news:name>
<news:language>fr</news:language></news:publication><news:publication_date>2026-03-02</news:publication_date>
<news:title>t</news:title></news:news></url></urlset>"""
PLAIN = "<urlset><url><loc>http://x.example/{0}</loc><lastmod>2026-03-02</lastmod></url></urlset>"
EMPTY = "<rss version='2.0'><channel><title>nothing yet</title></channel></rss>"


def _page(*links: str) -> str:
    named = "".join(f'<link rel="alternate" type="application/rss+xml" href="{link}">' for link in links)
    return f"<!doctype html><html><head><title>x</title>{named}</head><body><p>news</p></body></html>"


def _index(*places: str) -> str:
    children = "".join(f"<sitemap><loc>{place}</loc></sitemap>" for place in places)
    return f"<sitemapindex>{children}</sitemapindex>"


class _Handler(PageHandler):
    def page(self) -> tuple[int, str, bytes]:
        server: Any = self.server
        server.asked.append(self.path)
        answer = server.site.get(self.path, (404, "nothing here"))
        status, text = answer if isinstance(answer, tuple) else (200, answer)
        body = text.replace("SITE", f"http://127.0.0.1:{server.server_port}").encode()
        return status, text, body


class Site:
    """A site on loopback; `asked` are the paths asked for, in order, without robots.txt."""

    def __init__(self, server: Any) -> None:
        self._server = server
        self.url = f"http://127.0.0.1:{server.server_port}"

    @property
    def asked(self) -> list[str]:
        return [path for path in self._server.asked if path != "/robots.txt"]


@contextmanager
def _serving(site: Pages) -> Iterator[Site]:
    server: Any = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    server.site, server.asked = site, []
    with running(server):
        yield Site(server)


@pytest.fixture(autouse=True)
def catalog(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in [name for name in os.environ if name.startswith("PARALLAX_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("PARALLAX_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("PARALLAX_CATALOG", str(tmp_path / "outlets.toml"))
    monkeypatch.setenv("PARALLAX_PRIVATE_HOSTS", "127.0.0.1")
    monkeypatch.setenv("PARALLAX_HOST_DELAY_S", "0")
    return tmp_path / "outlets.toml"


def _found(capsys: Capture, url: str, *more: str) -> list[dict[str, Any]]:
    assert main(["feeds", "discover", url, "--format", "json", *more]) == 0
    rows: list[dict[str, Any]] = json.loads(capsys.readouterr().out)
    return rows


def _kinds_and_paths(rows: list[dict[str, Any]], site: Site) -> list[tuple[str, str]]:
    return [(row["kind"], row["url"].removeprefix(site.url)) for row in rows]


def test_feeds_that_a_page_names_with_what_they_hold(capsys: Capture, catalog: Path) -> None:
    with _serving(
        {"/": _page("/a.xml", "/b.xml", "/none.xml"), "/a.xml": RSS.format("a"), "/b.xml": RSS.format("b")}
    ) as site:
        catalog.write_text(f'[[outlet]]\nid = "x"\nfeeds = ["{site.url}/b.xml?utm_source=x"]\n')
        rows = _found(capsys, site.url)
    assert _kinds_and_paths(rows, site) == [("feed", "/a.xml"), ("feed", "/b.xml")]
    assert rows[0] == {
        "kind": "feed",
        "url": f"{site.url}/a.xml",
        "title": "a & co",
        "language": "fr",
        "entry_count": 2,
        "newest_at": "2026-03-02T10:00:00Z",
        "in_catalog": False,
    }
    assert rows[1]["in_catalog"]
    assert "/feed" not in site.asked, "the usual places are not asked where the page names a feed"


def test_the_hint_can_be_followed(capsys: Capture, catalog: Path) -> None:
    with _serving(
        {"/robots.txt": "Sitemap: /n.xml?a=1&b=2", "/n.xml?a=1&b=2": NEWS.format(1), "/": _page()}
    ) as site:
        assert main(["feeds", "discover", site.url]) == 0
    captured = capsys.readouterr()
    assert "news sitemap" in captured.out
    hint = f"parallax feeds add '{site.url}/n.xml?a=1&b=2' --sitemap"
    assert f"parallax: add one with: {hint}\n" in captured.err
    assert main(["feeds", "add", f"{site.url}/n.xml?a=1&b=2", "--sitemap"]) == 0
    (outlet,) = read_catalog(catalog)
    assert outlet.sitemaps == (f"{site.url}/n.xml?a=1&b=2",)
    capsys.readouterr()
    assert main(["feeds", "export"]) == 0
    captured = capsys.readouterr()
    assert "n.xml" not in captured.out
    assert "1 left out" in captured.err
    assert main(["feeds", "remove", f"{site.url}/n.xml?a=1&b=2"]) == 0
    assert read_catalog(catalog) == ()


def test_the_sources_of_a_media_cloud_collection_are_looked_for(
    capsys: Capture, catalog: Path, tmp_path: Path
) -> None:
    file = tmp_path / "sources.csv"
    pages = {"/": _page("/a.xml", "/b.xml"), "/a.xml": RSS.format("a"), "/b.xml": RSS.format("b")}
    with _serving(pages) as site:
        dead = "http://127.0.0.2:9"
        rows = f"{site.url},Seen,DEU,de,digital_native\r\n{dead},Dead,,,\r\n"
        file.write_text(f"homepage,label,pub_country,primary_language,media_type\r\n{rows}", newline="")
        options = ["--format", "mediacloud", "--collection", "mine", "--discover"]
        assert main(["feeds", "import", str(file), *options]) == 0
        captured = capsys.readouterr()
        assert main(["feeds", "import", str(file), *options[:-1]]) == 0
    (outlet,) = read_catalog(catalog)
    assert f"added {site.url}/a.xml to {outlet.outlet_id}\n" in captured.out
    assert "mine: outlets added with a feed of their site: 1, without one: 1\n" in captured.out
    assert "parallax: Dead: " in captured.err
    assert (outlet.name, outlet.homepage, outlet.feeds) == ("Seen", site.url, (f"{site.url}/a.xml",))
    assert (outlet.country, outlet.languages, outlet.kind) == ("DE", ("de",), OutletKind.DIGITAL)
    assert outlet.collections == ("mine",)
    assert "in it already: 1; sources that are not in the catalog: 1" in capsys.readouterr().out


def test_a_page_that_is_a_feed_is_enough(capsys: Capture) -> None:
    with _serving({"/rss": RSS.format("a"), "/feed": RSS.format("b")}) as site:
        assert _kinds_and_paths(_found(capsys, f"{site.url}/rss"), site) == [("feed", "/rss")]
        assert site.asked == ["/rss"]


def test_a_list_of_feeds_that_a_page_links_to(capsys: Capture) -> None:
    front = '<html><body><a href="/service/rss">RSS</a></body></html>'
    listed = '<html><body><a href="/world.xml">World</a><a href="/home.xml">Home</a></body></html>'
    with _serving(
        {"/": front, "/service/rss": listed, "/world.xml": RSS.format("w"), "/home.xml": RSS.format("h")}
    ) as site:
        rows = _found(capsys, site.url)
    assert _kinds_and_paths(rows, site) == [("feed", "/world.xml"), ("feed", "/home.xml")]


def test_the_usual_places_in_turn_until_one_holds_a_feed(capsys: Capture) -> None:
    with _serving(
        {
            "/world/": _page("/empty.xml"),
            "/empty.xml": EMPTY,
            "/rss": RSS.format("r"),
            "/atom.xml": RSS.format("a"),
        }
    ) as site:
        rows = _found(capsys, f"{site.url}/world/")
        assert _kinds_and_paths(rows, site) == [("feed", "/rss")]
        assert site.asked[:4] == ["/world/", "/empty.xml", "/feed", "/rss"]
        assert "/atom.xml" not in site.asked


def test_all_usual_places_where_that_is_asked_for(capsys: Capture) -> None:
    with _serving(
        {
            "/": _page("/a.xml"),
            "/a.xml": RSS.format("a"),
            "/atom.xml": RSS.format("b"),
            "/sitemap.xml": PLAIN.format(2),
            "/sitemap-news.xml": NEWS.format(1),
        }
    ) as site:
        rows = _found(capsys, site.url, "--all")
    assert _kinds_and_paths(rows, site) == [
        ("feed", "/a.xml"),
        ("feed", "/atom.xml"),
        ("news sitemap", "/sitemap-news.xml"),
        ("sitemap", "/sitemap.xml"),
    ]


def test_a_feed_under_two_urls_is_shown_once(capsys: Capture) -> None:
    with _serving(
        {
            "/": _page("/old", "/a.xml", "/copy.xml"),
            "/old": (301, "/a.xml"),
            "/a.xml": RSS.format("a"),
            "/copy.xml": RSS.format("a").replace("fr", "en"),
        }
    ) as site:
        rows = _found(capsys, site.url)
        assert _kinds_and_paths(rows, site) == [("feed", "/a.xml")], "the URL is the one that is led to"
        assert site.asked.count("/a.xml") == 1


def test_the_catalog_has_a_feed_by_the_url_before_the_redirect(capsys: Capture, catalog: Path) -> None:
    with _serving({"/": _page("/old"), "/old": (302, "/a.xml"), "/a.xml": RSS.format("a")}) as site:
        catalog.write_text(f'[[outlet]]\nid = "x"\nfeeds = ["{site.url}/old"]\n')
        assert main(["feeds", "discover", site.url]) == 0
    assert "has all of these already" in capsys.readouterr().err


def test_sitemaps_of_robots_txt_news_before_all_others(capsys: Capture) -> None:
    robots = "User-agent: *\nDisallow: /private\nSitemap: SITE/all.xml\nSitemap: SITE/gnews.xml\n"
    with _serving(
        {"/": _page(), "/robots.txt": robots, "/all.xml": PLAIN.format(1), "/gnews.xml": NEWS.format(1)}
    ) as site:
        rows = _found(capsys, site.url)
        assert _kinds_and_paths(rows, site) == [("news sitemap", "/gnews.xml")]
        assert rows[0]["title"] == "La Une"
        assert "/all.xml" not in site.asked


def test_an_index_is_followed_one_level_to_its_news(capsys: Capture) -> None:
    with _serving(
        {
            "/": _page(),
            "/robots.txt": "Sitemap: /index.xml",
            "/news/1.xml": NEWS.format(1),
            "/index.xml": _index("/posts.xml", "/news/1.xml", "/news/deep.xml"),
            "/news/deep.xml": _index("/news/2.xml"),
            "/news/2.xml": NEWS.format(2),
        }
    ) as site:
        assert _kinds_and_paths(_found(capsys, site.url), site) == [("news sitemap", "/news/1.xml")]
        assert not {"/posts.xml", "/news/2.xml"} & set(site.asked)


def test_an_index_without_news_is_one_sitemap(capsys: Capture) -> None:
    with _serving(
        {
            "/": _page(),
            "/sitemap.xml": _index("/1.xml", "/2.xml"),
            "/1.xml": PLAIN.format(1),
            "/2.xml": PLAIN.format(2),
        }
    ) as site:
        rows = _found(capsys, site.url)
    assert _kinds_and_paths(rows, site) == [("sitemap", "/sitemap.xml")]
    assert (rows[0]["entry_count"], rows[0]["newest_at"]) == (2, "2026-03-02T00:00:00Z")


def test_what_robots_txt_forbids_is_not_asked_for(capsys: Capture) -> None:
    robots = "User-agent: *\nDisallow: /secret\n"
    with _serving(
        {
            "/": _page("/secret.xml", "/a.xml"),
            "/robots.txt": robots,
            "/a.xml": RSS.format("a"),
            "/secret.xml": RSS.format("s"),
        }
    ) as site:
        assert _kinds_and_paths(_found(capsys, site.url), site) == [("feed", "/a.xml")]
        assert "/secret.xml" not in site.asked


def test_a_site_that_forbids_asking_is_one(capsys: Capture) -> None:
    with _serving(
        {"/": _page(), "/robots.txt": "User-agent: *\nDisallow: /\n", "/feed": RSS.format("a")}
    ) as site:
        assert main(["feeds", "discover", site.url]) == 1
        assert site.asked == []
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "robots.txt forbids" in captured.err


def test_a_site_without_anything_is_one(capsys: Capture) -> None:
    with _serving({"/": _page()}) as site:
        assert main(["feeds", "discover", site.url]) == 1
        assert len(site.asked) == len(set(site.asked)), "nothing is asked for twice"
    assert "No feed and no sitemap" in capsys.readouterr().err


def test_a_page_that_fails_still_leads_to_the_usual_places(capsys: Capture) -> None:
    with _serving({"/": (403, "go away"), "/feed": RSS.format("a")}) as site:
        assert _kinds_and_paths(_found(capsys, site.url), site) == [("feed", "/feed")]
    with _serving({"/": (403, "go away")}) as site:
        assert main(["feeds", "discover", site.url]) == 1
    assert "http_403" in capsys.readouterr().err


def test_a_site_that_does_not_answer_is_one(capsys: Capture) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        assert main(["feeds", "discover", f"http://127.0.0.1:{closed.getsockname()[1]}/"]) == 1
    assert "connection refused" in capsys.readouterr().err


def test_a_site_whose_rules_are_out_of_reach_is_one(capsys: Capture) -> None:
    with _serving({"/": _page("/a.xml"), "/robots.txt": (503, "later"), "/a.xml": RSS.format("a")}) as site:
        assert main(["feeds", "discover", site.url]) == 1
        assert site.asked == []
    assert "robots.txt is out of reach" in capsys.readouterr().err


def test_a_private_address_is_one(capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PARALLAX_PRIVATE_HOSTS")
    with _serving({"/": _page("/a.xml"), "/a.xml": RSS.format("a")}) as site:
        assert main(["feeds", "discover", site.url]) == 1
        assert site.asked == []
    assert "PARALLAX_PRIVATE_HOSTS" in capsys.readouterr().err


def test_more_feeds_than_anyone_reads_are_not_all_asked_for(capsys: Capture) -> None:
    places = [f"/{n}.xml" for n in range(60)]
    with _serving({"/": _page(*places)} | {place: RSS.format(place) for place in places}) as site:
        assert main(["feeds", "discover", site.url, "--format", "csv"]) == 0
    captured = capsys.readouterr()
    assert len(captured.out.splitlines()) == 41
    assert "60 feeds are named" in captured.err


@pytest.mark.parametrize(
    "raw",
    [
        "",
        "ftp://x.example",
        "http://",
        "mailto:x@y.example",
        "a b.example",
        "http://[",
        "x\n.y",
        "http://\u202ex",
    ],
)
def test_what_is_no_address_is_two(raw: str, capsys: Capture) -> None:
    assert main(["feeds", "discover", raw]) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert "http or https" in captured.err


def test_a_wrong_catalog_is_two(catalog: Path) -> None:
    catalog.write_text("[[outlet]]\n")
    with _serving({}) as site:
        assert main(["feeds", "discover", site.url]) == 2
        assert site.asked == []


@pytest.mark.parametrize(
    ("raw", "url"),
    [
        ("news.example", "https://news.example"),
        (" news.example:8080/x ", "https://news.example:8080/x"),
        ("http://news.example/", "http://news.example/"),
    ],
)
def test_https_where_no_scheme_is_given(raw: str, url: str) -> None:
    assert web_address(raw) == url


def test_as_a_process_with_the_delay_kept(tmp_path: Path) -> None:
    with _serving(
        {"/": _page("/a.xml", "/b.xml"), "/a.xml": RSS.format("a"), "/b.xml": RSS.format("b")}
    ) as site:
        done = parallax(
            tmp_path / "data",
            "feeds",
            "discover",
            site.url,
            PARALLAX_PRIVATE_HOSTS="127.0.0.1",
            PARALLAX_HOST_DELAY_S="0.1",
            PARALLAX_CATALOG=str(tmp_path / "none.toml"),
        )
    assert done.returncode == 0, done.stderr
    assert "/a.xml" in done.stdout
    assert done.stderr.startswith("parallax: add one with: parallax feeds add http://127.0.0.1")
