"""The learned decision: how probable it is that two texts report the same event.

`weights/pairs.json` holds gradient-boosted trees (Friedman, "Greedy function approximation", 2001) of few
levels, constrained so that closer never counts less. `python -m bench.train_events` learns them from texts
whose events are known.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files

import msgspec
import numpy as np
from numpy.typing import NDArray

from transforms.events.pairs import FEATURES, Values

# Points are whole thousandths of log odds: their sum does not depend on the order of adding.
UNITS = 1_000
MOST_LEAVES = 8
_AT_ONCE = 2_048
LogOdds = NDArray[np.float64]


class Branch(msgspec.Struct, frozen=True):
    """A node of a tree: whether a feature is above a limit, and what follows: another test, or points."""

    feature: str
    limit: float
    below: "Branch | int"
    above: "Branch | int"


class Decision(msgspec.Struct, frozen=True, kw_only=True, dict=True):
    """Trees whose points (thousandths of log odds) are added to `bias`.

    Clusters join while the probability is above `threshold`; a pair counts no less than `floor`. Those
    whose own pairs are `twin_gap` (log odds) above those between them may stay two (`twins`; None: no gap is
    wide enough). `typical` has, for each of FEATURES, its value for texts of different events.
    """

    version: str
    threshold: float
    floor: float
    twin_gap: float | None = None
    bias: int
    typical: Mapping[str, float]
    trees: tuple[Branch | int, ...]

    def log_odds(self, values: Values) -> LogOdds:
        """Return the log odds that pairs (pairs by FEATURES) report the same event."""
        return self.points(values) / UNITS

    def points(self, values: Values) -> NDArray[np.int64]:
        """Return the same in whole thousandths."""
        found = np.empty(len(values), dtype=np.int64)
        for start in range(0, len(values), _AT_ONCE):
            batch = slice(start, start + _AT_ONCE)
            found[batch] = self._table.points(values[batch]) + self.bias
        return found

    @property
    def least_points(self) -> int:
        """The log odds of the threshold, in thousandths."""
        return _points(self.threshold)

    @property
    def floor_points(self) -> int:
        """The log odds of the floor, in thousandths."""
        return _points(self.floor)

    def reasons(self, values: Sequence[float]) -> dict[str, float]:
        """Return what each feature of a pair adds to the log odds, compared with its typical value."""
        rows = np.tile(np.array(values, dtype=np.float32), (len(FEATURES) + 1, 1))
        for at, name in enumerate(FEATURES):
            rows[at, at] = self.typical[name]
        *without, whole = self.log_odds(rows).tolist()
        return {name: whole - one for name, one in zip(FEATURES, without, strict=True)}

    @cached_property
    def _table(self) -> "_Table":
        return _Table.of(self.trees)


def _points(probability: float) -> int:
    return round(UNITS * math.log(probability / (1 - probability)))


def probability(log_odds: float) -> float:
    """Return the probability, 0 to 1, of log odds."""
    return 1 / (1 + math.exp(-log_odds))


@cache
def shipped_decision() -> Decision:
    """Return the decision that ships with Parallax."""
    return _shipped("pairs.json")


@cache
def shipped_story_decision() -> Decision:
    """Return the decision about pairs of events: whether both belong to one story."""
    return _shipped("stories.json")


def _shipped(name: str) -> Decision:
    raw = files("transforms").joinpath(f"weights/{name}").read_bytes()
    return msgspec.json.decode(raw, type=Decision)


@dataclass(frozen=True, slots=True)
class _Table:
    """All trees as tables of bits (Lucchese et al., "QuickScorer", SIGIR 2015).

    A leaf is a bit of its tree's byte, the leftmost leaf the lowest bit. `masks` has for each feature, and
    each stretch between its `limits`, the leaves of all trees that its tests leave possible. The lowest bit
    that all features leave is the leaf that a pair reaches; `points` has its points by tree and byte.
    """

    limits: Sequence[NDArray[np.float32]]
    masks: Sequence[NDArray[np.uint8]]
    leaf_points: NDArray[np.int32]

    @classmethod
    def of(cls, trees: Sequence[Branch | int]) -> "_Table":
        tests = [(at, *one) for at, tree in enumerate(trees) for one in _tests(tree)]
        limits, masks = [], []
        for feature in FEATURES:
            own = [(limit, at, lost) for at, name, limit, lost in tests if name == feature]
            steps = np.unique(np.array([limit for limit, _, _ in own], dtype=np.float32))
            mask = np.full((len(steps) + 1, len(trees)), 0xFF, dtype=np.uint8)
            for limit, at, lost in own:
                mask[np.searchsorted(steps, np.float32(limit)) + 1 :, at] &= 0xFF ^ lost
            limits.append(steps)
            masks.append(mask)
        return cls(limits, masks, np.stack([_by_byte(list(_leaves(tree))) for tree in trees]))

    def points(self, values: Values) -> NDArray[np.int64]:
        """Return the sum of the points of all trees for each pair."""
        possible = np.full((len(values), len(self.leaf_points)), 0xFF, dtype=np.uint8)
        for at, (limits, masks) in enumerate(zip(self.limits, self.masks, strict=True)):
            if len(limits):
                possible &= masks[np.searchsorted(limits, values[:, at])]
        places = possible + np.arange(0, self.leaf_points.size, 256, dtype=np.intp)
        return np.asarray(self.leaf_points.ravel()[places].sum(axis=1, dtype=np.int64))


def _tests(tree: Branch | int, first: int = 0) -> Iterator[tuple[str, float, int]]:
    """Yield the feature and limit of each test, and the leaves (bits) it rules out where it is exceeded."""
    if isinstance(tree, int):
        return
    left = len(list(_leaves(tree.below)))
    yield tree.feature, tree.limit, ((1 << left) - 1) << first
    yield from _tests(tree.below, first)
    yield from _tests(tree.above, first + left)


def _leaves(tree: Branch | int) -> Iterator[int]:
    """Yield the points of the leaves from left to right."""
    if isinstance(tree, int):
        yield tree
        return
    yield from _leaves(tree.below)
    yield from _leaves(tree.above)


def _by_byte(leaves: Sequence[int]) -> NDArray[np.int32]:
    """Return the points of the lowest set bit of every byte."""
    lowest = [(byte & -byte).bit_length() - 1 for byte in range(256)]
    return np.array([leaves[one] if 0 <= one < len(leaves) else 0 for one in lowest], dtype=np.int32)
