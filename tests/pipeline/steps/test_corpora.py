"""Whole runs on the corpora beside the project: articles, languages, copies and events are gated."""

import json
from collections.abc import Sequence
from pathlib import Path
from random import Random
from typing import Any

import msgspec
import numpy as np
import pytest

from bench.gold import gold_rows
from bench.press import press_pages
from bench.read import page_scores
from bench.readers import article_of, by_parallax, by_trafilatura
from bench.train_events import scored_halves
from extractors.pages.reading import forget_caches
from pipeline.grouping.embedders import embedder
from pipeline.grouping.gold import compared, originals_of, read_gold
from pipeline.settings import read_settings
from tests.made_once import models
from tests.pipeline.command_line import ask, parallax
from tests.pipeline.scores import pairs
from transforms.embedding.embedder import Embedder, Vectors
from transforms.events.events import regroup
from transforms.events.features import KINDS, FeatureColumns
from transforms.events.originals import Originals
from transforms.events.scoring import b_cubed
from transforms.events.tfidf import TermSets
from transforms.language.tags import primary_tag

pytestmark = [pytest.mark.corpus, pytest.mark.slow]
# Tests of a group share what the first of them made: a worker runs them all.
ON_PRESS = pytest.mark.xdist_group("run on the press corpus")
ON_WIRE = pytest.mark.xdist_group("run on the wire corpus")
EMBEDDING = pytest.mark.xdist_group("vectors of the wire corpus")

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

    def __init__(self, folder: Path, data: Path) -> None:
        done = parallax(data, "demo", "--corpus", str(folder))
        assert done.returncode == 0, done.stderr
        self.rows = [json.loads(line) for line in (folder / "manifest.jsonl").read_text().splitlines()]
        self.became = {row["url"]: row for row in ask(data, BECAME)}
        self.rejected = {row["key"]: row["reason"] for row in ask(data, REJECTED)}
        self.run = ask(data, "SELECT * FROM run")[-1]

    def article(self, row: dict[str, Any]) -> dict[str, Any] | None:
        became = self.became.get(row["url"])
        return became if became and became["char_count"] is not None else None


@pytest.fixture(scope="module")
def press(corpora: Path, tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    return Corpus(corpora / "press", tmp_path_factory.mktemp("press"))


@pytest.fixture(scope="module")
def wire(corpora: Path, tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    return Corpus(corpora / "wire", tmp_path_factory.mktemp("wire"))


class Remembering:
    """An embedder that embeds a text once: most of what grouping a corpus again costs."""

    def __init__(self, inner: Embedder) -> None:
        self.name, self.dimension, self._inner = inner.name, inner.dimension, inner
        self._known: dict[str, Vectors] = {}

    def embed(self, texts: Sequence[str]) -> Vectors:
        new = sorted(set(texts) - self._known.keys())
        self._known |= dict(zip(new, self._inner.embed(new), strict=True))
        return np.stack([self._known[text] for text in texts])


@pytest.fixture(scope="module")
def remembering() -> Remembering:
    return Remembering(embedder(read_settings({"PARALLAX_MODELS": models()})))


@pytest.mark.parametrize(
    "name",
    [pytest.param("press", marks=ON_PRESS, id="press"), pytest.param("wire", marks=ON_WIRE, id="wire")],
)
def test_every_page_is_an_article_or_a_rejection(name: str, request: pytest.FixtureRequest) -> None:
    corpus: Corpus = request.getfixturevalue(name)
    lost = [
        row["url"] for row in corpus.rows if not corpus.article(row) and row["url"] not in corpus.rejected
    ]
    assert not lost
    run = corpus.run
    assert run["entered_count"] == run["loaded_count"] + run["known_count"] + run["rejected_count"]
    assert run["entered_count"] == len(corpus.rows)


@ON_PRESS
def test_press_pages_with_a_body_give_articles(press: Corpus) -> None:
    expected = [row for row in press.rows if row["expected"] and row["expected"].get("body")]
    share = sum(press.article(row) is not None for row in expected) / len(expected)
    print(f"press: {share:.3f} of {len(expected)} pages with a body gave an article")
    assert share >= 0.95


@ON_WIRE
def test_wire_languages(wire: Corpus) -> None:
    articles = [(row, found) for row in wire.rows if (found := wire.article(row))]
    # The corpus tells no scripts: zh is zh-Hans or zh-Hant.
    told = [(primary_tag(found["language"]), primary_tag(row["lang"])) for row, found in articles]
    share = sum(found == gold for found, gold in told) / len(wire.rows)
    print(f"wire: language right for {share:.3f} of {len(wire.rows)} pages")
    assert share >= 0.99


def test_reading_a_press_page_twice_gives_the_same(corpora: Path) -> None:
    pages = press_pages(corpora / "press")
    first = [msgspec.json.encode(article_of(page)) for page in pages]
    forget_caches()
    assert [msgspec.json.encode(article_of(page)) for page in reversed(pages)] == first[::-1]


def test_press_pages_are_read_better_than_by_the_engine_alone(corpora: Path) -> None:
    pages = press_pages(corpora / "press")
    scores = [page_scores(pages, [read(page) for page in pages]) for read in (by_parallax, by_trafilatura)]
    own, engine = scores
    print("press:", {name: round(value, 3) for name, value in own.items()})
    for name, least in {
        "body_f1": 0.955,
        "title": 0.80,
        "authors": 0.85,
        "day": 0.985,
        "minute": 0.95,
    }.items():
        assert own[name] >= max(least, engine[name]), name


@ON_WIRE
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


@ON_WIRE
def test_wire_events(wire: Corpus) -> None:
    gold = {row["url"]: row["event"] for row in wire.rows}
    found = {row["url"]: (a["event_id"] if (a := wire.article(row)) else row["url"]) for row in wire.rows}
    score = b_cubed(found, gold).f1
    print(f"wire: events at B-cubed F1 {score:.3f}")
    assert score >= 0.96


@EMBEDDING
def test_the_order_of_arrival_hardly_matters(corpora: Path, tmp_path: Path, remembering: Remembering) -> None:
    gold = tmp_path / "wire.jsonl"
    gold.write_text("".join(f"{json.dumps(row)}\n" for row in gold_rows(corpora / "wire")))
    rows = read_gold(gold)
    copied = originals_of(rows)
    first = [row for row in rows if copied[row.article_id] == row.article_id]
    texts = compared(first, remembering)

    def score(order: Sequence[int], run_count: int) -> float:
        event_of = _arriving(texts, order, run_count)
        found = {row.article_id: event_of[copied[row.article_id]] for row in rows}
        return b_cubed(found, {row.article_id: row.event for row in rows}).f1

    in_order = texts.in_order(range(len(texts)))
    at_once, in_ten = score(in_order, 1), score(in_order, 10)
    shuffled = [score(Random(seed).sample(in_order, len(in_order)), 10) for seed in range(5)]
    print(
        f"wire: at once {at_once:.3f}, in ten runs {in_ten:.3f}, shuffled",
        [round(one, 3) for one in shuffled],
    )
    assert abs(at_once - in_ten) < 0.01
    assert max(abs(one - at_once) for one in shuffled) < 0.02


def _arriving(texts: Originals, order: Sequence[int], run_count: int) -> dict[str, str]:
    """Return the events of texts that came in so many runs, each placed among what was there."""
    event_of: dict[str, str] = {}
    scores: dict[str, float] = {}
    for run in range(run_count):
        here = sorted(order[: len(order) * (run + 1) // run_count])
        ids = [texts.article_ids[row] for row in here]
        columns = {
            kind: TermSets.of(getattr(texts.features, kind).terms(row) for row in here) for kind in KINDS
        }
        seen = Originals(
            article_ids=ids,
            published_s=texts.published_s[here],
            vectors=texts.vectors[here],
            languages=[texts.languages[row] for row in here],
            features=FeatureColumns(**columns),
            event_ids=[event_of.get(one) for one in ids],
            scores=[scores.get(one, 0.0) for one in ids],
        )
        members = regroup(seen, taken=set(event_of.values())).members
        event_of |= {one.article_id: one.event_id for one in members}
        scores |= {one.article_id: one.score for one in members}
    return event_of


@EMBEDDING
def test_wire_events_of_documents_never_seen(corpora: Path, tmp_path: Path, remembering: Remembering) -> None:
    """Learn from half of the documents and group the other half, both ways."""
    gold = tmp_path / "wire.jsonl"
    gold.write_text("".join(f"{json.dumps(row)}\n" for row in gold_rows(corpora / "wire")))
    for scores in scored_halves(read_gold(gold), remembering):
        print("wire, unseen half:", {name: scores[name] for name in ("bcubed_f1", "crosslingual_f1")})
        assert scores["bcubed_f1"] >= 0.94
        assert scores["crosslingual_f1"] >= 0.91
        assert min(scores["by_language"].values()) >= 0.80
