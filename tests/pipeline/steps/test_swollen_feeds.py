"""Feeds made to swell: what one answer becomes in a run's files stays in proportion to it."""

import asyncio
import gzip
from datetime import UTC, datetime
from pathlib import Path

import pytest

from model import Entry
from model.limits import (
    MAX_ENTRY_AUTHORS,
    MAX_ENTRY_ID_CHARS,
    MAX_FEED_ENTRIES,
    MAX_LANGUAGE_TAG_CHARS,
    MAX_NAME_CHARS,
    MAX_SUMMARY_CHARS,
    MAX_TITLE_CHARS,
    MAX_URL_CHARS,
    MAX_WRITTEN_DATE_CHARS,
)
from pipeline.handoff import ENTRIES, RunFolder
from pipeline.settings import Settings, read_settings
from pipeline.steps.plan import plan
from pipeline.steps.poll import poll
from pipeline.steps.select import select
from tests.faults.server import Behaviour, Request, response, serving

pytestmark = [pytest.mark.slow, pytest.mark.stress]

NOW = datetime(2026, 3, 10, 12, tzinfo=UTC)
# Of each file: every text is there once or twice, escaped and percent-encoded; names and times of an entry.
MOST_TIMES, MOST_ENTRY_BYTES = 4, 1_500
FILES = 3
LONG = 3_000_000


def rss(head: str, item: str, count: int) -> bytes:
    items = "".join(item.replace("NUMBER", str(number)) for number in range(count))
    return f'<rss version="2.0"><channel><title>x</title>{head}{items}</channel></rss>'.encode()


LINK = "<link>http://127.0.1.9/NUMBER</link><title>t</title>"
FEEDS = {
    "languages": rss(f"<language>{'e' * 300_000}</language>", f"<item>{LINK}</item>", 1_900),
    "a long language": rss(f"<language>en-{'a-' * LONG}</language>", f"<item>{LINK}</item>", 100),
    "a sound language": rss("<language>pt_br</language>", f"<item>{LINK}</item>", 3),
    "a title": rss("", f"<item><link>http://127.0.1.9/a</link><title>{'é' * LONG}</title></item>", 1),
    "an id": rss("", f"<item>{LINK}<guid>{'&quot;' * (LONG // 6)}</guid></item>", 2),
    "a link": rss("", f"<item><link>http://127.0.1.9/{'ü' * LONG}</link><title>t</title></item>", 1),
    "a summary": rss("", f"<item>{LINK}<description>{'&lt;b&gt;' * (LONG // 6)}</description></item>", 1),
    "a date": rss("", f"<item>{LINK}<pubDate>{'1 ' * LONG}</pubDate></item>", 1),
    "authors": (
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>x</title><entry><id>1</id>'
        '<link href="http://127.0.1.9/1"/>' + "<author><name>Ann</name></author>" * 20_000 + "</entry></feed>"
    ).encode(),
    "sitemap": (
        '<urlset xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">'
         f"<url><loc>http://127.0.1.9/1</loc><news:news><news:publication><news:language>{'e' * LONG}"
         f"</news:language></news:publication><news:title>{'a' * LONG}</news:title>"
         "</news:news></url></urlset>"
    ).encode(),
}  # fmt: skip
HOSTS = {name: f"127.0.1.{number}" for number, name in enumerate(FEEDS, 10)}


def serve_packed(body: bytes) -> Behaviour:
    packed = gzip.compress(body)

    async def behave(request: Request, writer: asyncio.StreamWriter) -> None:
        if request.path != "/feed.xml":
            writer.write(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")
            return
        writer.write(response(packed, "text/xml", Content_Encoding="gzip"))

    return behave


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Settings, RunFolder]]:
    """Poll each feed in a run of its own; return the runs' folders."""
    found = {}
    with serving({HOSTS[name]: serve_packed(body) for name, body in FEEDS.items()}) as server:
        for name in FEEDS:
            folder = tmp_path_factory.mktemp("swollen")
            url = server.url(HOSTS[name], "/feed.xml")
            folder.joinpath("outlets.toml").write_text(f'[[outlet]]\nid = "a"\nfeeds = ["{url}"]\n')
            settings = read_settings(
                {
                    "PARALLAX_DATA": str(folder / "data"),
                    "PARALLAX_CATALOG": str(folder / "outlets.toml"),
                    "PARALLAX_PRIVATE_HOSTS": HOSTS[name],
                    "PARALLAX_HOST_DELAY_S": "0",
                }
            )
            polled = [poll(settings, batch, NOW) for batch in plan(settings, NOW, poll_all=True)]
            select(settings, polled, NOW)
            found[name] = (settings, RunFolder(Path(polled[0]).parents[1]))
    return found


@pytest.mark.parametrize("name", FEEDS)
def test_an_answer_becomes_a_bounded_multiple_of_itself(
    runs: dict[str, tuple[Settings, RunFolder]], name: str
) -> None:
    _, folder = runs[name]
    entries = ENTRIES.read(folder)
    written = sum(path.stat().st_size for path in folder.path.rglob("*.jsonl"))
    print(f"{name}: {len(FEEDS[name])} bytes, {len(entries)} entries, {written} bytes in files")
    assert 0 < len(entries) <= MAX_FEED_ENTRIES
    assert written <= FILES * (MOST_TIMES * len(FEEDS[name]) + MOST_ENTRY_BYTES * len(entries))
    for entry in entries:
        assert_bounded(entry)
    assert {entry.language for entry in entries} == ({"pt-br"} if name == "a sound language" else {None})


def assert_bounded(entry: Entry) -> None:
    texts = {
        entry.title: MAX_TITLE_CHARS, entry.summary: MAX_SUMMARY_CHARS, entry.url: MAX_URL_CHARS,
        entry.article_url or "": MAX_URL_CHARS, entry.language or "": MAX_LANGUAGE_TAG_CHARS,
        entry.published_raw or "": MAX_WRITTEN_DATE_CHARS,
        entry.entry_id: MAX_URL_CHARS if entry.entry_id == entry.url else MAX_ENTRY_ID_CHARS,
    }  # fmt: skip
    assert {text[:50]: len(text) for text, limit in texts.items() if len(text) > limit} == {}
    assert len(entry.authors) <= MAX_ENTRY_AUTHORS
    assert all(len(name) <= MAX_NAME_CHARS for name in entry.authors)
