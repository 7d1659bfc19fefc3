"""Language means: kept up to date and subtracted from vectors."""

import numpy as np

from transforms.embedding.embedder import Vectors
from transforms.events.centring import (
    STARTING_WEIGHT,
    UNMEASURED_WEIGHT,
    LanguageMeans,
    VectorSum,
    language_means,
)

DIMENSION = 384


def vector(*places: int) -> Vectors:
    made = np.zeros(DIMENSION, dtype=np.float32)
    made[list(places)] = 1
    return made


def test_the_mean_of_the_own_language_is_taken_out() -> None:
    means = LanguageMeans(
        by_language={"de": np.array([1, 0], np.float32)}, fallback=np.array([0, 1], np.float32)
    )
    centred = means.centre(np.array([[1, 2], [3, 1]], np.float32), ["de", "xx"])
    assert centred.tolist() == [[0, 1], [1, 0]]
    assert centred.dtype == np.float32


def test_a_vector_that_is_its_mean_stays_finite() -> None:
    mean = np.array([1, 0], np.float32)
    centred = LanguageMeans(by_language={}, fallback=mean).centre(mean[None], ["de"])
    assert centred.tolist() == [[0, 0]]


def test_starting_means_serve_at_once() -> None:
    means = language_means({})
    assert {"en", "de", "zh", "ar"} <= set(means.by_language)
    assert means.fallback.shape == (DIMENSION,)
    average = np.mean(list(means.by_language.values()), axis=0)
    assert np.allclose(means.fallback, average, atol=1e-6)


def test_means_move_as_far_as_what_was_seen_weighs() -> None:
    start = language_means({})
    seen = VectorSum(STARTING_WEIGHT, vector(0) * STARTING_WEIGHT)
    moved = language_means({"en": seen})
    assert np.allclose(moved.by_language["en"], (start.by_language["en"] + vector(0)) / 2, atol=1e-6)
    assert np.array_equal(moved.by_language["de"], start.by_language["de"])
    assert np.array_equal(moved.fallback, start.fallback)
    assert np.array_equal(language_means({}).by_language["en"], start.by_language["en"])


def test_an_unmeasured_language_moves_sooner() -> None:
    start = language_means({})
    assert "xx" not in start.by_language
    moved = language_means({"xx": VectorSum(UNMEASURED_WEIGHT, vector(3) * UNMEASURED_WEIGHT)})
    assert np.allclose(moved.by_language["xx"], (start.fallback + vector(3)) / 2, atol=1e-6)


def test_many_vectors_outweigh_the_start_and_one_does_not() -> None:
    start = language_means({}).by_language["en"]
    after_one, after_many = (
        language_means({"en": VectorSum(count, vector(1) * count)}).by_language["en"] for count in (1, 1_000)
    )
    assert np.linalg.norm(after_one - start) < 0.06
    assert np.linalg.norm(after_many - vector(1)) < 0.04
