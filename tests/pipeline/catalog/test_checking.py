"""`parallax feeds check` against real servers on loopback: what is asked, said, and written."""

import json
import os
import pty
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from model import FeedCheck
from pipeline.catalog.reading import read_checked_feeds
from pipeline.cli import main
from tests.pipeline.catalog.site_server import PageHandler, running

pytestmark = [pytest.mark.slow, pytest.mark.long]

Capture = pytest.CaptureFixture[str]
Pages = dict[str, tuple[int, str]]

RSS = """<rss version="2.0"><channel><title>News</title><item><title>a</title>
<link>http://127.0.0.1:{port}/article-{name}</link><pubDate>Fri, 27 Nov 2026 10:00:00 GMT</pubDate></item>
<item><title>b</title><link>http://127.0.0.1:{port}/other-{name}</link></item></channel></rss>"""
EMPTY = "<rss version='2.0'><channel><title>nothing yet</title></channel></rss>"
INDEX = "<sitemapindex><sitemap><loc>http://127.0.0.1/a.xml</loc></sitemap></sitemapindex>"
NEWS_MAP = """<urlset xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url>
<loc>http://127.0.0.1/1</loc><news:news><news:publication_date>2026-11-27</news:publication_date>
<news:title>t</news:title></news:news></url></urlset>"""
HTML = "<!doctype html><html><head><title>x</title></head><body><p>Welcome</p></body></html>"
SLOW_S = 30.0


class _Handler(PageHandler):
    def page(self) -> tuple[int, str, bytes]:
        server: Any = self.server
        server.asked.append((self.path, self.headers.get("Authorization")))
        if self.path == "/slow":
            server.ended.wait(SLOW_S)
        status, text = server.pages.get(self.path, (404, "nothing here"))
        if self.path == "/private" and not self.headers.get("Authorization"):
            status, text = 401, "who are you?"
        body = text.replace("{port}", str(server.server_port)).replace("{name}", self.path[1:]).encode()
        return status, text, body


class Site:
    """A server on loopback; `asked` are the requests for feeds: path and Authorization header."""

    def __init__(self, server: Any) -> None:
        self._server = server
        self.url = "http://{}:{}".format(*server.server_address)

    @property
    def asked(self) -> list[tuple[str, str | None]]:
        return [request for request in self._server.asked if request[0] != "/robots.txt"]


@contextmanager
def _serving(pages: Pages, host: str = "127.0.0.1") -> Iterator[Site]:
    server: Any = ThreadingHTTPServer((host, 0), _Handler)
    server.pages, server.asked, server.ended = pages, [], threading.Event()
    with running(server):
        try:
            yield Site(server)
        finally:
            server.ended.set()


PAGES: Pages = {
    "/well": (200, RSS),
    "/second": (200, RSS),
    "/empty": (200, EMPTY),
    "/page": (200, HTML),
    "/gone": (410, "gone"),
    "/refused": (403, "no"),
    "/broken": (500, "oops"),
    "/login": (401, "who are you?"),
    "/old": (301, "/new"),
    "/new": (200, RSS),
    "/front": (308, "/page"),
    "/today": (302, "/well-today"),
    "/well-today": (200, RSS),
    "/index.xml": (200, INDEX),
    "/news.xml": (200, NEWS_MAP),
    "/loop": (301, "/loop"),
    "/private": (200, RSS),
    "/robots.txt": (200, "User-agent: *\nDisallow: /barred\n"),
}


@pytest.fixture(autouse=True)
def catalog(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in [name for name in os.environ if name.startswith("PARALLAX_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("PARALLAX_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("PARALLAX_CATALOG", str(tmp_path / "outlets.toml"))
    monkeypatch.setenv("PARALLAX_PRIVATE_HOSTS", "127.0.0.0/8")
    monkeypatch.setenv("PARALLAX_HOST_DELAY_S", "0")
    return tmp_path / "outlets.toml"


def _write(catalog: Path, site: Site, *paths: str, key: str = "feeds", more: str = "") -> None:
    with catalog.open("a", encoding="utf-8") as file:
        for path in paths:
            outlet_id = path.strip("/").replace(".", "-")
            file.write(f'[[outlet]]\nid = "{outlet_id}"\n{key} = ["{site.url}{path}"]\n{more}\n')


def _rows(capsys: Capture, *options: str, code: int = 0) -> dict[str, dict[str, Any]]:
    assert main(["feeds", "check", "--format", "json", *options]) == code
    return {row["outlet_id"]: row for row in json.loads(capsys.readouterr().out)}


def _said(catalog: Path) -> dict[str, tuple[str, FeedCheck]]:
    """Return the path of each feed in the catalog now, and what is said of it, by outlet."""
    feeds, checks = read_checked_feeds(catalog)
    return {feed.outlet_id: ("/" + feed.url.split("/", 3)[3], checks[feed.feed_id]) for feed in feeds}


def test_every_kind_of_answer(capsys: Capture, catalog: Path) -> None:
    with _serving(PAGES) as site:
        feeds = ("/well", "/empty", "/page", "/gone", "/refused", "/broken", "/login", "/old", "/front")
        _write(catalog, site, *feeds, "/today", "/loop", "/missing", "/barred")
        _write(catalog, site, "/index.xml", "/news.xml", key="sitemaps")
        with socket.socket() as closed:
            closed.bind(("127.0.0.1", 0))
            port = closed.getsockname()[1]
        with catalog.open("a", encoding="utf-8") as file:
            file.write(f'[[outlet]]\nid = "down"\nfeeds = ["http://127.0.0.1:{port}/rss"]\n')
        before = catalog.read_text()
        rows = _rows(capsys)
    assert {outlet_id: row["verdict"] for outlet_id, row in rows.items()} == {
        "well": "answers",
        "empty": "empty",
        "page": "not a feed",
        "gone": "gone",
        "refused": "refused",
        "broken": "failed",
        "login": "needs a login",
        "old": "answers",
        "front": "not a feed",
        "today": "answers",
        "loop": "failed",
        "missing": "gone",
        "barred": "robots.txt forbids it",
        "index-xml": "answers",
        "news-xml": "answers",
        "down": "failed",
    }
    assert rows["well"]["entry_count"] == 2
    assert rows["well"]["newest_at"] == "2026-11-27T10:00:00Z"
    assert rows["old"]["moved_to"] == f"{site.url}/new"
    assert rows["today"]["moved_to"] is None, "a redirect for now moves nothing"
    assert rows["front"]["moved_to"] is None, "a feed has not moved to a page"
    assert rows["gone"]["http_status"] == 410
    assert rows["index-xml"]["detail"] == "1 sitemap"
    paths = [path for path, _ in site.asked]
    assert "/barred" not in paths
    assert not [path for path in paths if "article" in path or path == "/a.xml"], "articles are not asked for"
    assert len(paths) == len(set(paths)), "each feed is asked once"
    assert catalog.read_text() == before, "nothing is written unless it is wanted"


def test_what_is_written(catalog: Path) -> None:
    with _serving(PAGES) as site:
        _write(catalog, site, "/well", "/old", "/empty", "/gone", "/broken", "/barred", "/today", "/page")
        assert main(["feeds", "check", "--write"]) == 0
    said = _said(catalog)
    day = said["well"][1].checked_on
    well = FeedCheck(checked_on=day, checked_by="parallax")
    assert day is not None
    assert {name: path for name, (path, _) in said.items() if path != f"/{name}"} == {"old": "/new"}
    assert [name for name, (_, check) in said.items() if check == well] == ["well", "old", "today"]
    assert said["broken"][1] == FeedCheck(), "a failure that may pass is not written"
    assert {name: check.doubt for name, (_, check) in said.items() if check.doubt} == {
        "empty": f"empty on {day}",
        "gone": f"gone (HTTP 410) on {day}",
        "barred": f"robots.txt forbids it on {day}",
        "page": f"not a feed on {day}",
    }


@pytest.mark.parametrize(("reply", "is_written"), [("y\n", True), ("n\n", False), ("\n", False)])
def test_on_a_terminal_the_user_is_asked(catalog: Path, reply: str, is_written: bool) -> None:  # noqa: FBT001
    terminal, end = pty.openpty()
    with _serving(PAGES) as site:
        _write(catalog, site, "/well")
        command = [sys.executable, "-m", "pipeline.cli", "feeds", "check"]
        with subprocess.Popen(
            command, stdin=end, stdout=end, stderr=end, cwd=Path(__file__).parents[3]
        ) as run:
            os.close(end)
            shown = ""
            while "[y/N]" not in shown:
                shown += os.read(terminal, 4_096).decode()
            os.write(terminal, reply.encode())
            with suppress(OSError):  # Linux says that a terminal ended with an error
                while os.read(terminal, 4_096):
                    pass
    os.close(terminal)
    assert run.returncode == 0
    assert f"Write this into {catalog}?" in shown.replace("\r\n", "")
    assert ("checked_by" in catalog.read_text()) == is_written


def test_who_is_asked_when_not_all_are(capsys: Capture, catalog: Path) -> None:
    checked = "checked = 2026-03-25"
    with _serving(PAGES) as site:
        _write(catalog, site, "/well")
        _write(catalog, site, "/new", more=checked)
        _write(catalog, site, "/second", more=f'{checked}\ndoubtful = "it was gone"')
        assert set(_rows(capsys)) == {"well", "second"}
        assert set(_rows(capsys, "--all")) == {"well", "new", "second"}
        assert main(["feeds", "check", "--write"]) == 0
        capsys.readouterr()
        count = len(site.asked)
        assert main(["feeds", "check"]) == 0
    assert "every feed was seen to answer already" in capsys.readouterr().err
    assert len(site.asked) == count
    assert _said(catalog)["second"][1].doubt is None
    assert "2026-03-25" in catalog.read_text(), "who was not asked keeps what is said"


def test_a_line_for_each_feed_and_a_summary(capsys: Capture, catalog: Path) -> None:
    with _serving(PAGES) as site:
        _write(catalog, site, "/well", "/old", "/gone")
        assert main(["feeds", "check"]) == 0
    captured = capsys.readouterr()
    *lines, summary = captured.out.splitlines()
    assert sorted(line.split("  ")[0] for line in lines) == ["answers", "answers", "gone"]
    assert f"gone                    gone  {site.url}/gone  HTTP 410" in lines
    (moved,) = [line for line in lines if "moved" in line]
    assert moved.startswith(f"answers                 old  {site.url}/old  2 entries, the newest ")
    assert moved.endswith(f"; moved to {site.url}/new")
    assert summary == "3 asked: 2 answers, 1 gone; 1 moved"
    assert "nothing is written: add --write" in captured.err


def test_slow_servers_do_not_hold_up_the_others_beyond_the_time(capsys: Capture, catalog: Path) -> None:
    with _serving(PAGES, "127.0.0.2") as slow, _serving(PAGES) as site:
        _write(catalog, slow, "/slow")
        _write(catalog, site, "/well", "/new")
        started = time.monotonic()
        rows = _rows(capsys, "--timeout", "3", "--write")
        assert time.monotonic() - started < SLOW_S / 2
    assert {name: row["verdict"] for name, row in rows.items()} == {
        "slow": "not asked",
        "well": "answers",
        "new": "answers",
    }
    assert _said(catalog)["slow"][1] == FeedCheck()


def test_where_nothing_answers_nothing_is_written(capsys: Capture, catalog: Path) -> None:
    # What stands between may answer for everybody: a proxy, or the login page of a hotel.
    with _serving({"/well": (200, HTML), "/new": (200, HTML), "/gone": (404, "")}) as site:
        _write(catalog, site, "/well", "/new", "/gone")
        before = catalog.read_text()
        assert main(["feeds", "check", "--write"]) == 1
    assert "none of these feeds answers" in capsys.readouterr().err
    assert catalog.read_text() == before


def test_feeds_that_were_doubtful_before_may_all_fail(catalog: Path) -> None:
    with _serving(PAGES) as site:
        _write(catalog, site, "/gone", "/empty", more='doubtful = "long ago"')
        assert main(["feeds", "check", "--write"]) == 0
        once = catalog.read_text()
        assert main(["feeds", "check", "--write"]) == 0
    assert "long ago" not in once
    assert catalog.read_text() == once


def test_passwords_are_sent_where_they_belong_and_never_shown(capsys: Capture, catalog: Path) -> None:
    with _serving({**PAGES, "/secret-old": (301, "/private")}) as site:
        url = site.url.replace("http://", "http://me:hidden@")
        catalog.write_text(
            f'[[outlet]]\nid = "a"\nfeeds = ["{url}/private"]\n\n'
            f'[[outlet]]\nid = "b"\nfeeds = ["{url}/secret-old"]\n'
        )
        assert main(["feeds", "check", "--write"]) == 0
        captured = capsys.readouterr()
        assert main(["feeds", "check", "--all", "--format", "csv"]) == 0
        table = capsys.readouterr()
    shown = captured.out + captured.err + table.out + table.err
    assert "hidden" not in shown
    assert "me:" not in shown
    assert f"{site.url}/private" in shown
    assert all(authorization for _, authorization in site.asked)
    assert f'feeds = ["{url}/secret-old"]' in catalog.read_text(), "a move would lose the password"


def test_a_feed_that_moved_to_the_address_of_another_is_doubtful(catalog: Path) -> None:
    with _serving(PAGES) as site:
        _write(catalog, site, "/old", "/new")
        assert main(["feeds", "check", "--write"]) == 0
    said = _said(catalog)
    assert said["old"][0] == "/old"
    assert said["old"][1].doubt is not None
    assert said["old"][1].doubt.startswith("it leads to the address of new/")
    assert said["old"][1].doubt.endswith(f" on {said['new'][1].checked_on}")
    assert said["new"][1].doubt is None


def test_two_feeds_that_moved_to_one_address(catalog: Path) -> None:
    with _serving({**PAGES, "/older": (308, "/new")}) as site:
        _write(catalog, site, "/old", "/older")
        assert main(["feeds", "check", "--write"]) == 0
    said = _said(catalog)
    assert said["old"] == ("/new", said["old"][1])
    assert said["older"][0] == "/older"
    assert "it leads to the address of old/" in (said["older"][1].doubt or "")


def test_the_list_shows_the_checks(capsys: Capture, catalog: Path) -> None:
    catalog.write_text(
        '[[outlet]]\nid = "a"\nfeeds = ["https://a.example/rss"]\nchecked = 2026-03-25\nchecked_by = "me"\n'
        '[[outlet]]\nid = "b"\nfeeds = [{ url = "https://b.example/rss", doubtful = "gone" }]\n'
    )
    assert main(["feeds", "list", "--format", "json"]) == 0
    first, second = json.loads(capsys.readouterr().out)
    assert (first["checked"], first["checked_by"], first["doubtful"]) == ("2026-03-25", "me", None)
    assert (second["checked"], second["checked_by"], second["doubtful"]) == (None, None, "gone")
    assert second["url"] == "https://b.example/rss"
