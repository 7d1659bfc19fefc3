"""The nearest texts of the window, as plain loops find them, however many steps it takes."""

from collections.abc import Sequence
from random import Random
from typing import NamedTuple

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from transforms.embedding.embedder import Vectors
from transforms.events.centring import unit
from transforms.events.nearest import (
    COMPARED_COUNT,
    DENSITY_COUNT,
    LENGTH,
    WINDOW,
    Nearest,
    Products,
    cosines,
    nearest,
    whole,
)

WINDOW_S = WINDOW.total_seconds()
# Sums of whole numbers are exact in 32-bit floats up to here.
EXACT = 2**24


class Texts(NamedTuple):
    """Whole vectors, and when each text was published."""

    vectors: Vectors
    published_s: NDArray[np.float64]


def made(seed: int, count: int, dimension: int = 8, span: float = 3.0) -> Texts:
    """Return texts over so many windows, on full hours, so that some are exactly one window apart."""
    random = np.random.default_rng(seed)
    vectors = whole(unit(random.normal(size=(count, dimension)).astype(np.float32)))
    hours = random.integers(0, max(1, int(span * WINDOW_S / 3_600)), size=count)
    return Texts(vectors, hours.astype(np.float64) * 3_600)


def alike(count: int) -> Vectors:
    """Return so many vectors that are the same."""
    return whole(np.tile(np.array([1, 0], np.float32), (count, 1)))


def none_yet(texts: Texts) -> Products:
    return np.zeros((len(texts.vectors), DENSITY_COUNT), dtype=np.int32)


def everything(texts: Texts) -> Nearest:
    rows = np.arange(len(texts.vectors))
    return nearest(texts.vectors, texts.published_s, rows, none_yet(texts))


def pairs_of(found: Nearest) -> set[tuple[int, int]]:
    return set(zip(found.pairs[0].tolist(), found.pairs[1].tolist(), strict=True))


def table(texts: Texts, rows: Sequence[int]) -> NDArray[np.float64]:
    """Return the products of some texts with all, -inf beyond the window and for a text with itself."""
    vectors = texts.vectors.astype(np.float64)
    found = vectors[rows] @ vectors.T
    found[np.abs(texts.published_s[rows][:, None] - texts.published_s) > WINDOW_S] = -np.inf
    found[np.arange(len(rows)), rows] = -np.inf
    return found


def plain_pairs(texts: Texts, fresh: Sequence[int]) -> set[tuple[int, int]]:
    """Return each fresh text with its nearest; those as near as the last of them are nearest too."""
    found = set()
    for row, line in zip(fresh, table(texts, fresh), strict=True):
        least = np.sort(line)[-COMPARED_COUNT:][0]
        found |= {(row, other) for other in np.flatnonzero((line > -np.inf) & (line >= least)).tolist()}
    return found


def plain_products(texts: Texts) -> list[list[int]]:
    lines = table(texts, range(len(texts.vectors)))
    highest = -np.sort(-lines, axis=1)[:, :DENSITY_COUNT]
    missing = DENSITY_COUNT - highest.shape[1]
    return [[*(int(max(value, 0)) for value in line), *[0] * missing] for line in highest]


@given(st.integers(0, 999), st.integers(1, 90), st.data())
def test_each_fresh_text_has_its_nearest(seed: int, count: int, data: st.DataObject) -> None:
    texts = made(seed, count)
    fresh = sorted(data.draw(st.sets(st.integers(0, count - 1), min_size=1)))
    found = nearest(texts.vectors, texts.published_s, np.array(fresh), none_yet(texts))
    assert pairs_of(found) == plain_pairs(texts, fresh)
    assert len(found.pairs[0]) == len(pairs_of(found))


@given(st.integers(0, 999), st.integers(1, 90), st.data())
def test_highest_products_after_several_steps_are_those_of_one(
    seed: int, count: int, data: st.DataObject
) -> None:
    texts = made(seed, count)
    step_of = np.array(data.draw(st.lists(st.integers(0, 3), min_size=count, max_size=count)))
    known = none_yet(texts)
    for step in range(4):
        here, fresh = np.flatnonzero(step_of <= step), np.flatnonzero(step_of[step_of <= step] == step)
        found = nearest(texts.vectors[here], texts.published_s[here], fresh, known[here])
        assert (found.is_changed == (found.products != known[here]).any(axis=1)).all()
        known[here] = found.products
    assert known.tolist() == plain_products(texts)


@pytest.mark.parametrize("count", [257, 1_000])
def test_more_texts_than_are_compared_at_once(count: int) -> None:
    texts = made(1, count, span=1.5)
    found = everything(texts)
    assert pairs_of(found) == plain_pairs(texts, range(count))
    assert found.products.tolist() == plain_products(texts)


def test_more_texts_than_a_text_has_nearest_blocks() -> None:
    texts = made(2, 5_000, span=0.5)
    fresh = [0, 17, 4_999]
    found = nearest(texts.vectors, texts.published_s, np.array(fresh), none_yet(texts))
    assert pairs_of(found) == plain_pairs(texts, fresh)


@given(st.integers(0, 999), st.integers(1, 70), st.randoms())
def test_the_order_of_rows_does_not_matter(seed: int, count: int, random: Random) -> None:
    texts = made(seed, count)
    order = np.array(random.sample(range(count), count))
    found = everything(texts)
    moved = everything(Texts(texts.vectors[order], texts.published_s[order]))
    assert {(int(order[one]), int(order[other])) for one, other in pairs_of(moved)} == pairs_of(found)
    assert (moved.products == found.products[order]).all()


def test_equally_near_texts_are_all_nearest() -> None:
    count = COMPARED_COUNT + 20
    texts = Texts(alike(count), np.zeros(count))
    assert len(everything(texts).pairs[0]) == count * (count - 1)


def test_the_window_ends_after_its_last_second() -> None:
    texts = Texts(alike(3), np.array([0, WINDOW_S, 2 * WINDOW_S + 1]))
    found = everything(texts)
    assert pairs_of(found) == {(0, 1), (1, 0)}
    assert found.products[:, 0].tolist() == [LENGTH**2, LENGTH**2, 0]


def test_products_that_are_missing_or_below_nothing_are_nothing() -> None:
    vectors = whole(np.array([[1, 0], [-1, 0], [0.6, 0.8]], np.float32))
    found = everything(Texts(vectors, np.zeros(3)))
    assert found.products[0].tolist() == [int(vectors[0] @ vectors[2]), *[0] * (DENSITY_COUNT - 1)]
    assert found.products[1].tolist() == [0] * DENSITY_COUNT
    assert found.is_changed.tolist() == [True, False, True]


def test_nothing_fresh_changes_nothing() -> None:
    texts = made(3, 20)
    known = everything(texts).products
    found = nearest(texts.vectors, texts.published_s, np.array([], dtype=np.intp), known)
    assert pairs_of(found) == set()
    assert not found.is_changed.any()
    assert (found.products == known).all()


@given(st.integers(0, 999), st.sampled_from([2, 384, 768, 1_024]))
def test_products_of_whole_vectors_are_exact(seed: int, dimension: int) -> None:
    """Not even the sum of the sizes of all their parts, in whatever order, is beyond what is exact."""
    texts = made(seed, 6, dimension)
    exact = texts.vectors.astype(np.int64)
    assert (exact == texts.vectors).all()
    assert (np.abs(exact) @ np.abs(exact).T).max() < EXACT
    assert (texts.vectors @ texts.vectors.T == exact @ exact.T).all()


@pytest.mark.parametrize("dimension", [384, 768, 1_024])
def test_no_rounding_makes_vectors_so_long_that_products_are_inexact(dimension: int) -> None:
    longest = LENGTH + np.sqrt(dimension) / 2
    assert longest**2 <= EXACT


@given(st.integers(0, 999))
def test_cosines_are_those_of_the_vectors(seed: int) -> None:
    vectors = unit(np.random.default_rng(seed).normal(size=(9, 384)).astype(np.float32))
    ones, others = (places.ravel() for places in np.indices((9, 9)))
    expected = (vectors @ vectors.T)[ones, others]
    assert cosines(whole(vectors.copy()), ones, others) == pytest.approx(expected, abs=5e-3)


def test_more_cosines_than_are_found_at_once() -> None:
    vectors = made(4, 50).vectors
    ones, others = np.random.default_rng(5).integers(50, size=(2, 40_000))
    expected = (vectors.astype(np.float64) @ vectors.T)[ones, others] / LENGTH**2
    assert cosines(vectors, ones, others) == pytest.approx(expected, abs=1e-6)
