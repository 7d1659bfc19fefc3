"""What grouping compares, made of the warehouse's columns, and which text of an event is central."""

from collections.abc import Mapping, Sequence

import numpy as np

from transforms.events.centring import VectorSum, language_means
from transforms.events.events import most_central
from transforms.events.features import KINDS, FeatureColumns
from transforms.events.nearest import whole
from transforms.events.originals import Originals
from transforms.events.terms import TermSets
from warehouse.steps.event_groups import WindowColumns


def as_originals(columns: WindowColumns, embedder: str, sums: Mapping[str, VectorSum]) -> Originals:
    """Return what grouping compares; each vector has the mean of its language subtracted."""
    languages = columns.language.tolist()
    vectors = columns.vector
    return Originals(
        article_ids=columns.article_id.tolist(),
        published_s=columns.published_s,
        vectors=whole(language_means(embedder, sums).centre(vectors, languages, out=vectors)),
        languages=languages,
        features=FeatureColumns(**{kind: _term_sets(columns, kind) for kind in KINDS}),
        event_ids=[event_id or None for event_id in columns.event_id],
        products=columns.products,
        is_compared=columns.is_compared,
    )


def _term_sets(columns: WindowColumns, kind: str) -> TermSets:
    own = columns.features[kind]
    return TermSets(np.append(own.starts, len(own.values)), own.values)


def central(originals: Originals, rows: Sequence[int]) -> dict[str, str]:
    """Return the most central article of an event (its rows), then that of each other language."""
    first: dict[str, str] = {}
    for row in most_central(originals, rows):
        first.setdefault(originals.languages[row], originals.article_ids[row])
    return first
