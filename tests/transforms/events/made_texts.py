"""Made-up texts to group, a decision that can be reckoned by hand, and grouping in one run or in many."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import msgspec
import numpy as np

from transforms.embedding.embedder import Vectors
from transforms.events.centring import unit
from transforms.events.decision import UNITS, Branch, Decision
from transforms.events.events import MOST_REACH, Regrouping, regroup
from transforms.events.features import TextFeatures, in_columns
from transforms.events.nearest import DENSITY_COUNT, Products, whole
from transforms.events.originals import Originals
from transforms.events.pairs import FEATURES

START = datetime(2026, 1, 6, tzinfo=UTC)
# Where the plain decision is even: a cosine of this, and this much more for each hour.
LEAST_COSINE, COSINE_PER_HOUR = 0.30, 0.004
_STEEPNESS = 20.0
_COSINE_STEP, _HOURS_STEP = 0.01, 0.5
# The probability that a pair counts at least, and its log odds.
FLOOR = 0.05
NO_FEATURES = TextFeatures()
_DIMENSION = 24


@dataclass(frozen=True, kw_only=True)
class Text:
    """A text, by its vector in any length, and its hours after START."""

    article_id: str
    vector: Sequence[float]
    hour: float = 0
    language: str = "en"
    features: TextFeatures = NO_FEATURES
    event_id: str | None = None


def at(article_id: str, degrees: float, hour: float = 0, event_id: str | None = None) -> Text:
    """Return a text whose vector stands at an angle: cosines are those of the differences."""
    angle = np.radians(degrees)
    return Text(article_id=article_id, vector=(np.cos(angle), np.sin(angle)), hour=hour, event_id=event_id)


def steps(feature: str, start: float, end: float, step: float, points: float) -> list[Branch]:
    """Return trees whose points rise by `points` a unit from `start` to `end`, a step at a time."""
    each = round(points * step * UNITS)
    return [
        Branch(feature=feature, limit=round(float(limit), 5), below=0, above=each)
        for limit in np.arange(start, end, step)
    ]


def decision(*trees: Branch, bias: float = 0.0) -> Decision:
    """Return a decision of some trees that joins texts at even odds."""
    return Decision(
        version="made",
        threshold=0.5,
        floor=FLOOR,
        bias=round(bias * UNITS),
        typical=dict.fromkeys(FEATURES, 0.0),
        trees=trees or (0,),
    )


# The cosine, less a penalty an hour, against a threshold.
PLAIN = decision(
    *steps("cosine", -1, 1, _COSINE_STEP, _STEEPNESS),
    *steps("hours apart", 0, 100, _HOURS_STEP, -_STEEPNESS * COSINE_PER_HOUR),
    bias=-_STEEPNESS * (1 + LEAST_COSINE),
)
# What the neighbourhood, time and names say, as those of the shipped decision do.
NEIGHBOURLY = decision(
    *steps("cosine", -1, 1, _COSINE_STEP, 10),
    *steps("cosine less that of their neighbours", -2, 1, _COSINE_STEP, 6),
    *steps("hours apart", 0, 100, _HOURS_STEP, -0.03),
    *steps("likeness of names", 0, 1, 0.1, 2),
    bias=-10 * 1.25 - 6 * 1.4,
)
# The same, and clusters whose own pairs are a little closer stay two: many of them.
PARTING = msgspec.structs.replace(NEIGHBOURLY, twin_gap=1.0)


@dataclass(frozen=True, kw_only=True)
class Kept:
    """What is kept of texts from run to run, by article."""

    event_ids: dict[str, str] = field(default_factory=dict)
    products: dict[str, Sequence[int]] = field(default_factory=dict)

    def groups(self) -> set[frozenset[str]]:
        """Return the articles of each event."""
        return groups(self.event_ids)


def groups(event_ids: Mapping[str, str]) -> set[frozenset[str]]:
    """Return the articles of each event."""
    found: dict[str, set[str]] = {}
    for article_id, event_id in event_ids.items():
        found.setdefault(event_id, set()).add(article_id)
    return {frozenset(one) for one in found.values()}


def originals(texts: Sequence[Text], kept: Kept | None = None) -> Originals:
    """Return texts as grouping compares them; one with an event was compared before."""
    kept = kept or Kept()
    events = [kept.event_ids.get(one.article_id, one.event_id) for one in texts]
    return Originals(
        article_ids=[one.article_id for one in texts],
        published_s=np.array([START.timestamp() + one.hour * 3_600 for one in texts]),
        vectors=vectors(texts),
        languages=[one.language for one in texts],
        features=in_columns(one.features for one in texts),
        event_ids=events,
        products=_products(texts, kept),
        is_compared=np.array([event is not None for event in events], dtype=np.bool_),
    )


def vectors(texts: Sequence[Text]) -> Vectors:
    """Return the whole vectors of texts."""
    return whole(unit(np.array([one.vector for one in texts], dtype=np.float32)))


def _products(texts: Sequence[Text], kept: Kept) -> Products:
    none = [0] * DENSITY_COUNT
    return np.array([kept.products.get(one.article_id, none) for one in texts], dtype=np.int32)


def regrouped(
    texts: Sequence[Text],
    kept: Kept | None = None,
    *,
    apart: Iterable[tuple[str, str]] = (),
    taken: Iterable[str] = (),
    by: Decision = PLAIN,
    reach: timedelta = MOST_REACH,
) -> Regrouping:
    """Group texts, and keep what the next run needs where `kept` is given."""
    known = kept or Kept()
    compared = originals(texts, kept)
    found = regroup(
        compared, apart=apart, taken={*taken, *known.event_ids.values()}, decision=by, reach=reach
    )
    known.event_ids.update((one.article_id, one.event_id) for one in found.members)
    known.products.update((compared.article_ids[row], products) for row, products in found.products.items())
    return found


def grouped(runs: Iterable[Sequence[Text]], by: Decision = PLAIN, reach: timedelta = MOST_REACH) -> Kept:
    """Return what is kept after runs that bring texts; each compares its own with all that came before."""
    kept, here = Kept(), list[Text]()
    for new in runs:
        here += new
        if here:
            regrouped(here, kept, by=by, reach=reach)
    return kept


def happenings(seed: int, count: int, days: float, kinds: int | None = None) -> list[Text]:
    """Return reports of several happenings, in several languages, over some days; some are hard to tell."""
    random = np.random.default_rng(seed)
    kinds = kinds or int(random.integers(1, 1 + max(1, count // 5)))
    centres = unit(random.normal(size=(kinds, _DIMENSION)).astype(np.float32))
    begins = random.uniform(0, 24 * days, size=kinds)
    spread = random.uniform(0.5, 1.6) / np.sqrt(_DIMENSION)
    return [
        Text(
            article_id=f"{random.integers(10**6):06}-{number}",
            vector=(centres[kind] + spread * random.normal(size=_DIMENSION)).tolist(),
            hour=min(24 * days, round(float(begins[kind] + random.exponential(8 * days)), 1)),
            language=("en", "fr", "zh-Hans")[int(random.integers(3))],
            features=_features(random, kind),
        )
        for number, kind in enumerate(random.integers(kinds, size=count).tolist())
    ]


def _features(random: np.random.Generator, kind: int) -> TextFeatures:
    """Return names and words, most of them of texts of a kind, and some that all texts may have."""
    names = frozenset((random.choice(6, size=3) + 10 * kind).tolist())
    return TextFeatures(names=names, words=names | frozenset((1_000 + random.choice(9, size=4)).tolist()))
