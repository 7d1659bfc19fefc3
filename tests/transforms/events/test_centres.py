"""Centres are the normed sums of their texts' vectors, wherever they stand."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.embedding.embedder import Vectors
from transforms.events.centres import Centres

_TEXTS, _DIMENSION = 40, 6


def unit_vectors(seed: int, count: int = _TEXTS) -> Vectors:
    vectors = np.random.default_rng(seed).normal(size=(count, _DIMENSION)).astype(np.float32)
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True))


def centre(vectors: Vectors) -> Vectors:
    total = vectors.sum(axis=0)
    return np.asarray(total / max(np.linalg.norm(total), 1e-9))


@given(
    st.integers(0, 99), st.lists(st.lists(st.integers(0, _TEXTS - 1), min_size=1), min_size=1, max_size=20)
)
def test_a_cluster_of_any_texts_has_their_middle(seed: int, clusters: list[list[int]]) -> None:
    vectors = unit_vectors(seed)
    centres = Centres(vectors, most=len(clusters))
    for number, rows in enumerate(clusters):
        centres.set_text(number, rows[0])
        for row in rows[1:]:
            centres.add(number, row)
    expected = np.stack([centre(vectors[rows]) for rows in clusters])
    found = centres.cosines(np.arange(len(clusters)), np.eye(_DIMENSION, dtype=np.float32)).T
    assert found == pytest.approx(expected, abs=1e-4)


def test_a_sum_takes_the_place_of_a_text_and_a_text_that_of_a_sum() -> None:
    vectors, one = unit_vectors(1), np.array([0])
    centres = Centres(vectors, most=1)
    for total in (vectors[2] + vectors[3], np.zeros(_DIMENSION, dtype=np.float32)):
        centres.set_text(0, 4)
        assert centres.cosines(one, vectors[4:5])[0, 0] == pytest.approx(1)
        centres.set_sum(0, total)
        assert centres.cosines(one, vectors[:5])[:, 0] == pytest.approx(vectors[:5] @ centre(total[None]))


def test_more_centres_than_are_read_at_once() -> None:
    vectors = unit_vectors(2, 2_500)
    centres = Centres(vectors, most=2_500)
    centres.set_text(np.arange(2_500), np.arange(2_500)[::-1])
    numbers = np.arange(0, 2_500, 2)
    assert centres.cosines(numbers, vectors[:3]) == pytest.approx(
        vectors[:3] @ vectors[::-1][numbers].T, abs=1e-5
    )
