"""A measurement for those who operate Parallax: its name, its kind, its value and what it is of."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class MeasurementKind(StrEnum):
    """How measurements of one name are put together."""

    COUNT = "count"  # the values are added up
    GAUGE = "gauge"  # the last value holds
    DURATION = "duration"  # milliseconds, of which a distribution is kept


@dataclass(frozen=True, slots=True, kw_only=True)
class Measurement:
    """One value of the metric `parallax.<name>`.

    A tag takes few values: whoever keeps metrics keeps every combination for ever. So none holds a URL, an
    outlet or anything else that the web decides.
    """

    name: str
    kind: MeasurementKind
    value: float
    tags: Mapping[str, str] = field(default_factory=dict)


Meter = Callable[[Iterable[Measurement]], None]
