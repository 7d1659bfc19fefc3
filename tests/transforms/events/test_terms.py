"""Terms in common are counted as plain sets count them."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.transforms.events.plain_pairs import all_pairs
from transforms.events.terms import Signatures, TermSets

BITS = 4_096
Sets = list[frozenset[int]]
HASHES = st.integers(0, 2**64 - 1)
# Terms below the number of bits have a bit each.
SMALL = st.lists(st.frozensets(st.integers(0, BITS - 1), max_size=30), min_size=1, max_size=8)


def listed(sets: TermSets) -> Sets:
    return [
        frozenset(sets.values[start:end].tolist())
        for start, end in zip(sets.starts[:-1], sets.starts[1:], strict=True)
    ]


@given(st.lists(st.frozensets(HASHES, max_size=6), max_size=8))
def test_sets_come_out_of_a_column_as_they_went_in(sets: Sets) -> None:
    column = TermSets.of(sets)
    assert len(column) == len(sets)
    assert listed(column) == sets


@given(st.lists(st.frozensets(HASHES, max_size=6), min_size=1, max_size=8), st.data())
def test_some_rows_have_their_sets_in_the_order_asked_for(sets: Sets, data: st.DataObject) -> None:
    rows = data.draw(st.lists(st.integers(0, len(sets) - 1), max_size=12))
    found = TermSets.of(sets).of_rows(np.array(rows, dtype=np.intp))
    assert listed(found) == [sets[row] for row in rows]


@given(st.lists(st.frozensets(st.integers(0, 20), max_size=6), max_size=8), st.frozensets(st.integers(0, 20)))
def test_some_terms_can_be_left_out(sets: Sets, common: frozenset[int]) -> None:
    found = TermSets.of(sets).without(np.array(sorted(common), dtype=np.uint64))
    assert listed(found) == [one - common for one in sets]


@given(SMALL)
def test_terms_in_common_are_those_of_the_sets(sets: Sets) -> None:
    signatures = Signatures(TermSets.of(sets), BITS)
    ones, others = all_pairs(len(sets))
    pairs = [(sets[one], sets[other]) for one, other in zip(ones, others, strict=True)]
    shared = signatures.shared(ones, others)
    assert shared.tolist() == [len(one & other) for one, other in pairs]
    assert signatures.fewer(ones, others).tolist() == [min(len(one), len(other)) for one, other in pairs]
    cosines = [len(one & other) / max(1, len(one) * len(other)) ** 0.5 for one, other in pairs]
    assert signatures.cosines(ones, others, shared) == pytest.approx(cosines, abs=1e-6)


def test_hashes_that_differ_only_above_the_bits_count_as_one_term() -> None:
    sets = TermSets.of([{5, 7}, {5 + BITS, 7 + 3 * BITS}, {5, 5 + BITS}])
    signatures = Signatures(sets, BITS)
    zeros = np.zeros(3, dtype=np.intp)
    assert signatures.shared(zeros, np.arange(3)).tolist() == [2, 2, 1]
    assert signatures.fewer(zeros, np.arange(3)).tolist() == [2, 2, 2]


def test_chance_adds_few_terms_to_those_of_texts_of_the_usual_length() -> None:
    random = np.random.default_rng(1)
    sets = [frozenset(random.integers(2**32, size=80).tolist()) for _ in range(100)]
    signatures = Signatures(TermSets.of(sets), BITS)
    ones, others = all_pairs(len(sets))
    apart = ones != others
    # 80 terms hit the bits of 80 others 80 * 80 / 4096 times on average.
    assert signatures.shared(ones[apart], others[apart]).mean() == pytest.approx(1.5, abs=0.2)


@pytest.mark.parametrize("dtype", [np.uint32, np.uint64])
def test_more_texts_and_pairs_than_are_worked_on_at_once(dtype: type) -> None:
    random = np.random.default_rng(2)
    sets = [frozenset(random.integers(64, size=int(random.integers(6))).tolist()) for _ in range(2_500)]
    column = TermSets.of(sets)
    signatures = Signatures(TermSets(column.starts, column.values.astype(dtype)), 64)
    ones, others = random.integers(len(sets), size=(2, 20_000))
    plain = [len(sets[one] & sets[other]) for one, other in zip(ones, others, strict=True)]
    assert signatures.shared(ones, others).tolist() == plain


def test_no_texts_and_no_pairs_are_nothing() -> None:
    none = np.array([], dtype=np.intp)
    assert Signatures(TermSets.of([]), BITS).shared(none, none).tolist() == []
    assert len(TermSets.of([{1}]).of_rows(none)) == 0
