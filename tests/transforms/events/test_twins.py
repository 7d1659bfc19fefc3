"""Two events of one kind on the same days stay two, although each pair of their texts might be of one."""

from collections.abc import Sequence
from dataclasses import replace

import msgspec
import numpy as np
import pytest

from tests.transforms.events.made_texts import PLAIN, Text, originals
from transforms.events.clusters import cluster
from transforms.events.decision import Decision
from transforms.events.features import TextFeatures
from transforms.events.nearest import nearest

GAP = 2.5
PARTING = msgspec.structs.replace(PLAIN, twin_gap=GAP)
# The cosine of texts of two events. They would join: even odds are at .3.
BETWEEN = 0.365
# The plain decision gives cosines that differ by 1 log odds that differ by 20.
WIDE, NEARLY, NARROW = (BETWEEN + gap / 20 for gap in (GAP + 0.2, GAP - 0.3, GAP - 0.7))


def texts_of(languages: str, other_languages: str, within: float = WIDE) -> list[Text]:
    """Return texts of two events, one in each language, with the cosine of the texts of either event."""
    both = languages + other_languages
    event = np.arange(len(both)) < len(languages)
    cosines = np.where(event[:, None] == event, within, BETWEEN)
    np.fill_diagonal(cosines, 1)
    return [
        Text(article_id=f"{number}", vector=vector.tolist(), language=language)
        for number, (vector, language) in enumerate(zip(np.linalg.cholesky(cosines), both, strict=True))
    ]


def sizes(texts: Sequence[Text], by: Decision = PARTING, compared: Sequence[int] | None = None) -> list[int]:
    """Return the sizes of the clusters, the smallest first."""
    known = originals(texts)
    rows = np.array(range(len(texts)) if compared is None else compared, dtype=np.intp)
    near = nearest(known.vectors, known.published_s, rows, known.products)
    found = [one.cluster for one in cluster(known, near, by, rows)]
    return sorted(found.count(one) for one in set(found))


def naming(texts: Sequence[Text], *countries: set[int]) -> list[Text]:
    """Return texts that name countries."""
    return [
        replace(text, features=TextFeatures(places=frozenset(named)))
        for text, named in zip(texts, countries, strict=True)
    ]


def test_clusters_that_are_far_closer_within_stay_two() -> None:
    assert sizes(texts_of("ab", "ab"), by=PLAIN) == [4]
    assert sizes(texts_of("ab", "ab")) == [2, 2]
    assert sizes(texts_of("ab", "ab", within=NEARLY)) == [4]


def test_what_differs_by_language_alone_does_not_count() -> None:
    assert sizes(texts_of("ab", "cd")) == [4]
    assert sizes(texts_of("ab", "ac")) == [4]
    assert sizes(texts_of("ab", "aac")) == [2, 3]


def test_a_text_alone_is_no_twin() -> None:
    assert sizes(texts_of("aaa", "a")) == [4]


@pytest.mark.parametrize(
    ("countries", "expected"),
    [
        ([{1}, set(), set(), {2}], [2, 2]),
        ([{1}, {2}, set(), {2}], [4]),
        ([{1}, {1}, set(), set()], [4]),
        ([set(), set(), set(), set()], [4]),
    ],
    ids=["other countries", "one in common", "one names none", "none"],
)
def test_other_countries_make_up_for_part_of_the_gap(countries: list[set[int]], expected: list[int]) -> None:
    assert sizes(naming(texts_of("ab", "ab", within=NEARLY), *countries)) == expected
    assert sizes(naming(texts_of("ab", "ab", within=NARROW), *countries)) == [4]


def test_an_event_of_before_is_as_close_within_as_its_texts_are() -> None:
    for within, expected in ((WIDE, [2, 3]), (NEARLY, [5])):
        texts = texts_of("aba", "ab", within)
        texts[:3] = [replace(one, event_id="before") for one in texts[:3]]
        assert sizes(texts, by=PLAIN, compared=[3, 4]) == [5]
        assert sizes(texts, compared=[3, 4]) == expected


def test_two_events_of_before_that_a_later_text_resembles_stay_two() -> None:
    texts = texts_of("ab", "aba")
    texts[:4] = [replace(one, event_id=f"before {number // 2}") for number, one in enumerate(texts[:4])]
    assert sizes(texts, compared=[4]) == [2, 3]
