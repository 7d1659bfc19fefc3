"""Axes: round ticks, labels that do not overlap, and the numbers written at them."""

import math
from collections.abc import Sequence
from itertools import pairwise

from reports.charts.values import Unit

_STEPS = (1, 2, 2.5, 5, 10)
# Weeks are kept together where days are left out.
_STRIDES = (1, 2, 3, 4, 5, 7, 10, 14, 21, 28, 56, 91, 182, 364)


def ticks(highest: float, unit: Unit, about: int = 5) -> list[float]:
    """Return about `about` round values from 0 up to the first one that is not below `highest`.

    Counts have whole ticks. Steps are 1, 2, 2.5 or 5 times a power of ten.
    """
    step = _round_step(max(highest, 0) / max(1, about - 1))
    if unit == Unit.COUNT:
        step = float(max(1, math.ceil(step)))
    elif highest <= 0:
        step = 0.1
    count = max(1, math.ceil(highest / step - 1e-9))
    return [number * step for number in range(count + 1)]


def _round_step(rough: float) -> float:
    if rough <= 0:
        return 1.0
    power = 10.0 ** math.floor(math.log10(rough))
    return next(step * power for step in _STEPS if step * power >= rough * (1 - 1e-9))


def number_text(value: float, unit: Unit) -> str:
    """Return a number as it is written in a chart: `1,200`, `2.5`, `12 %`, `0.03 %`."""
    if unit == Unit.COUNT:
        return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.1f}"
    percent = value * 100
    digits = 0 if percent == 0 else max(0, 1 - math.floor(math.log10(abs(percent)) + 1e-9))
    text = f"{percent:.{digits}f}"
    return f"{text.rstrip('0').rstrip('.') if '.' in text else text} %"


def stride(count: int, room: float, label_width: float) -> int:
    """Return every how many of `count` positions can have a label of `label_width` in `room`."""
    fitting = max(1, math.floor(room / max(1.0, label_width)))
    needed = math.ceil(count / fitting)
    return next((one for one in _STRIDES if one >= needed), needed)


def spread(wanted: Sequence[float], distance: float, low: float, high: float) -> list[float]:
    """Return positions near the wanted ones, in their order, at least `distance` apart, from low to high.

    Where they do not all fit they are closer to each other, at equal distances.
    """
    if not wanted:
        return []
    distance = min(distance, (high - low) / max(1, len(wanted) - 1))
    order = sorted(range(len(wanted)), key=lambda index: wanted[index])
    placed = [min(max(wanted[index], low), high) for index in order]
    for number, (above, here) in enumerate(pairwise(list(placed)), start=1):
        placed[number] = max(here, placed[number - 1] + distance, above)
    limit = high
    for number in range(len(placed) - 1, -1, -1):
        placed[number] = min(placed[number], limit)
        limit = placed[number] - distance
    found = [0.0] * len(wanted)
    for index, position in zip(order, placed, strict=True):
        found[index] = position
    return found
