"""Overlap of shingles between texts, without the boilerplate of their outlets."""

import tracemalloc
from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.copies import overlap as overlapping
from transforms.copies.overlap import Overlap, Shingled, overlap
from transforms.copies.shingles import BOILERPLATE_FROM


def found(
    shared: dict[int, set[int]],
    asked: list[int],
    groups: dict[int, int] | None = None,
    outlets: dict[int, int] | None = None,
    common_to: int = 50,
) -> Overlap:
    pairs = [(text, value) for text in sorted(shared) for value in sorted(shared[text])]
    texts = sorted({text for text, _ in pairs})
    window = Shingled(
        text_of=np.array([text for text, _ in pairs], dtype=np.int64),
        hashes=np.array([value for _, value in pairs], dtype=np.uint64),
        texts=np.array(texts, dtype=np.int64),
        groups=np.array([(groups or {}).get(text, 0) for text in texts], dtype=np.uint64),
        outlets=np.array([(outlets or {}).get(text, text) for text in texts], dtype=np.uint64),
    )
    return overlap(window, np.array(asked), min_shared=2, common_to=common_to)


def test_texts_are_near_that_share_enough_with_one_asked_and_it_with_itself() -> None:
    shared = {3: {1, 2}, 40: {1, 2, 5}, 41: {1, 5}, 700: {5, 1}, 9_000: {2}}

    assert found(shared, [40]).near.tolist() == [3, 40, 41, 700]


def test_what_is_shared_with_different_ones_is_not_added_up() -> None:
    assert found({1: {1, 2}, 2: {3, 4}, 3: {1, 3}}, [1, 2]).near.tolist() == [1, 2]


def test_hashes_of_too_many_groups_do_not_count() -> None:
    shared = {text: {1, 2} for text in range(1, 6)}
    own_groups = {text: text for text in range(1, 6)}

    by_itself = found(shared, [1], own_groups, common_to=4)

    assert by_itself.common.tolist() == [1, 2]
    assert by_itself.near.tolist() == []
    assert found(shared, [1], dict.fromkeys(shared, 7), common_to=4).near.tolist() == [1, 2, 3, 4, 5]


def test_what_stands_in_many_texts_of_an_outlet_is_its_boilerplate() -> None:
    shared = {text: {8, 100 + text} for text in range(BOILERPLATE_FROM)}

    outlets, hashes = found(shared, [0], outlets=dict.fromkeys(shared, 6)).boilerplate

    assert (outlets.tolist(), hashes.tolist()) == ([6], [8])


def test_where_no_text_has_a_shingle_none_is_near() -> None:
    nothing = found({}, [1, 2])

    assert nothing.near.tolist() == []
    assert nothing.common.tolist() == []
    assert [column.tolist() for column in nothing.boilerplate] == [[], []]


@given(st.lists(st.sets(st.integers(0, 12), max_size=8), max_size=12), st.integers(1, 20), st.data())
def test_it_does_not_matter_how_many_are_compared_at_once(
    texts: list[set[int]], at_once: int, data: st.DataObject
) -> None:
    shared = dict(enumerate(texts))
    asked = data.draw(st.lists(st.integers(0, 12), unique=True))
    near = {
        text
        for text, new in product(shared, asked)
        if len(shared[text] & shared.get(new, set())) >= 2  # `found` asks for two
    }

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(overlapping, "MAX_COMPARED_SHINGLES", at_once)
        assert found(shared, asked).near.tolist() == sorted(near)


def peak_bytes(count: int) -> int:
    """Return the memory that comparing as many texts of one template takes."""
    text_of = np.repeat(np.arange(count), 100)
    window = Shingled(
        text_of=text_of,
        hashes=np.tile(np.arange(100, dtype=np.uint64), count),
        texts=np.arange(count),
        groups=np.zeros(count, dtype=np.uint64),
        outlets=np.arange(count, dtype=np.uint64),
    )
    tracemalloc.start()
    try:
        near = overlap(window, np.arange(count), min_shared=6, common_to=20).near
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
        assert near.tolist() == list(range(count))


def test_the_memory_for_texts_of_one_template_grows_with_their_number() -> None:
    assert peak_bytes(2_000) < 2.5 * peak_bytes(1_000)
