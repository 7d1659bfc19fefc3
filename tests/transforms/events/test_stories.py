"""Events are compared as texts are, and join into stories."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tests.transforms.events.made_texts import PLAIN, Text, originals
from transforms.events.events import Regrouping
from transforms.events.features import TextFeatures
from transforms.events.nearest import DENSITY_COUNT, LENGTH
from transforms.events.stories import KnownEvents, as_texts, find_stories

HASHES = st.frozensets(st.integers(0, 9), max_size=4)


def text(event_id: str, *vector: float, language: str = "en", numbers: frozenset[int] = frozenset()) -> Text:
    return Text(
        article_id=f"{event_id} {language}",
        vector=vector,
        language=language,
        features=TextFeatures(numbers=numbers),
        event_id=event_id,
    )


def known(
    begun_s: Mapping[str, float], story_of: Mapping[str, str], products: Mapping[str, Sequence[int]]
) -> KnownEvents:
    rows = [[*products.get(name, ()), *[0] * DENSITY_COUNT][:DENSITY_COUNT] for name in begun_s]
    return KnownEvents(
        event_ids=list(begun_s),
        begun_s=np.array(list(begun_s.values())),
        story_ids=[story_of.get(name) for name in begun_s],
        is_compared=np.array([name in products for name in begun_s]),
        products=np.array(rows, dtype=np.int32),
    )


def found(events: KnownEvents, texts: Sequence[Text], reach: timedelta) -> Regrouping:
    return find_stories(originals(texts), events, decision=PLAIN, reach=reach)


def test_an_event_is_the_mean_of_its_texts_and_has_all_their_features() -> None:
    texts = [
        text("a", 1, 0, language="fr", numbers=frozenset({1, 2})),
        text("b", 0, 1),
        replace(text("a", 0, 1, language="de", numbers=frozenset({2, 3})), hour=-1),
    ]
    events = known({"b": 5, "a": 3}, {}, {"a": [7, 6]})
    compared = as_texts(originals(texts), events)
    assert list(compared.article_ids) == ["b", "a"]
    assert list(compared.languages) == ["en", "de"]
    assert compared.published_s.tolist() == [5, 3]
    assert compared.is_compared.tolist() == [False, True]
    assert compared.products[1].tolist() == [7, 6] + [0] * (DENSITY_COUNT - 2)
    assert compared.features.numbers.starts.tolist() == [0, 0, 3]
    assert compared.features.numbers.values.tolist() == [1, 2, 3]
    assert np.allclose(compared.vectors[1][:2] / LENGTH, [0.5**0.5] * 2, atol=1e-3)


@given(st.lists(st.tuples(st.integers(0, 4), HASHES), min_size=5, max_size=12))
def test_the_features_of_an_event_are_the_union_of_those_of_its_texts(
    sets: list[tuple[int, frozenset[int]]],
) -> None:
    texts = [
        replace(text(str(owner), 1, 0, numbers=own), article_id=str(place))
        for place, (owner, own) in enumerate(sets)
    ]
    owners = sorted({owner for owner, _ in sets})
    events = known({str(owner): 0 for owner in owners}, {}, {})
    numbers = as_texts(originals(texts), events).features.numbers
    united = [frozenset(numbers.values[start:end].tolist()) for start, end in pairwise(numbers.starts)]
    assert united == [frozenset().union(*(own for one, own in sets if one == owner)) for owner in owners]


def test_a_new_event_joins_a_story_and_an_event_that_had_none() -> None:
    begun = {"a": 0.0, "b": 3_600.0, "c": 7_200.0, "d": 10_800.0, "new": 14_400.0, "other": 18_000.0}
    vectors = {"a": (1, 0), "b": (1, 0.1), "c": (0, 1), "d": (-1, -1), "new": (1, 0.05), "other": (0, 1.0)}
    texts = [text(name, *vectors[name]) for name in begun]
    compared = [name for name in begun if name not in {"new", "other"}]
    events = known(begun, {"a": "a", "b": "a"}, {name: [1] for name in compared})
    changed = found(events, texts, timedelta(0)).changed_events
    names = list(begun)
    stories = {story: {names[row] for row in rows} for story, rows in changed.items() if len(rows) > 1}
    assert stories == {"a": {"a", "b", "new"}, "c": {"c", "other"}}
    assert "d" not in {names[row] for rows in changed.values() for row in rows}
