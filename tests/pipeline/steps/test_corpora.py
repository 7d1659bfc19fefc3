"""Whole runs on the corpora beside the project: articles, languages, copies and events are gated."""

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest

from bench.press import press_pages
from bench.read import page_scores
from bench.readers import article_of, by_trafilatura, reading_of
from extractors.pages.reading import forget_caches
from tests.pipeline.command_line import ask, corpus_folder
from tests.pipeline.scores import pairs
from transforms.events.scoring import b_cubed
from transforms.language.tags import primary_tag

pytestmark = [pytest.mark.corpus, pytest.mark.slow, pytest.mark.long]

BECAME = """
SELECT entry.url, article.language, article.char_count, event_id, group_id, relation
FROM entry
LEFT JOIN article USING (article_id)
LEFT JOIN event_article USING (article_id)
LEFT JOIN syndication_member USING (article_id)
"""
REJECTED = "SELECT key, reason FROM rejection"


class Corpus:
    """A corpus folder after a run on it: its rows, and what became of each page."""

    def __init__(self, folder: Path) -> None:
        data = corpus_folder(folder)
        self.rows = [json.loads(line) for line in (folder / "manifest.jsonl").read_text().splitlines()]
        self.became = {row["url"]: row for row in ask(data, BECAME)}
        self.rejected = {row["key"]: row["reason"] for row in ask(data, REJECTED)}
        self.run = ask(data, "SELECT * FROM run")[-1]

    def article(self, row: dict[str, Any]) -> dict[str, Any] | None:
        became = self.became.get(row["url"])
        return became if became and became["char_count"] is not None else None


@pytest.fixture(scope="module")
def press(corpora: Path) -> Corpus:
    return Corpus(corpora / "press")


@pytest.fixture(scope="module")
def wire(corpora: Path) -> Corpus:
    return Corpus(corpora / "wire")


@pytest.mark.parametrize("name", ["press", "wire"])
def test_every_page_is_an_article_or_a_rejection(name: str, request: pytest.FixtureRequest) -> None:
    corpus: Corpus = request.getfixturevalue(name)
    lost = [
        row["url"] for row in corpus.rows if not corpus.article(row) and row["url"] not in corpus.rejected
    ]
    assert not lost
    run = corpus.run
    assert run["entered_count"] == run["loaded_count"] + run["known_count"] + run["rejected_count"]
    assert run["entered_count"] == len(corpus.rows)


def test_press_pages_with_a_body_give_articles(press: Corpus) -> None:
    expected = [row for row in press.rows if row["expected"] and row["expected"].get("body")]
    share = sum(press.article(row) is not None for row in expected) / len(expected)
    print(f"press: {share:.3f} of {len(expected)} pages with a body gave an article")
    assert share >= 0.95


def test_wire_languages(wire: Corpus) -> None:
    articles = [(row, found) for row in wire.rows if (found := wire.article(row))]
    # The corpus tells no scripts: zh is zh-Hans or zh-Hant.
    told = [(primary_tag(found["language"]), primary_tag(row["lang"])) for row, found in articles]
    share = sum(found == gold for found, gold in told) / len(wire.rows)
    print(f"wire: language right for {share:.3f} of {len(wire.rows)} pages")
    assert share >= 0.99


@pytest.fixture(scope="module")
def press_articles(corpora: Path) -> list[object]:
    """Return what Parallax reads on the annotated press pages, in this process."""
    return [article_of(page) for page in press_pages(corpora / "press")]


def test_reading_a_press_page_twice_gives_the_same(corpora: Path, press_articles: list[object]) -> None:
    pages = press_pages(corpora / "press")[::3]
    first = [msgspec.json.encode(article) for article in press_articles[::3]]
    forget_caches()
    assert [msgspec.json.encode(article_of(page)) for page in reversed(pages)] == first[::-1]


def test_press_pages_are_read_better_than_by_the_engine_alone(
    corpora: Path, press_articles: list[object]
) -> None:
    pages = press_pages(corpora / "press")
    own = page_scores(pages, [reading_of(article, cpu_s=0) for article in press_articles])
    engine = page_scores(pages, [by_trafilatura(page) for page in pages])
    print("press:", {name: round(value, 3) for name, value in own.items()})
    for name, least in {
        "body_f1": 0.955,
        "title": 0.80,
        "authors": 0.85,
        "day": 0.985,
        "minute": 0.95,
    }.items():
        assert own[name] >= max(least, engine[name]), name


def test_wire_copies(wire: Corpus) -> None:
    """A pair of copies is right where its pages carry the same part of the same document.

    The corpus marks edited copies only; two outlets may also carry the same document unedited, or
    one of them its head alone, and those are copies too.
    """
    marked = {
        tuple(sorted((before["url"], row["url"])))
        for before, row in zip(wire.rows, wire.rows[1:], strict=False)
        if row["copy_of_previous"]
    }
    found = pairs({row["url"]: a["group_id"] for row in wire.rows if (a := wire.article(row))})
    by_url = {row["url"]: row for row in wire.rows}
    right = [pair for pair in found if _share_text(by_url[pair[0]], by_url[pair[1]])]
    recall, precision = len(marked & found) / len(marked), len(right) / len(found)
    print(
        f"wire: copies found at recall {recall:.3f}, precision {precision:.3f}, of {len(marked)} marked pairs"
    )
    assert recall >= 0.95
    assert precision >= 0.98


def _share_text(one: dict[str, Any], other: dict[str, Any]) -> bool:
    is_same_document = (one["event"], one["lang"]) == (other["event"], other["lang"])
    return is_same_document and (
        one["variant"] == other["variant"] or "full" in {one["variant"], other["variant"]}
    )


def test_wire_events(wire: Corpus) -> None:
    gold = {row["url"]: row["event"] for row in wire.rows}
    found = {row["url"]: (a["event_id"] if (a := wire.article(row)) else row["url"]) for row in wire.rows}
    score = b_cubed(found, gold).f1
    print(f"wire: events at B-cubed F1 {score:.3f}")
    assert score >= 0.96
