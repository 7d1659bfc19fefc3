"""Train the decision whether two texts report the same event, on articles whose events are known.

`python -m bench.train_events GOLD.jsonl ... [--out FILE] [--halves | --each | --twins]`. The files are those
of `parallax evaluate events`; the files of `bench/coverage`, and the twins of a kind of
`bench/hard_coverage`, are always used too. An example is a text with one of its nearest. Each file is used as
it is, by its headlines alone, at other paces, and a few events at a time, so that neither the length nor the
pace of these texts, nor how much other news surrounds them, is learned. Instead of writing the decision,
`--halves` trains on half of the events of the files and scores the other half, both ways, `--each` scores
each file after training on the others, and `--twins` scores some twins after training on the other twins and
the files. Needs scikit-learn.
"""

import argparse
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
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
from transforms.events.decision import UNITS, Branch, Decision
from transforms.events.nearest import nearest
from transforms.events.originals import Originals
from transforms.events.pairs import DIRECTIONS, FEATURES, Pairs, Values
from transforms.events.terms import Rows

VERSION = "pairs-2"
COVERAGE = Path(__file__).parent / "coverage"
HARD_COVERAGE = Path(__file__).parent / "hard_coverage"
# Twins to learn from, and twins that are scored after learning from these alone.
TWINS = (HARD_COVERAGE / "learned_twins.jsonl", HARD_COVERAGE / "twins.jsonl")
# Weight of an example at another pace: real coverage varies in pace more than these texts do.
_OTHER_PACE_WEIGHT = 0.3
_SPANS_H = {1.0: 120, 2.0: 200}
_PACE_SPREAD = 0.5
_FEW_EVENTS, _FEW_EVENTS_WEIGHT = 3, 0.3
# Twins are few, and what tells them apart is easily learned away.
_TWINS_WEIGHT = 2.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Learning:
    """How a decision is learned, and what it says of itself."""

    version: str
    threshold: float
    floor: float
    twin_gap: float | None = None
    rounds: int
    depth: int
    rate: float
    least_in_leaf: int


LEARNING = Learning(
    version=VERSION,
    threshold=0.2,
    floor=0.05,
    twin_gap=2.5,
    rounds=250,
    depth=3,
    rate=0.08,
    least_in_leaf=40,
)


@dataclass(frozen=True, slots=True)
class Examples:
    """Pairs of texts by FEATURES, whether both belong together, and the weight of each."""

    values: Values
    answers: NDArray[np.bool_]
    weights: NDArray[np.float64]


def main() -> None:
    """Train and write the decision, or show the scores."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("gold", nargs="*", type=Path)
    parser.add_argument("--out", type=Path, default=Path("transforms/weights/pairs.json"))
    how = parser.add_mutually_exclusive_group()
    for one in ("--halves", "--each", "--twins"):
        how.add_argument(one, action="store_true")
    arguments = parser.parse_args()
    model = embedder(read_settings())
    files = {path.stem: read_gold(path) for path in [*coverage_files(), *arguments.gold]}
    if arguments.halves:
        for path in arguments.gold:
            _print_scores((path.stem, scores) for scores in scored_halves(files[path.stem], model))
    elif arguments.each:
        _print_scores(scored_apart(files, model))
    elif arguments.twins:
        _print_scores(scored_twins(files, model))
    else:
        decision = learned([*coverage_examples(files, model), *_all_twins(model)])
        arguments.out.write_bytes(msgspec.json.format(msgspec.json.encode(decision), indent=1) + b"\n")


def coverage_files() -> list[Path]:
    """Return the files of independent reports that the project wrote itself, one for each field of news."""
    return sorted(COVERAGE.glob("*.jsonl"))


def coverage_examples(files: Mapping[str, Sequence[GoldArticle]], model: Embedder) -> list[Examples]:
    """Return the examples of files of coverage."""
    return [one for rows in files.values() for one in examples(rows, model)]


def scored_halves(rows: Sequence[GoldArticle], model: Embedder) -> Iterator[dict[str, Any]]:
    """Yield the scores of each half of the events after training on the other half.

    The project's own reports are always part of the training.
    """
    others = coverage_examples({path.stem: read_gold(path) for path in coverage_files()}, model)
    others += _all_twins(model)
    events = sorted({row.event for row in rows})
    halves = [set(events[::2]), set(events[1::2])]
    for own, other in (halves, halves[::-1]):
        decision = learned([*examples([row for row in rows if row.event in own], model), *others])
        unseen = [row for row in rows if row.event in other]
        yield score_groups(unseen, grouped(unseen, model, decision))


def scored_apart(
    files: Mapping[str, Sequence[GoldArticle]], model: Embedder
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the scores of each file, and of its headlines alone, after training on all the others."""
    made = {name: examples(rows, model) for name, rows in files.items()}
    twins = _all_twins(model)
    hard = {path.stem: read_gold(path) for path in HARD_COVERAGE.glob("*.jsonl") if path not in TWINS}
    for name, rows in {**files, **hard}.items():
        others = [one for other, own in made.items() if other != name for one in own]
        decision = learned([*others, *twins])
        for label, articles in ((name, rows), (f"{name}, headlines", headlines(rows))):
            yield label, score_groups(articles, grouped(articles, model, decision))


def scored_twins(
    files: Mapping[str, Sequence[GoldArticle]], model: Embedder
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the scores of twins after training on other twins and the files."""
    seen, unseen = (read_gold(path) for path in TWINS)
    decision = learned([*coverage_examples(files, model), *twin_examples(seen, model)])
    yield "twins", score_groups(unseen, grouped(unseen, model, decision))


def _all_twins(model: Embedder) -> list[Examples]:
    return [one for path in TWINS for one in twin_examples(read_gold(path), model)]


def _print_scores(named: Iterable[tuple[str, Mapping[str, Any]]]) -> None:
    shown = ("bcubed_f1", "bcubed_precision", "crosslingual_f1", "largest_cluster")
    for name, scores in named:
        least = scores["weakest_languages"][0]
        figures = "  ".join(f"{one} {scores[one]}" for one in shown)
        sys.stdout.write(f"{name:24} {figures}  least {least['language']} {least['bcubed_f1']}\n")
        sys.stdout.flush()


def headlines(rows: Sequence[GoldArticle]) -> list[GoldArticle]:
    """Return articles without their texts."""
    return [replace(row, text="") for row in rows]


def examples(rows: Sequence[GoldArticle], model: Embedder) -> list[Examples]:
    """Return the examples of articles and of their headlines, also at other paces and among few events."""
    made = []
    for articles in (rows, headlines(rows)):
        texts, events = _originals(articles, model)
        made.append(_examples(texts, events, 1.0))
        made += [
            _examples(_at_pace(texts, events, pace, span_h), events, _OTHER_PACE_WEIGHT)
            for pace, span_h in _SPANS_H.items()
        ]
        made += [
            _examples(texts.of_rows(own), events[own], _FEW_EVENTS_WEIGHT) for own in _few_events(events)
        ]
    return made


def twin_examples(rows: Sequence[GoldArticle], model: Embedder) -> list[Examples]:
    """Return the examples of twins, all together and each pair of events by itself."""
    texts, events = _originals(rows, model)
    pairs = np.array([event.rpartition("-")[0] for event in events])
    alone = [np.flatnonzero(pairs == pair) for pair in np.unique(pairs)]
    return [
        _examples(texts, events, _TWINS_WEIGHT),
        *(_examples(texts.of_rows(own), events[own], _TWINS_WEIGHT) for own in alone),
    ]


def _originals(rows: Sequence[GoldArticle], model: Embedder) -> tuple[Originals, NDArray[np.str_]]:
    originals = originals_of(rows)
    first = [row for row in rows if originals[row.article_id] == row.article_id]
    return compared(first, model), np.array([row.event for row in first])


def _at_pace(texts: Originals, events: NDArray[np.str_], pace: float, span_h: float) -> Originals:
    """Return texts whose events begin anywhere in a span, each stretched by a factor of its own."""
    random = Random(int(span_h))  # noqa: S311 - the same each time
    times = texts.published_s.copy()
    for event in np.unique(events):
        rows = np.flatnonzero(events == event)
        begins, slower = random.uniform(0, span_h) * 3_600, pace * random.lognormvariate(0, _PACE_SPREAD)
        times[rows] = begins + (times[rows] - times[rows].min()) * slower
    return replace(texts, published_s=times)


def _few_events(events: NDArray[np.str_]) -> Iterator[Rows]:
    """Yield the rows of a few events at a time; each event comes once."""
    names = np.unique(events).tolist()
    Random(0).shuffle(names)  # noqa: S311 - the same each time
    for start in range(0, len(names), _FEW_EVENTS):
        yield np.flatnonzero(np.isin(events, names[start : start + _FEW_EVENTS]))


def _examples(texts: Originals, events: NDArray[np.str_], weight: float) -> Examples:
    rows = np.arange(len(texts))
    near = nearest(texts.vectors, texts.published_s, rows, texts.products)
    both = np.unique(np.sort(np.stack(near.pairs, axis=1), axis=1), axis=0)
    ones, others = both[:, 0], both[:, 1]
    values = Pairs(texts, near.products, rows).features(ones, others)
    return Examples(values, events[ones] == events[others], np.full(len(ones), weight))


def learned(made: Sequence[Examples], how: Learning = LEARNING) -> Decision:
    """Return the decision that best predicts which pairs belong together."""
    from sklearn.ensemble import HistGradientBoostingClassifier  # noqa: PLC0415 - needed to learn, never to run

    values = np.concatenate([one.values for one in made])
    answers = np.concatenate([one.answers for one in made])
    model = HistGradientBoostingClassifier(
        max_iter=how.rounds,
        max_depth=how.depth,
        learning_rate=how.rate,
        min_samples_leaf=how.least_in_leaf,
        l2_regularization=2.0,
        monotonic_cst=DIRECTIONS,
        early_stopping=False,
        random_state=0,
    ).fit(values, answers, sample_weight=np.concatenate([one.weights for one in made]))
    typical = np.median(values[~answers], axis=0)
    return Decision(
        version=how.version,
        threshold=how.threshold,
        floor=how.floor,
        twin_gap=how.twin_gap,
        bias=round(float(model._baseline_prediction.item()) * UNITS),  # noqa: SLF001
        typical=dict(zip(FEATURES, typical.round(4).tolist(), strict=True)),
        # scikit-learn shows its trees nowhere else.
        trees=tuple(_tree(tree.nodes, 0) for (tree,) in model._predictors),  # noqa: SLF001
    )


def _tree(nodes: Any, at: int) -> Branch | int:
    node = nodes[at]
    if node["is_leaf"]:
        return round(float(node["value"]) * UNITS)
    return Branch(
        feature=FEATURES[int(node["feature_idx"])],
        limit=round(float(node["num_threshold"]), 5),
        below=_tree(nodes, int(node["left"])),
        above=_tree(nodes, int(node["right"])),
    )


if __name__ == "__main__":
    main()
