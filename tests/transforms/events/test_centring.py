"""Language means: those that ship, or those of what was seen, subtracted from vectors."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.embedding.embedder import Vectors
from transforms.events.centring import (
    MEASURED_MODEL,
    STARTING_WEIGHT,
    LanguageMeans,
    VectorSum,
    language_means,
    moved_sums,
    unit,
)

DIMENSION = 384
OTHER_MODEL = "a model of the user's"


def vector(*places: int) -> Vectors:
    made = np.zeros(DIMENSION, dtype=np.float32)
    made[list(places)] = 1
    return made


def vector_of(*values: float) -> Vectors:
    return np.array(values, dtype=np.float32)


def seen(count: int, *places: int) -> VectorSum:
    return VectorSum(count, vector(*places) * count)


def test_the_mean_of_the_own_language_is_taken_out() -> None:
    means = LanguageMeans(
        by_language={"de": np.array([1, 0], np.float32)}, fallback=np.array([0, 1], np.float32)
    )
    centred = means.centre(np.array([[1, 2], [3, 1]], np.float32), ["de", "xx"])
    assert centred.tolist() == [[0, 1], [1, 0]]
    assert centred.dtype == np.float32


def test_a_language_with_a_script_has_the_mean_of_the_language() -> None:
    means = LanguageMeans(by_language={"sr": vector_of(1, 0)}, fallback=vector_of(0, 0))
    assert means.centre(vector_of(1, 2)[None], ["sr-Latn"]).tolist() == [[0, 1]]


def test_vectors_may_be_centred_in_place() -> None:
    vectors = np.array([[1, 2], [3, 1]], np.float32)
    means = LanguageMeans(by_language={}, fallback=vector_of(1, 1))
    assert means.centre(vectors, ["de", "en"], out=vectors) is vectors
    assert vectors.tolist() == [[0, 1], [1, 0]]


def test_a_vector_that_is_its_mean_stays_finite() -> None:
    mean = np.array([1, 0], np.float32)
    centred = LanguageMeans(by_language={}, fallback=mean).centre(mean[None], ["de"])
    assert centred.tolist() == [[0, 0]]


@pytest.mark.parametrize("embedder", [f"{MEASURED_MODEL}int8", f"{MEASURED_MODEL}any other"])
def test_the_means_of_the_measured_model_ship(embedder: str) -> None:
    means = language_means(embedder, {})
    assert {"en", "de", "zh", "ar"} <= set(means.by_language)
    assert means.fallback.shape == (DIMENSION,)
    average = np.mean(list(means.by_language.values()), axis=0)
    assert np.allclose(means.fallback, average, atol=1e-6)


def test_shipped_means_stay_as_they_are_whatever_was_seen() -> None:
    """A vector never depends on the articles that came before it."""
    start = language_means(MEASURED_MODEL, {})
    moved = language_means(MEASURED_MODEL, {"en": seen(10_000, 1), "xx": seen(10_000, 2)})
    assert moved.by_language.keys() == start.by_language.keys()
    assert np.array_equal(moved.by_language["en"], start.by_language["en"])
    assert np.array_equal(moved.fallback, start.fallback)


def test_the_means_of_another_model_are_those_of_what_was_seen() -> None:
    means = language_means(OTHER_MODEL, {"en": seen(3_000, 0), "de": seen(1_000, 1)})
    assert np.allclose(means.fallback, 0.75 * vector(0) + 0.25 * vector(1))
    assert np.allclose(means.by_language["en"], vector(0), atol=0.01)
    assert np.allclose(means.by_language["de"], vector(1), atol=0.01)
    assert means.by_language["en"].dtype == np.float32


def test_the_mean_of_a_language_with_few_articles_is_close_to_that_of_all() -> None:
    means = language_means(OTHER_MODEL, {"en": seen(10**6, 0), "fr": seen(STARTING_WEIGHT, 1)})
    assert np.allclose(means.by_language["fr"], (vector(0) + vector(1)) / 2, atol=1e-4)


def test_another_model_has_no_means_before_anything_was_seen() -> None:
    with pytest.raises(ValueError, match=f"No articles of {OTHER_MODEL} have been seen"):
        language_means(OTHER_MODEL, {})


@given(st.lists(st.tuples(st.sampled_from(["en", "de", "zh-Hans"]), st.integers(0, 9)), max_size=12))
def test_sums_move_by_each_vector(arriving: list[tuple[str, int]]) -> None:
    before = {"en": (2, vector(1) * 2)}
    found = moved_sums(before, [tag for tag, _ in arriving], [vector(place) for _, place in arriving])
    for tag in {"en", *(tag for tag, _ in arriving)}:
        own = [vector(place) for language, place in arriving if language == tag]
        start = before.get(tag, (0, np.zeros(DIMENSION)))
        assert found[tag].count == start[0] + len(own)
        assert np.array_equal(found[tag].total, start[1] + sum(own, np.zeros(DIMENSION)))
    assert before["en"][1].tolist() == (vector(1) * 2).tolist()


def test_unit_vectors_have_length_one() -> None:
    assert np.allclose(unit(np.stack([vector_of(3, 4), vector_of(0, 0)])), [[0.6, 0.8], [0.0, 0.0]])
    assert np.allclose(unit(vector_of(0, 2)), [0, 1])
