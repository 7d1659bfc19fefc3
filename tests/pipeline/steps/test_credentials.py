"""Users and passwords in the catalog and in PARALLAX_PROXY: used for requests, seen nowhere else."""

import asyncio
import gzip
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from extractors.http.exchange import Limits
from model import ConfigurationError
from pipeline.catalog.reading import parse_catalog
from pipeline.settings import Settings, read_settings
from pipeline.steps.fetch import fetch
from pipeline.steps.load import load
from pipeline.steps.plan import plan
from pipeline.steps.poll import poll
from pipeline.steps.publish import publish
from pipeline.steps.read import read
from pipeline.steps.select import select
from tests.faults.faults import rss
from tests.faults.server import FaultServer, Request, response, serving
from tests.pipeline.command_line import parallax
from tests.pipeline.small_press import START, rows

SECRET, HEADER = "s3cret-w0rd", "Basic ZWRpdG9yOnMzY3JldC13MHJk"
TOKEN = "t0ken-of-mine"  # noqa: S105 - of a server in this file
HOST, QUERY, SHOWN = "127.0.0.1", f"?n=1&reader_token={TOKEN}", "?n=1&reader_token=hidden-0cce1719"
FEED, MOVED = "/feed.xml", "/moved.xml"
TEXT = "".join(
    f"<p>Report {n}: the council met on day {n} to decide how bridge {n} is to be paid for.</p>"
    for n in range(9)
)


async def private_site(request: Request, writer: asyncio.StreamWriter) -> None:
    """Answer only with credentials; the feed has moved for good, and lists pages by relative links."""
    if request.headers.get("authorization") != HEADER:
        writer.write(response(b"", "text/plain", "401 Unauthorized"))
    elif request.path == FEED + QUERY:
        writer.write(response(b"", "text/plain", "301 Moved Permanently", Location=MOVED + QUERY))
    elif request.path == MOVED + QUERY:
        body = rss("<item><title>Bridges</title><link>/news/1</link></item>")
        writer.write(response(body.encode(), "application/rss+xml", ETag='"a\x01b"', Last_Modified="now\x7f"))
    else:
        page = (
            f"<html lang=en><head><title>Bridges</title></head><body><article>{TEXT}</article></body></html>"
        )
        writer.write(response(page.encode(), "text/html"))


def one_run(settings: Settings, number: int) -> None:
    now = START + timedelta(hours=number)
    polled = [poll(settings, batch, now) for batch in plan(settings, now, poll_all=True)]
    fetched = [fetch(settings, batch, now) for batch in select(settings, polled, now)]
    publish(settings, load(settings, polled, fetched, [read(settings, folder) for folder in fetched]), now)


def settings_for(folder: Path, server: FaultServer) -> tuple[Settings, dict[str, str]]:
    catalog = folder / "outlets.toml"
    site = server.url(HOST, "").replace("//", f"//editor:{SECRET}@")
    catalog.write_text(f'[[outlet]]\nid = "a"\nhomepage = "{site}/"\nfeeds = ["{site}{FEED}{QUERY}"]\n')
    more = {
        "PARALLAX_CATALOG": str(catalog),
        "PARALLAX_PRIVATE_HOSTS": "127.0.0.0/8",
        "PARALLAX_HOST_DELAY_S": "0",
        "PARALLAX_WORKERS": "1",
    }
    return read_settings({"PARALLAX_DATA": str(folder / "data"), **more}), more


def with_secret(folder: Path) -> list[str]:
    """Return the files below a folder that hold the password, packed or not."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    secrets = (SECRET.encode(), TOKEN.encode())
    return [str(path) for path in files if any(secret in _unpacked(path) for secret in secrets)]


def _unpacked(path: Path) -> bytes:
    data = path.read_bytes()
    return data + (gzip.decompress(data) if path.suffix == ".gz" else b"")


@pytest.mark.slow
@pytest.mark.long
def test_a_feed_with_a_password_is_read_and_its_password_seen_nowhere(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with serving({HOST: private_site}) as server:
        settings, more = settings_for(tmp_path, server)
        one_run(settings, 0)
        one_run(settings, 1)
        found = rows(settings, "SELECT url, title FROM article")
        assert [row["url"] for row in found] == [server.url(HOST, "/news/1")]
        polls = rows(
            settings,
            "SELECT outcome, error, url FROM \"fetch\" WHERE target_kind = 'feed' ORDER BY requested_at",
        )
        assert [(row["outcome"], row["error"]) for row in polls] == [("fetched", None)] * 2
        (feed,) = rows(settings, "SELECT url, redirect_url, answered_share FROM feed_health")
        assert feed["url"] == server.url(HOST, FEED + SHOWN)
        assert (feed["redirect_url"], feed["answered_share"]) == (server.url(HOST, MOVED + SHOWN), 1.0)
    said = [_said(settings, more, *command) for command in COMMANDS]
    assert with_secret(settings.data) == []
    output = "".join([*said, *capsys.readouterr()])
    assert not any(secret in output for secret in (SECRET, TOKEN))


COMMANDS = [
    ("export", "feed_health"),
    ("feeds", "list"),
    ("feeds", "export"),
    ("feeds", "add", f"http://editor:{SECRET}@127.0.0.1:1/feed.xml", "--id", "b"),
    ("feeds", "add", f"http://editor:{SECRET}@127.0.0.1:1/feed.xml"),
    ("feeds", "add", f"http://editor:{SECRET}/@127.0.0.1:x/feed.xml"),
    ("feeds", "remove", f"http://editor:{SECRET}@127.0.0.1:2/feed.xml"),
    ("feeds", "remove", f"http://editor:{SECRET}@127.0.0.1:1/feed.xml"),
    ("feeds", "discover", f"http://editor:{SECRET}@127.0.0.1:1/"),
    ("feeds", "add", f"http://127.0.0.1:1/feed.xml?api_key={SECRET}", "--id", "c"),
    ("feeds", "add", f"http://127.0.0.1:1/feed.xml?api_key={SECRET}"),
    ("feeds", "add", f"ftp://127.0.0.1:1/feed.xml?api_key={SECRET}"),
    ("feeds", "remove", f"http://127.0.0.1:1/feed.xml?api_key={SECRET}"),
    ("feeds", "discover", f"http://127.0.0.1:1/?api_key={SECRET}"),
    ("feeds", "discover", f"ftp://editor:{SECRET}@127.0.0.1:1/"),
]


def _said(settings: Settings, more: dict[str, str], *command: str) -> str:
    done = parallax(settings.data, *command, **more)
    return done.stdout + done.stderr


@pytest.mark.parametrize(
    "proxy", ["http://editor:{}@127.0.0.1:9", "http://editor:a/{}@proxy:9", "socks5://x:{}@proxy:9"]
)
def test_the_password_of_the_proxy_is_in_no_message(proxy: str) -> None:
    environment = {"PARALLAX_PROXY": proxy.format(SECRET)}
    messages: list[Any] = []
    try:
        settings = read_settings(environment)
        messages += [settings, Limits(user_agent="x", proxy=settings.proxy)]
        plan(settings, START, poll_all=True)
    except Exception as error:  # noqa: BLE001 - whatever is raised must not tell the password
        messages += [error, error.__cause__, getattr(error, "problems", "")]
    assert messages
    assert SECRET not in " ".join(f"{message!s} {message!r}" for message in messages)


def test_a_catalog_with_a_bad_url_does_not_tell_its_password(tmp_path: Path) -> None:
    urls = [f"http://editor:{SECRET}/x@a.example:y/", f"ftp://editor:{SECRET}@a.example/"]
    twice = [f"http://editor:{SECRET}@a.example/feed"] * 2
    with pytest.raises(ConfigurationError) as caught:
        parse_catalog(
            f'[[outlet]]\nid = "a"\nfeeds = {urls + twice}\nhomepage = "{urls[1]}"\n', "outlets.toml"
        )
    assert SECRET not in str(caught.value)
    assert len(caught.value.problems) == 4
