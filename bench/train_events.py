"""Learn the decision whether a text joins an event, from articles whose events are known.

`python -m bench.train_events GOLD.jsonl ... [--out FILE] [--halves]`. The files are as for `parallax
evaluate events`. The articles come as they were published; at each the true events so far are the
candidates, and the decision learns which is the article's own. `--halves` trains on half of the events
and scores on the other, both ways, in place of writing weights. Needs scikit-learn.
"""

import argparse
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeAlias

import msgspec
import numpy as np

from pipeline.embedders import embedder
from pipeline.evaluate import grouped, score_groups
from pipeline.gold import GoldArticle, compared, originals_of, read_gold
from pipeline.settings import read_settings
from transforms.clusters import Clusters
from transforms.embedding import Embedder
from transforms.joining import FEATURES, Decision, Floats, Weight, features
from transforms.originals import Originals

Stream: TypeAlias = tuple[Originals, Sequence[str]]

VERSION = "logistic-2"
_STRENGTH = 1.0


def main() -> None:
    """Learn and write the weights, or show how well it goes."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("gold", nargs="+", type=Path)
    parser.add_argument("--out", type=Path, default=Path("transforms/weights/joining.json"))
    parser.add_argument("--halves", action="store_true")
    asked = parser.parse_args()
    model = embedder(read_settings())
    files = [read_gold(path) for path in asked.gold]
    if asked.halves:
        for scores in (one for rows in files for one in scored_halves(rows, model)):
            _print_scores(scores)
        return
    decision = learned([_stream(rows, model) for rows in files])
    asked.out.write_bytes(msgspec.json.format(msgspec.json.encode(decision), indent=1) + b"\n")
    for one in decision.weights:
        sys.stdout.write(f"{one.feature:40} {one.weight:+.2f}\n")


def scored_halves(rows: Sequence[GoldArticle], model: Embedder) -> Iterator[dict[str, Any]]:
    """Yield the scores of each half of the events under a decision that was learned from the other."""
    events = sorted({row.event for row in rows})
    halves = [set(events[::2]), set(events[1::2])]
    for own, other in (halves, halves[::-1]):
        decision = learned([_stream([row for row in rows if row.event in own], model)])
        unseen = [row for row in rows if row.event in other]
        yield score_groups(unseen, grouped(unseen, model, decision))


def _print_scores(scores: Mapping[str, Any]) -> None:
    least = min(scores["by_language"].items(), key=lambda item: item[1])
    names = ("bcubed_f1", "pairwise_f1", "crosslingual_f1", "largest_cluster")
    figures = "  ".join(f"{name} {scores[name]}" for name in names)
    sys.stdout.write(f"{figures}  least {least}\n")


def _stream(rows: Sequence[GoldArticle], model: Embedder) -> Stream:
    """Return the originals with their events."""
    originals = originals_of(rows)
    first = [row for row in rows if originals[row.article_id] == row.article_id]
    return compared(first, model), [row.event for row in first]


def learned(streams: Sequence[Stream]) -> Decision:
    """Return the decision that tells best which of its candidates a text of the streams joins."""
    from sklearn.linear_model import LogisticRegression  # noqa: PLC0415 - needed to learn, never to run

    rows, answers = _examples(streams)
    means, spreads = rows.mean(axis=0), rows.std(axis=0) + 1e-6
    fitted = LogisticRegression(C=_STRENGTH, max_iter=5_000).fit((rows - means) / spreads, answers)
    return Decision(
        version=VERSION,
        bias=round(float(fitted.intercept_[0]), 5),
        weights=tuple(
            Weight(feature=name, mean=round(mean, 5), spread=round(spread, 5), weight=round(weight, 5))
            for name, mean, spread, weight in zip(
                FEATURES, map(float, means), map(float, spreads), map(float, fitted.coef_[0]), strict=True
            )
        ),
    )


def _examples(streams: Sequence[Stream]) -> tuple[Floats, Floats]:
    rows: list[Floats] = []
    answers: list[float] = []
    for originals, events in streams:
        clusters = Clusters(originals)
        place_of: dict[str, int] = {}
        for row in originals.in_order(range(len(events))):
            own_place = place_of.get(events[row])
            for place, candidate in clusters.nearest(row):
                rows.append(features(candidate, frozenset(originals.numbers[row])))
                answers.append(float(place == own_place))
            if own_place is None:
                own_place = place_of[events[row]] = clusters.found()
            clusters.add(own_place, row)
    return np.stack(rows), np.array(answers)


if __name__ == "__main__":
    main()
