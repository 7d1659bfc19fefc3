"""Whether a text joins an event: a logistic regression on how close, how near in time and how alike they are.

Learned by `python -m bench.train_events` from texts whose events are known; the weights stand in
`weights/joining.json`. Miranda et al., "Multilingual Clustering of Streaming News", EMNLP 2018, found
that such a decision beats a tuned threshold.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import msgspec
import numpy as np
from numpy.typing import NDArray

from transforms.embedding import Vectors

Floats = NDArray[np.float64]

FEATURES = (
    "cosine with the centre", "cosine with the nearest member", "mean cosine with the nearest three",
    "mean cosine with the members", "hours to the nearest of first and last", "hours to the first",
    "log of the size", "share of numbers in common", "count of numbers in common",
    "cosine with the nearest in its language", "has a member in its language", "margin to the next event",
)  # fmt: skip
_NEAREST = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """An event a text might join.

    `cosines` are with its members, `own_language_cosines` with those in the text's language; `numbers`
    are those that any member names. Hours are never negative.
    """

    centre_cosine: float
    next_cosine: float
    cosines: Vectors
    own_language_cosines: Vectors
    hours_apart: float
    hours_since_first: float
    numbers: frozenset[int]


def features(candidate: Candidate, own_numbers: frozenset[int]) -> Floats:
    """Return the numbers the decision is made on, in the order of FEATURES."""
    nearest = np.sort(candidate.cosines)[::-1]
    own = candidate.own_language_cosines
    shared = len(own_numbers & candidate.numbers)
    return np.array(
        [
            candidate.centre_cosine,
            nearest[0],
            nearest[:_NEAREST].mean(),
            nearest.mean(),
            candidate.hours_apart,
            candidate.hours_since_first,
            np.log(len(nearest)),
            shared / max(1, len(own_numbers)),
            shared,
            own.max() if len(own) else 0.0,
            float(len(own) > 0),
            candidate.centre_cosine - candidate.next_cosine,
        ]
    )


class Weight(msgspec.Struct, frozen=True):
    """What one feature weighs, after its mean and spread over the texts it was learned from."""

    feature: str
    mean: float
    spread: float
    weight: float


class Decision(msgspec.Struct, frozen=True):
    """A learned decision: its version, its weights in the order of FEATURES, and its bias."""

    version: str
    bias: float
    weights: tuple[Weight, ...]

    def probabilities(self, rows: Sequence[Floats]) -> Floats:
        """Return how probable it is that the text joins each candidate, 0 to 1; `rows` are of `features`."""
        table = np.array([[one.mean, one.spread, one.weight] for one in self.weights]).T
        scores = ((np.stack(rows) - table[0]) / table[1]) @ table[2] + self.bias
        return np.asarray(1 / (1 + np.exp(-scores)))


@cache
def shipped_decision() -> Decision:
    """Return the decision whose weights ship with Parallax."""
    raw = files("transforms").joinpath("weights/joining.json").read_bytes()
    return msgspec.json.decode(raw, type=Decision)
