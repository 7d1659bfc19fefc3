"""What a chart shows, as values: the caller decides what is drawn, the chart how."""

from dataclasses import dataclass
from enum import StrEnum


class Unit(StrEnum):
    """What the numbers of a chart are, for its axis."""

    COUNT = "count"
    SHARE = "share"  # 0 to 1, written as a percentage


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """One line: a value for each position, None where it has none."""

    name: str
    values: tuple[float | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LineChart:
    """Series over positions at equal distances, such as days.

    Positions in `gaps` are shaded and no line crosses them; `gap_text` says what they are. `note` is printed
    below. `key` begins the ids of the chart's elements: give each chart of a page its own.
    """

    title: str
    labels: tuple[str, ...]
    series: tuple[Series, ...]
    description: str = ""
    gaps: frozenset[int] = frozenset()
    gap_text: str = "no data"
    unit: Unit = Unit.COUNT
    note: str = ""
    key: str = "chart"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One bar; `before` is marked on it as a line, for comparison."""

    label: str
    value: float
    before: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BarChart:
    """Horizontal bars, the first one on top; `before_text` says what the marks on the bars are."""

    title: str
    bars: tuple[Bar, ...]
    description: str = ""
    unit: Unit = Unit.COUNT
    before_text: str = ""
    note: str = ""
    key: str = "chart"
