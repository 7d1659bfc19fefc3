"""Train the decision whether two events belong to one story, on events whose stories are known.

`python -m bench.train_stories [--out FILE] [--each]`. The stories are those of `bench/stories` and of
`bench/hard_coverage/great_stories.jsonl`; the events of `bench/coverage`, of the same month, belong to none.
An example is an event with one of its nearest within two weeks: among all events, among those of its file,
and among a few, so that how many events there are is not learned. Instead of writing the decision, `--each`
scores the stories of each file, found among all events, after training on the others. Needs scikit-learn.
"""

import argparse
import json
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

import msgspec
import numpy as np

from bench.train_events import HARD_COVERAGE, Examples, Learning, coverage_files, learned
from pipeline.grouping.embedders import embedder
from pipeline.grouping.gold import compared, read_gold
from pipeline.grouping.originals import central
from pipeline.settings import read_settings
from transforms.embedding.embedder import Embedder
from transforms.events.decision import Decision
from transforms.events.nearest import DENSITY_COUNT, nearest
from transforms.events.originals import Originals
from transforms.events.pairs import Pairs
from transforms.events.scoring import b_cubed, pairwise
from transforms.events.stories import WINDOW, KnownEvents, as_texts, find_stories

LEARNING = Learning(
    version="stories-1", threshold=0.4, floor=0.05, rounds=200, depth=2, rate=0.06, least_in_leaf=30
)
_STORIES = Path(__file__).parent / "stories"
# How many events at a time, and the weight of an example among the events of one file or among a few.
_FEW_EVENTS, _FEWER_EVENTS_WEIGHT = (8, 15, 40), 0.5


@dataclass(frozen=True, slots=True)
class Chained:
    """Events with their central texts; `file_of` and `story_of` are by event."""

    texts: Originals
    events: KnownEvents
    file_of: Mapping[str, str]
    story_of: Mapping[str, str]

    def of(self, names: set[str]) -> "Chained":
        """Return some of the events."""
        rows = np.array([row for row, name in enumerate(self.texts.event_ids) if name in names])
        return replace(
            self,
            texts=self.texts.of_rows(rows),
            events=_events(
                {
                    name: begun_s
                    for name, begun_s in zip(self.events.event_ids, self.events.begun_s, strict=True)
                    if name in names
                }
            ),
        )


def main() -> None:
    """Train and write the decision, or show the scores."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--out", type=Path, default=Path("transforms/weights/stories.json"))
    parser.add_argument("--each", action="store_true")
    arguments = parser.parse_args()
    known = _read(embedder(read_settings()))
    if not arguments.each:
        decision = learned(_examples(known), LEARNING)
        arguments.out.write_bytes(msgspec.json.format(msgspec.json.encode(decision), indent=1) + b"\n")
        return
    for file in sorted({known.file_of[event] for event in known.story_of}):
        others = {name for name, own in known.file_of.items() if own != file}
        decision = learned(_examples(known.of(others)), LEARNING)
        sys.stdout.write(f"{file:16} {_scores(known, decision, file)}\n")
        sys.stdout.flush()


def _read(model: Embedder) -> Chained:
    paths = [*sorted(_STORIES.glob("*.jsonl")), HARD_COVERAGE / "great_stories.jsonl", *coverage_files()]
    files = {path.stem: read_gold(path) for path in paths}
    file_of = {row.event: name for name, rows in files.items() for row in rows}
    lines = [json.loads(line) for path in paths for line in path.read_text().splitlines()]
    story_of = {line["event"]: line["story"] for line in lines if line.get("story")}
    rows = [row for own in files.values() for row in own]
    originals, members = compared(rows, model), defaultdict(list)
    for place, row in enumerate(rows):
        members[row.event].append(place)
    place_of = {row.article_id: place for place, row in enumerate(rows)}
    chosen = {
        place_of[article]: name
        for name, own in members.items()
        for article in central(originals, own).values()
    }
    events = _events({name: float(originals.published_s[own].min()) for name, own in members.items()})
    texts = originals.of_rows(np.array([*chosen]))
    return Chained(replace(texts, event_ids=[*chosen.values()]), events, file_of, story_of)


def _events(begun_s: Mapping[str, float]) -> KnownEvents:
    """Return events that are all compared anew."""
    count = len(begun_s)
    return KnownEvents(
        event_ids=list(begun_s),
        begun_s=np.array(list(begun_s.values())),
        story_ids=[None] * count,
        is_compared=np.zeros(count, dtype=np.bool_),
        products=np.zeros((count, DENSITY_COUNT), dtype=np.int32),
    )


def _examples(known: Chained) -> list[Examples]:
    names = known.events.event_ids
    made = [_pairs(known, 1.0)]
    for file in sorted(set(known.file_of.values())):
        own = {name for name in names if known.file_of[name] == file}
        made += [_pairs(known.of(own), _FEWER_EVENTS_WEIGHT)] if own else []
    for count in _FEW_EVENTS:
        made += [_pairs(known.of(few), _FEWER_EVENTS_WEIGHT) for few in _few(known, names, count)]
    return made


def _few(known: Chained, names: Sequence[str], count: int) -> Iterator[set[str]]:
    """Yield a few events at a time, two of each story: in a small selection of news few belong together."""
    stories: dict[str, list[str]] = defaultdict(list)
    for name in names:
        stories[known.story_of.get(name, name)].append(name)
    random = Random(count)  # noqa: S311 - the same each time
    listed = [random.sample(own, min(2, len(own))) for own in stories.values()]
    random.shuffle(listed)
    few: set[str] = set()
    for one in listed:
        few.update(one)
        if len(few) >= count:
            yield few
            few = set()


def _pairs(known: Chained, weight: float) -> Examples:
    texts = as_texts(known.texts, known.events)
    rows = np.arange(len(texts))
    near = nearest(texts.vectors, texts.published_s, rows, texts.products, window=WINDOW)
    both = np.unique(np.sort(np.stack(near.pairs, axis=1), axis=1), axis=0)
    ones, others = both[:, 0], both[:, 1]
    stories = np.array([known.story_of.get(name, name) for name in known.events.event_ids])
    values = Pairs(texts, near.products, rows).features(ones, others)
    return Examples(values, stories[ones] == stories[others], np.full(len(ones), weight))


def _scores(known: Chained, decision: Decision, file: str) -> str:
    """Return the scores of the stories of a file and of its events that belong to none."""
    found = {
        one.article_id: one.event_id for one in find_stories(known.texts, known.events, (), decision).members
    }
    gold = {name: known.story_of.get(name, name) for name in known.file_of}
    own = [name for name, one in known.file_of.items() if one == file]
    chained = [name for name in own if name in known.story_of]
    alone = [name for name in own if name not in known.story_of]
    pairs = pairwise({name: found[name] for name in own}, {name: gold[name] for name in own})
    stories, lone = b_cubed(found, gold, chained), b_cubed(found, gold, alone)
    shown = {"pairs": pairs, "stories": stories}
    figures = "  ".join(f"{name} {one.precision:.3f} {one.recall:.3f}" for name, one in shown.items())
    return f"{figures}  in none {lone.precision:.3f}"


if __name__ == "__main__":
    main()
