# ruff: noqa: E501 - pages are shown as they are
"""Pages made to break a reader: each costs only itself, its neighbours are read."""

import gzip
import time
from datetime import UTC, datetime
from pathlib import Path

import psutil
import pytest

from extractors.archive.writing import Archive
from extractors.http.answer import Answer
from model import Article, Blocklist, Entry, Fetch, Outcome, Rejection, TargetKind
from pipeline.handoff import ERASED, FETCHED_PAGES, HEAD, FetchedPage, PageTask, RunFolder, RunKind
from pipeline.run_lines import read_lines
from pipeline.settings import Settings, read_settings
from pipeline.steps.read import read

pytestmark = [pytest.mark.slow, pytest.mark.long]

NOW = datetime(2026, 3, 10, 12, tzinfo=UTC)
SENTENCE = (
    "The council voted on Tuesday to keep the old lighthouse open for ten more years, and nobody objected. "
)
GOOD = f"<html lang='en'><body><h1>Lighthouse</h1><article><p>{SENTENCE * 4}</p><p>{SENTENCE * 3}</p></article></body></html>"
BRIEF = f"<html lang='en'><body><h1>Lighthouse</h1><article><p>{SENTENCE * 3}</p></article></body></html>"
HOSTILE = {
    "nested elements": "<div>" * 100_000 + f"<p>{SENTENCE}</p>",
    "nested spans": "<p>" + "<span class='share'>" * 100_000 + SENTENCE,
    "a text node of ten megabytes": "<p>" + "word " * 2_000_000,
    "one word of megabytes": "<p>" + "a" * 4_900_000,
    "NULs": f"<p>\0{SENTENCE}\0" * 500,
    "a table of cells": "<table>" + "<tr><td>one</td><td>two</td></tr>" * 50_000,
    "paragraphs": f"<p>{SENTENCE}</p>" * 40_000,
    "class names": "<div class='" + "a-" * 400_000 + "'>x</div>",
    "nested JSON-LD": "<script type='application/ld+json'>" + "[" * 900_000 + "</script>",
    "nested state": "<script>window.x = " + '{"a":' * 200_000 + "</script>",
    "states": "<script>" + "window.x = {" * 100_000 + "</script>",
    "flights": '<script>self.__next_f.push([1,"' + "1:T5," * 200_000 + '"])</script>',
    "headlines": "<h1>A title | here</h1>" * 50_000,
    "dates": f"<div class='date'>{'1 ' * 30}</div>" * 5_000,
    "authors": "<a rel='author' href='/a'>Ann Example</a>" * 40_000,
    "bylines": "<meta name='author' content='" + "Ann and " * 100_000 + "'>",
    "ruby": "<ruby>x<rt>y</rt></ruby>" * 100_000,
    "comments": "<!--" * 1_000_000,
    "entities": "<p>" + "&lt;b&gt;" * 400_000,
    "truncated": GOOD[:120],
}
BYTES = {
    "bad UTF-8": b"<p>" + b"\xff\xfe\xc3\x28 abc " * 300_000,
    "binary": bytes(range(256)) * 4_000,
    "nothing": b"",
}


def _answer(url: str, body: bytes) -> Answer:
    return Answer(
        url=url, final_url=url, requested_at=NOW, elapsed_ms=1, outcome=Outcome.FETCHED, status=200,
        headers=(("Content-Type", "text/html"), ("Content-Encoding", "gzip")), raw=gzip.compress(body), body=body,
    )  # fmt: skip


def archived(settings: Settings, folder: RunFolder, bodies: dict[str, bytes]) -> str:
    if not HEAD.path(folder).exists():
        folder.begin(RunKind.INGEST, NOW)
        ERASED.write(folder, [Blocklist()])
    pages = []
    with Archive(settings.data, f"archive/{folder.run_id}", 10**9) as archive:
        for number, body in enumerate(bodies.values()):
            url = f"http://post.example/2026/{number}"
            place = archive.append(_answer(url, body))
            # An outlet each: the slow pages of one would use up its time, and the rest would wait.
            pages.append(page_at(url, place.file, place.offset, outlet=f"post-{number}"))
    path = FETCHED_PAGES.write(folder, pages, "00")
    return str(path.parent)


def page_at(url: str, file: str, offset: int, outlet: str = "post") -> FetchedPage:
    entry = Entry(
        feed_id=f"{outlet}/1",
        entry_id=url,
        outlet_id=outlet,
        url=url,
        article_url=url,
        first_seen_at=NOW,
        last_seen_at=NOW,
    )
    fetch = Fetch(
        fetch_id="00000000-0000-0000-0000-000000000000", run_id="r", target_kind=TargetKind.PAGE, url=url,
        final_url=url, host="post.example", requested_at=NOW, elapsed_ms=1, outcome=Outcome.FETCHED,
        archive_file=file, archive_offset=offset,
    )  # fmt: skip
    return FetchedPage(task=PageTask(url=url, link=url, entries=(entry,)), fetch=fetch)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return read_settings(
        {"PARALLAX_DATA": str(tmp_path), "PARALLAX_WORKERS": "2", "PARALLAX_PAGE_TIMEOUT_S": "15"}
    )


def _read(settings: Settings, bodies: dict[str, bytes]) -> tuple[list[Article], list[Rejection]]:
    folder = RunFolder(settings.path_in_data("runs", "20260310T120000.000000Z"))
    out = Path(read(settings, archived(settings, folder, bodies)))
    return read_lines(out / "articles.jsonl", Article), read_lines(out / "rejections.jsonl", Rejection)


def test_every_hostile_page_is_an_article_or_a_rejection_and_its_neighbours_are_read(
    settings: Settings,
) -> None:
    bodies: dict[str, bytes] = {}
    for name, body in {**{name: page.encode() for name, page in HOSTILE.items()}, **BYTES}.items():
        bodies[name] = body
        bodies[f"good after {name}"] = GOOD.replace("Lighthouse", f"Lighthouse after {name}").encode()
    articles, rejections = _read(settings, bodies)
    assert len(articles) + len(rejections) == len(bodies)
    assert sum(article.title.startswith("Lighthouse after") for article in articles) == len(bodies) // 2
    assert {drop.reason for drop in rejections} <= {
        "no_text", "too_short", "no_prose", "not_html", "read_timeout", "reader_died", "listing", "unreadable",
        "archive_unreadable",
    }  # fmt: skip


def test_reading_twice_gives_the_same_bytes(settings: Settings) -> None:
    bodies = {
        str(number): GOOD.replace("Lighthouse", f"Lighthouse {number}").encode() for number in range(20)
    }
    first = _read(settings, bodies)
    assert _read(settings, bodies) == first


@pytest.mark.stress
def test_memory_stays_flat_over_thousands_of_pages(settings: Settings) -> None:
    from pipeline.steps.read import read_one  # noqa: PLC0415 - measured from here on

    bodies = {
        str(number): BRIEF.replace("Lighthouse", f"Lighthouse {number}").encode() for number in range(500)
    }
    folder = RunFolder(settings.path_in_data("runs", "20260310T120000.000000Z"))
    pages = read_lines(Path(archived(settings, folder, bodies)) / "pages.jsonl", FetchedPage)
    process, sizes = psutil.Process(), []
    for _ in range(12):
        for page in pages:
            assert isinstance(read_one(settings.data, page), Article)
        sizes.append(process.memory_info().rss / 1e6)
    print("MB after each 500 pages:", [round(size) for size in sizes])
    assert max(sizes[6:]) - sizes[4] < 30, sizes


def test_a_page_that_hangs_is_killed_and_rejected(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("pipeline.steps.read.read_one", hang_on_the_third)
    hanging = read_settings({**_environment(settings), "PARALLAX_PAGE_TIMEOUT_S": "5"})
    articles, rejections = _read(hanging, {str(number): GOOD.encode() for number in range(8)})
    assert len(articles) == 7
    assert [(drop.reason, drop.key) for drop in rejections] == [
        ("read_timeout", "http://post.example/2026/3")
    ]


def _environment(settings: Settings) -> dict[str, str]:
    return {"PARALLAX_DATA": str(settings.data), "PARALLAX_WORKERS": "2"}


def hang_on_the_third(data: Path, page: FetchedPage, outlet_name: str, wires: tuple[str, ...]) -> object:
    """Read a page as ever, but for one that takes for ever."""
    from pipeline.steps.read import _read_archived  # noqa: PLC0415 - read_one itself is replaced

    if page.task.url.endswith("/3"):
        time.sleep(600)
    return _read_archived(data, page, outlet_name, wires)
