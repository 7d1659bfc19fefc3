"""How alike two texts are, and how near a text or an event is to the texts around it."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean

import numpy as np
from numpy.typing import NDArray

from transforms.events.decision import Decision, probability
from transforms.events.nearest import cosines, nearest
from transforms.events.originals import Originals
from transforms.events.pairs import FEATURES, Pairs
from transforms.events.terms import Rows

# An event is compared by at most this many of its texts: the pairs grow with the square.
_MOST_TEXTS = 40


def likeness(texts: Originals, ones: Rows, others: Rows) -> NDArray[np.float32]:
    """Return the likeness of each pair of texts (rows): the cosine of their centred vectors, -1 to 1."""
    return np.asarray(cosines(texts.vectors, ones, others))


@dataclass(frozen=True, slots=True, kw_only=True)
class NearText:
    """A text (row) near to another, with the probability of one event, and what each feature adds to it."""

    row: int
    cosine: float
    probability: float
    features: Sequence[float]
    reasons: Sequence[float]


def near_texts(originals: Originals, row: int, decision: Decision) -> list[NearText]:
    """Return the nearest texts of a text (row), the most probable first."""
    others = nearest(originals.vectors, originals.published_s, np.array([row]), originals.products).pairs[1]
    ones = np.full(len(others), row)
    values = Pairs(originals, originals.products, np.append(others, row)).features(ones, others)
    found = [
        NearText(
            row=other,
            cosine=float(value[FEATURES.index("cosine")]),
            probability=probability(log_odds),
            features=value.tolist(),
            reasons=list(decision.reasons(value.tolist()).values()),
        )
        for other, value, log_odds in zip(
            others.tolist(), values, decision.log_odds(values).tolist(), strict=True
        )
    ]
    return sorted(found, key=lambda one: (-one.probability, -one.cosine, one.row))


def tightness(originals: Originals, rows: Sequence[int], decision: Decision) -> float:
    """Return the probability that the decision gives the pairs of an event's texts (rows) on average."""
    return _mean_probability(originals, rows[:_MOST_TEXTS], rows[:_MOST_TEXTS], decision)


def nearest_events(
    originals: Originals, rows: Sequence[int], decision: Decision, count: int
) -> list[tuple[str, float]]:
    """Return the events most probably one with that of `rows`, with the mean probability of their pairs."""
    own = np.array(rows[:_MOST_TEXTS])
    near = nearest(originals.vectors, originals.published_s, own, originals.products).pairs[1]
    inside = set(rows)
    events = {originals.event_ids[row] for row in near.tolist() if row not in inside} - {None}
    members: dict[str, list[int]] = {event: [] for event in events if event is not None}
    for row, event in enumerate(originals.event_ids):
        if event in members and row not in inside:
            members[event].append(row)
    found = [
        (event, _mean_probability(originals, own.tolist(), others[:_MOST_TEXTS], decision))
        for event, others in members.items()
    ]
    return sorted(found, key=lambda one: (-one[1], one[0]))[:count]


def _mean_probability(
    originals: Originals, rows: Sequence[int], others: Sequence[int], decision: Decision
) -> float:
    """Return the probability of the mean log odds of all pairs of two lists of texts; 1 for a text alone."""
    pairs = [(one, other) for one in rows for other in others if one != other]
    if not pairs:
        return 1.0
    table = np.array(pairs)
    texts = Pairs(originals, originals.products, np.unique(table))
    log_odds = decision.log_odds(texts.features(table[:, 0], table[:, 1]))
    return probability(fmean(log_odds.tolist()))
