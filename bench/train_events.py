"""Train the decision whether a text joins an event, on articles whose events are known.

`python -m bench.train_events GOLD.jsonl ... [--out FILE] [--halves | --each]`. The files are those of
`parallax evaluate events`; the files of `bench/coverage` are always used too. The articles come in the order
of publication. For each, the true events so far are the candidates, and training learns which one is the
article's own. Each file is used as it is, by its headlines alone, and at other paces, so that the length and
the pace of these texts are not learned. Instead of writing weights, `--halves` trains on half of the events
of the files and scores the other half, both ways, and `--each` scores each file after training on the others.
The files of `bench/hard_coverage` (great stories, twins of a kind) are scored with `--each` and not learned
from: learning from them costs more on other coverage than it gains. Needs scikit-learn.
"""

import argparse
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from pipeline.grouping.embedders import embedder
from pipeline.grouping.evaluate import grouped, score_groups
from pipeline.grouping.gold import GoldArticle, compared, originals_of, read_gold
from pipeline.settings import read_settings
from transforms.embedding.embedder import Embedder
from transforms.events.clusters import Clusters
from transforms.events.joining import DIRECTIONS, FEATURES, Card, Decision, features
from transforms.events.originals import Originals

VERSION = "points-2"
COVERAGE = Path(__file__).parent / "coverage"
HARD_COVERAGE = Path(__file__).parent / "hard_coverage"
_ROUNDS = 200
_RATE = 0.1
_LEAST_IN_LEAF = 60
# Weight of an example at another pace: real coverage varies in pace more than these texts do.
_OTHER_PACE_WEIGHT = 0.3
_SPANS_H = {1.0: 120, 2.0: 200}
_PACE_SPREAD = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Stream:
    """Originals as they arrive, the event of each, and the weight of each of their examples."""

    originals: Originals
    events: Sequence[str]
    weight: float = 1.0


def main() -> None:
    """Train and write the points, or show the scores."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("gold", nargs="*", type=Path)
    parser.add_argument("--out", type=Path, default=Path("transforms/weights/joining.json"))
    how = parser.add_mutually_exclusive_group()
    how.add_argument("--halves", action="store_true")
    how.add_argument("--each", action="store_true")
    arguments = parser.parse_args()
    model = embedder(read_settings())
    files = {path.stem: read_gold(path) for path in [*arguments.gold, *coverage_files()]}
    if arguments.halves:
        for rows in (files[path.stem] for path in arguments.gold):
            for scores in scored_halves(rows, model):
                _print_scores("half", scores)
    elif arguments.each:
        for name, scores in scored_apart(files, model):
            _print_scores(name, scores)
    else:
        decision = learned([stream for rows in files.values() for stream in streams(rows, model)])
        arguments.out.write_bytes(msgspec.json.format(msgspec.json.encode(decision), indent=1) + b"\n")
        for card in decision.cards:
            sys.stdout.write(f"{card.feature:40} {card.points[0]:+.2f} to {card.points[-1]:+.2f}\n")


def coverage_files() -> list[Path]:
    """Return the files of independent reports that the project wrote itself, one for each field of news."""
    return sorted(COVERAGE.glob("*.jsonl"))


def scored_halves(rows: Sequence[GoldArticle], model: Embedder) -> Iterator[dict[str, Any]]:
    """Yield the scores of each half of the events after training on the other half.

    The project's own reports are always part of the training.
    """
    events = sorted({row.event for row in rows})
    halves = [set(events[::2]), set(events[1::2])]
    others = [stream for path in coverage_files() for stream in streams(read_gold(path), model)]
    for own, other in (halves, halves[::-1]):
        decision = learned([*streams([row for row in rows if row.event in own], model), *others])
        unseen = [row for row in rows if row.event in other]
        yield score_groups(unseen, grouped(unseen, model, decision))


def scored_apart(
    files: Mapping[str, Sequence[GoldArticle]], model: Embedder
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the scores of each file, and of its headlines alone, after training on all the others.

    The hard coverage comes last; it is no part of any training.
    """
    made = {name: streams(rows, model) for name, rows in files.items()}
    hard = {path.stem: read_gold(path) for path in sorted(HARD_COVERAGE.glob("*.jsonl"))}
    for name, rows in {**files, **hard}.items():
        decision = learned([one for other, own in made.items() if other != name for one in own])
        for label, articles in ((name, rows), (f"{name}, headlines", headlines(rows))):
            yield label, score_groups(articles, grouped(articles, model, decision))


def _print_scores(name: str, scores: Mapping[str, Any]) -> None:
    least = min(scores["by_language"].items(), key=lambda item: item[1])
    shown = ("bcubed_f1", "pairwise_f1", "crosslingual_f1", "largest_cluster")
    figures = "  ".join(f"{one} {scores[one]}" for one in shown)
    sys.stdout.write(f"{name:24} {figures}  least {least}\n")
    sys.stdout.flush()


def headlines(rows: Sequence[GoldArticle]) -> list[GoldArticle]:
    """Return articles without their texts."""
    return [replace(row, text="") for row in rows]


def streams(rows: Sequence[GoldArticle], model: Embedder) -> list[Stream]:
    """Return what articles give for training: as they are, their headlines, and both at other paces."""
    made = []
    for articles in (rows, headlines(rows)):
        originals = originals_of(articles)
        first = [row for row in articles if originals[row.article_id] == row.article_id]
        plain = Stream(originals=compared(first, model), events=[row.event for row in first])
        made += [plain, *(_at_pace(plain, pace, span_h) for pace, span_h in _SPANS_H.items())]
    return made


def _at_pace(stream: Stream, pace: float, span_h: float) -> Stream:
    """Return a stream whose events begin anywhere in a span, each stretched by a factor of its own."""
    random = Random(int(span_h))  # noqa: S311 - the same each time
    times, events = stream.originals.published_s.copy(), np.array(stream.events)
    for event in sorted(set(stream.events)):
        rows = np.flatnonzero(events == event)
        begins, slower = random.uniform(0, span_h) * 3_600, pace * random.lognormvariate(0, _PACE_SPREAD)
        times[rows] = begins + (times[rows] - times[rows].min()) * slower
    return replace(stream, originals=replace(stream.originals, published_s=times), weight=_OTHER_PACE_WEIGHT)


def learned(made: Sequence[Stream]) -> Decision:
    """Return the decision that best predicts which of its candidates a text of the streams joins."""
    from sklearn.ensemble import HistGradientBoostingClassifier  # noqa: PLC0415 - needed to learn, never to run

    examples = [_examples(stream) for stream in made]
    rows, answers = (np.concatenate([one[at] for one in examples]) for at in (0, 1))
    weights = np.repeat([stream.weight for stream in made], [len(one[1]) for one in examples])
    model = HistGradientBoostingClassifier(
        max_iter=_ROUNDS,
        max_depth=1,
        learning_rate=_RATE,
        min_samples_leaf=_LEAST_IN_LEAF,
        l2_regularization=1.0,
        monotonic_cst=DIRECTIONS,
        early_stopping=False,
        random_state=0,
    ).fit(rows, answers, sample_weight=weights)
    steps: dict[int, Counter[float]] = defaultdict(Counter)
    floors: Counter[int] = Counter()
    for (tree,) in model._predictors:  # noqa: SLF001 - scikit-learn shows its trees nowhere else
        root, left, right = tree.nodes[:3]
        at = int(root["feature_idx"])
        floors[at] += left["value"]
        steps[at][float(root["num_threshold"])] += right["value"] - left["value"]
    bias = float(model._baseline_prediction.item())  # noqa: SLF001
    cards = tuple(_card(name, floors[at], steps[at]) for at, name in enumerate(FEATURES))
    return Decision(version=VERSION, bias=round(bias, 4), cards=cards)


def _card(feature: str, floor: float, steps: Mapping[float, float]) -> Card:
    breaks = sorted(steps)
    points = np.cumsum([floor, *(steps[one] for one in breaks)])
    return Card(
        feature=feature,
        breaks=tuple(round(one, 5) for one in breaks),
        points=tuple(round(one, 4) for one in points.tolist()),
    )


def _examples(stream: Stream) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    rows: list[tuple[float, ...]] = []
    answers: list[float] = []
    originals, clusters = stream.originals, Clusters(stream.originals)
    cluster_of: dict[str, int] = {}
    for row in originals.in_order(range(len(stream.events))):
        own_cluster = cluster_of.get(stream.events[row])
        for cluster, candidate in clusters.nearest(row):
            rows.append(features(candidate, clusters.placed_text(row)))
            answers.append(float(cluster == own_cluster))
        if own_cluster is None:
            own_cluster = cluster_of[stream.events[row]] = clusters.found()
        clusters.add(own_cluster, row)
    return np.array(rows), np.array(answers)


if __name__ == "__main__":
    main()
