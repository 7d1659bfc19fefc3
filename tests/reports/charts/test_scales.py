"""Ticks are round and cover the values, labels fit, and names beside lines do not overlap."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.charts import Unit
from reports.charts.scales import number_text, spread, stride, ticks


@given(st.floats(0, 1e12), st.sampled_from(Unit))
def test_ticks_begin_at_0_and_end_at_or_above_the_highest_value(highest: float, unit: Unit) -> None:
    found = ticks(highest, unit)

    assert found[0] == 0
    assert found[-1] >= highest * (1 - 1e-6)
    assert 2 <= len(found) <= 8
    if unit == Unit.COUNT:
        assert all(value == int(value) for value in found)


@pytest.mark.parametrize(
    ("highest", "unit", "expected"),
    [
        (0, Unit.COUNT, [0, 1]),
        (3, Unit.COUNT, [0, 1, 2, 3]),
        (87, Unit.COUNT, [0, 25, 50, 75, 100]),
        (0.12, Unit.SHARE, [0, 0.05, 0.1, 0.15]),
    ],
)
def test_ticks_are_round(highest: float, unit: Unit, expected: list[float]) -> None:
    assert ticks(highest, unit) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (1200, Unit.COUNT, "1,200"),
        (2.5, Unit.COUNT, "2.5"),
        (0, Unit.SHARE, "0 %"),
        (0.5, Unit.SHARE, "50 %"),
        (1, Unit.SHARE, "100 %"),
        (0.053, Unit.SHARE, "5.3 %"),
        (0.00031, Unit.SHARE, "0.031 %"),
    ],
)
def test_numbers_are_written_with_the_digits_that_matter(value: float, unit: Unit, text: str) -> None:
    assert number_text(value, unit) == text


@given(st.integers(1, 2000), st.floats(10, 2000), st.floats(1, 200))
def test_labels_at_every_stride_fit(count: int, room: float, width: float) -> None:
    every = stride(count, room, width)
    labels = -(-count // every)
    assert labels == 1 or labels * width <= room


@given(st.lists(st.floats(0, 300), max_size=12), st.floats(1, 40))
def test_names_keep_their_order_and_distance_and_stay_inside(wanted: list[float], distance: float) -> None:
    low, high = 0.0, 300.0
    found = spread(wanted, distance, low, high)

    assert len(found) == len(wanted)
    assert all(low - 1e-6 <= one <= high + 1e-6 for one in found)
    kept = min(distance, (high - low) / max(1, len(wanted) - 1))
    assert all(below - above >= kept - 1e-6 for above, below in pairwise(sorted(found)))
    by_wanted = [found[index] for index in sorted(range(len(wanted)), key=lambda index: wanted[index])]
    assert by_wanted == sorted(by_wanted)


def test_names_with_room_stay_where_they_are_wanted() -> None:
    assert spread([200, 10, 100], 19, 0, 300) == [200, 10, 100]
