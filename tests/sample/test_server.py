"""The proxy answers for every host of a corpus, over real sockets."""

import calendar
import gzip
import http.client
import json
import re
import subprocess
import sys
import tomllib
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from email.message import Message
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import feedparser
import pytest

import sample
from sample.corpus import catalog_text, read_corpus
from sample.server import Proxy, serve

HERE = Path(sample.__file__).parent
LEDGER = "http://www.hudsonledger.example"


class Got(NamedTuple):
    status: int
    headers: Message
    body: bytes


@pytest.fixture(scope="module")
def proxy() -> Iterator[Proxy]:
    with serve(HERE) as running:
        yield running


def get(proxy: Proxy, url: str, headers: Mapping[str, str] | None = None) -> Got:
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({"http": proxy.proxy_url}))
    request = urllib.request.Request(url, headers=dict(headers or {}))  # noqa: S310
    try:
        with opener.open(request, timeout=10) as response:
            return Got(response.status, response.headers, response.read())
    except urllib.error.HTTPError as error:
        with error:
            return Got(error.code, error.headers, error.read())


def told_date(entry: Mapping[str, Any]) -> datetime:
    # feedparser takes the dc:date of an RDF feed for the time of an update.
    told = entry.get("published_parsed") or entry["updated_parsed"]
    return datetime.fromtimestamp(calendar.timegm(told), UTC)


def write_corpus(folder: Path, *rows: Mapping[str, object]) -> None:
    lines = (json.dumps(row) for row in rows)
    (folder / "manifest.jsonl").write_text("\n".join(lines), encoding="utf-8")


def test_page_is_served_as_stored_and_logged(proxy: Proxy) -> None:
    page = next(page for page in read_corpus(HERE).pages.values() if "chile-quake-jolts" in page.url)
    got = get(proxy, page.url)
    assert (got.status, got.headers["Content-Type"]) == (200, "text/html")
    assert page.file is not None
    assert got.body == gzip.decompress(page.file.read_bytes())
    last = proxy.log[-1]
    assert (last.host, last.path, last.status) == (page.host, urlsplit(page.url).path, 200)
    assert abs((datetime.now(UTC) - last.time).total_seconds()) < 60


def test_a_trailing_slash_is_forgiven(proxy: Proxy) -> None:
    url = next(page.url for page in read_corpus(HERE).pages.values() if "chile-quake-jolts" in page.url)
    assert get(proxy, url + "/").body == get(proxy, url).body


@pytest.mark.parametrize("path", ["/feed.xml", "/atom.xml", "/rss.rdf"])
def test_feeds_carry_every_row_of_every_host(proxy: Proxy, path: str) -> None:
    corpus = read_corpus(HERE)
    for host in corpus.hosts:
        pages = corpus.listed(host)
        got = get(proxy, f"http://{host}{path}")
        if got.status == 410:
            continue
        parsed = feedparser.parse(got.body, response_headers={"content-type": got.headers["Content-Type"]})
        assert not parsed.bozo, host
        assert [entry.link for entry in parsed.entries] == [page.feed_url for page in pages]
        assert [entry.title for entry in parsed.entries] == [page.title for page in pages]
        shown = [told_date(entry) for entry in parsed.entries]
        assert shown == [page.published for page in pages]


def test_guid_is_the_url_without_the_tracking(proxy: Proxy) -> None:
    parsed = feedparser.parse(get(proxy, f"{LEDGER}/feed.xml").body)
    tracked = [entry for entry in parsed.entries if "?" in entry.link]
    assert len(tracked) == 2
    for entry in tracked:
        assert entry.link == f"{entry.id}?utm_source=rss&utm_medium=feed"


def test_feed_url_answers_with_the_page(proxy: Proxy) -> None:
    page = next(page for page in read_corpus(HERE).pages.values() if page.feed_url != page.url)
    assert get(proxy, page.feed_url).body == get(proxy, page.url).body == page.body()


def test_unchanged_feed_is_not_sent_again(proxy: Proxy) -> None:
    url = f"{LEDGER}/feed.xml"
    first = get(proxy, url)
    assert re.fullmatch('"[0-9a-f]{64}"', first.headers["ETag"])
    for asked in (
        {"If-None-Match": first.headers["ETag"]},
        {"If-None-Match": f'"other", W/{first.headers["ETag"]}'},
        {"If-Modified-Since": first.headers["Last-Modified"]},
    ):
        again = get(proxy, url, asked)
        assert (again.status, again.body, again.headers["ETag"]) == (304, b"", first.headers["ETag"])


@pytest.mark.parametrize(
    "asked",
    [
        {"If-None-Match": '"other"', "If-Modified-Since": "Fri, 01 Jan 2038 00:00:00 GMT"},
        {"If-Modified-Since": "Thu, 01 Jan 2015 00:00:00 GMT"},
        {"If-Modified-Since": "yesterday"},
    ],
)
def test_changed_feed_is_sent(proxy: Proxy, asked: dict[str, str]) -> None:
    assert get(proxy, f"{LEDGER}/feed.xml", asked).status == 200


@pytest.mark.parametrize(
    ("url", "status"),
    [
        (f"{LEDGER}/nowhere", 404),
        (f"{LEDGER}/robots.txt", 404),
        ("http://www.corrieretirreno.example/2026/01/07/vertice-parigi-diretta", 404),
        ("http://www.jornaldotejo.example/2026/01/10/mocambique-mapa-das-cheias", 503),
        ("http://www.lighthouseweekly.example/feed.xml", 410),
        ("http://unknown.example/", 502),
    ],
)
def test_failures_have_their_status(proxy: Proxy, url: str, status: int) -> None:
    assert get(proxy, url).status == status
    assert proxy.log[-1].status == status


def test_origin_form_on_one_kept_connection(proxy: Proxy) -> None:
    connection = http.client.HTTPConnection(urlsplit(proxy.proxy_url).netloc, timeout=10)
    statuses = []
    for method, path in (("GET", "/"), ("HEAD", "/"), ("GET", "/nowhere"), ("GET", "/feed.xml")):
        connection.request(method, path, headers={"Host": "www.hudsonledger.example:80"})
        response = connection.getresponse()
        response.read()
        assert not response.will_close
        statuses.append(response.status)
    connection.close()
    assert statuses == [200, 200, 404, 200]


def test_tunnels_are_refused(proxy: Proxy) -> None:
    connection = http.client.HTTPConnection(urlsplit(proxy.proxy_url).netloc, timeout=10)
    connection.request("CONNECT", "www.hudsonledger.example:443")
    response = connection.getresponse()
    response.read()
    connection.close()
    assert response.status == 501


def test_nothing_is_printed(capfd: pytest.CaptureFixture[str]) -> None:
    with serve(HERE) as proxy:
        get(proxy, f"{LEDGER}/")
        get(proxy, f"{LEDGER}/nowhere")
    assert capfd.readouterr() == ("", "")


def test_awkward_rows_are_served(tmp_path: Path) -> None:
    write_corpus(
        tmp_path,
        {
            "url": "http://a.test/x/#top",
            "file": "x.html",
            "title": " A\u0001 <b> & ]]>\r",
            "summary": "S & T",
        },
        {"url": "http://a.test/old", "file": None, "status": 301, "headers": {"Location": "/x/"}},
        {"url": "http://a.test/é", "file": "x.html", "published": "2026-01-02T03:04:05"},
    )
    (tmp_path / "x.html").write_bytes(b"\xe9")
    with serve(tmp_path) as proxy:
        assert get(proxy, "http://A.test/old").body == b"\xe9"
        assert get(proxy, "http://a.test/%C3%A9").body == b"\xe9"
        parsed = feedparser.parse(get(proxy, "http://a.test/feed.xml").body)
    assert not parsed.bozo
    assert parsed.entries[0].published == "Fri, 02 Jan 2026 03:04:05 +0000"
    strange = next(entry for entry in parsed.entries if entry.link.endswith("#top"))
    assert (strange.title, strange.summary) == ("A <b> & ]]>", "S & T")


def test_catalog_is_the_folders_own_where_it_has_one() -> None:
    assert catalog_text(read_corpus(HERE)) == (HERE / "outlets.toml").read_text(encoding="utf-8")


def test_catalog_is_made_from_hosts(tmp_path: Path) -> None:
    write_corpus(
        tmp_path,
        {"url": "http://www.b.test/1", "file": None, "outlet": 'The "B"', "country": "uk"},
        {"url": "http://www.b.test/2", "file": None, "outlet": "other", "country": "fr"},
        {"url": "http://a.test/1", "file": None, "country": "isl"},
    )
    assert tomllib.loads(catalog_text(read_corpus(tmp_path)))["outlet"] == [
        {"id": "a-test", "homepage": "http://a.test", "feeds": ["http://a.test/feed.xml"]},
        {
            "id": "www-b-test",
            "name": 'The "B"',
            "homepage": "http://www.b.test",
            "country": "GB",
            "feeds": ["http://www.b.test/feed.xml"],
        },
    ]


def test_command_prints_its_address_and_serves() -> None:
    command = [sys.executable, "-m", "sample.server", str(HERE), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        address = process.stdout.readline().strip()
        status = get(Proxy(proxy_url=address), f"{LEDGER}/").status
        process.terminate()
    assert status == 200
