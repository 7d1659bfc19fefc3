"""Whether a text joins an event: points for how close, how near in time and how similar they are.

The points of each feature are in `weights/joining.json`. They are gradient-boosted stumps (Friedman, "Greedy
function approximation", 2001) summed up by feature, constrained so that closer never counts less. They are
learned by `python -m bench.train_events` from texts whose events are known. Miranda et al., "Multilingual
Clustering of Streaming News", EMNLP 2018, found that such a decision beats a tuned threshold.
"""

import math
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import msgspec

from transforms.embedding.embedder import Vectors

FEATURES = (
    "cosine with the centre", "cosine with the nearest member", "mean cosine with the nearest three",
    "mean cosine with the members", "hours to the nearest of first and last", "hours to the first",
    "log of the size", "share of numbers in common", "count of numbers in common",
    "cosine with the nearest in its language", "has a member in its language", "margin to the next event",
    "likeness of names", "places in common", "places, none in common",
)  # fmt: skip
# Which way more of a feature may count: for joining, against it, or either.
DIRECTIONS = (1, 1, 1, 1, -1, -1, 0, 1, 1, 1, 0, 1, 1, 1, -1)
_NEAREST = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """An event a text might join.

    `cosines` are those with its members, `own_language_cosines` with members in the text's language.
    `numbers` are those of all members, `places` the countries of the nearest members; names too are compared
    with the nearest members. Hours are never negative.
    """

    centre_cosine: float
    next_cosine: float
    cosines: Vectors
    own_language_cosines: Vectors
    hours_apart: float
    hours_since_first: float
    numbers: frozenset[int]
    places: frozenset[int]
    names_likeness: float


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedText:
    """The features of the text to be placed."""

    numbers: frozenset[int]
    places: frozenset[int]


def features(candidate: Candidate, text: PlacedText) -> tuple[float, ...]:
    """Return the values on which the decision is made, in the order of FEATURES."""
    # Lists, because most candidates have few members, for which numpy's overhead is longer than the work.
    nearest = sorted(candidate.cosines.tolist(), reverse=True)
    nearest_few = nearest[:_NEAREST]
    own = candidate.own_language_cosines.tolist()
    shared = len(text.numbers & candidate.numbers)
    places = len(text.places & candidate.places)
    return (
        candidate.centre_cosine,
        nearest[0],
        sum(nearest_few) / len(nearest_few),
        sum(nearest) / len(nearest),
        candidate.hours_apart,
        candidate.hours_since_first,
        math.log(len(nearest)),
        shared / max(1, len(text.numbers)),
        shared,
        max(own, default=0.0),
        float(bool(own)),
        candidate.centre_cosine - candidate.next_cosine,
        candidate.names_likeness,
        places,
        float(bool(text.places) and bool(candidate.places) and not places),
    )


class Card(msgspec.Struct, frozen=True):
    """The points of one feature: `points[n]` where its value is above n of the rising `breaks`."""

    feature: str
    breaks: tuple[float, ...]
    points: tuple[float, ...]

    def counted(self, value: float) -> float:
        """Return the points for a value."""
        return self.points[bisect_left(self.breaks, value)]


class Decision(msgspec.Struct, frozen=True):
    """A learned decision: its version, its bias, and a card for each of FEATURES, in their order."""

    version: str
    bias: float
    cards: tuple[Card, ...]

    def points(self, seen: Sequence[float]) -> list[float]:
        """Return the points of each of `features`, in log odds."""
        return [card.counted(value) for card, value in zip(self.cards, seen, strict=True)]

    def probability(self, seen: Sequence[float]) -> float:
        """Return the probability, 0 to 1, that a text joins a candidate with these `features`."""
        return 1 / (1 + math.exp(-sum(self.points(seen)) - self.bias))


@cache
def shipped_decision() -> Decision:
    """Return the decision whose points ship with Parallax."""
    raw = files("transforms").joinpath("weights/joining.json").read_bytes()
    return msgspec.json.decode(raw, type=Decision)
