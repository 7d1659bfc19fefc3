"""Grouping of the wire corpus: in any order of arrival, and of documents that were never learned from."""

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from random import Random

import numpy as np
import pytest

from bench.gold import gold_rows
from bench.train_events import scored_halves
from pipeline.grouping.embedders import embedder
from pipeline.grouping.gold import GoldArticle, compared, originals_of, read_gold
from pipeline.settings import read_settings
from tests.made_once import models
from transforms.embedding.embedder import Embedder, Vectors
from transforms.events.events import regroup
from transforms.events.originals import Originals
from transforms.events.scoring import b_cubed

pytestmark = [pytest.mark.corpus, pytest.mark.slow, pytest.mark.long]


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
def wire(corpora: Path, tmp_path_factory: pytest.TempPathFactory) -> list[GoldArticle]:
    gold = tmp_path_factory.mktemp("gold") / "wire.jsonl"
    gold.write_text("".join(f"{json.dumps(row)}\n" for row in gold_rows(corpora / "wire")))
    return read_gold(gold)


@pytest.fixture(scope="module")
def remembering() -> Remembering:
    return Remembering(embedder(read_settings({"PARALLAX_MODELS": models()})))


def test_the_order_of_arrival_hardly_matters(wire: list[GoldArticle], remembering: Remembering) -> None:
    copied = originals_of(wire)
    first = [row for row in wire if copied[row.article_id] == row.article_id]
    texts = compared(first, remembering)

    def events(order: Sequence[int], run_count: int) -> dict[str, str]:
        event_of = _arriving(texts, order, run_count)
        return {row.article_id: event_of[copied[row.article_id]] for row in wire}

    in_order = texts.in_order(range(len(texts)))
    at_once = events(in_order, 1)
    orders = [in_order, *(Random(seed).sample(in_order, len(in_order)) for seed in range(2))]
    agreed = [b_cubed(events(order, 10), at_once).f1 for order in orders]
    print("wire: ten runs agree with one at B-cubed F1", [round(one, 4) for one in agreed])
    assert min(agreed) >= 0.99


def _arriving(texts: Originals, order: Sequence[int], run_count: int) -> dict[str, str]:
    """Return the events of texts that came in so many runs, each grouped among what was there."""
    event_of: dict[str, str] = {}
    products = texts.products.copy()
    for run in range(run_count):
        here = np.array(sorted(order[: len(order) * (run + 1) // run_count]))
        ids = [texts.article_ids[row] for row in here.tolist()]
        seen = replace(
            texts.of_rows(here),
            event_ids=[event_of.get(one) for one in ids],
            products=products[here],
            is_compared=np.array([one in event_of for one in ids]),
        )
        found = regroup(seen, taken=set(event_of.values()))
        event_of |= {one.article_id: one.event_id for one in found.members}
        for row, own in found.products.items():
            products[here[row]] = own
    return event_of


def test_wire_events_of_documents_never_seen(wire: list[GoldArticle], remembering: Remembering) -> None:
    """Learn from half of the documents and group the other half, both ways."""
    for scores in scored_halves(wire, remembering):
        print("wire, unseen half:", {name: scores[name] for name in ("bcubed_f1", "crosslingual_f1")})
        print("weakest:", scores["weakest_languages"][0])
        assert scores["bcubed_f1"] >= 0.97
        assert scores["crosslingual_f1"] >= 0.96
        assert min(scores["by_language"].values()) >= 0.85
