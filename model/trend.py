"""How much attention a search got over time: read by the warehouse, drawn by reports."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class TrendRow:
    """What a search found on one day, or in one week, of one value of the split (None without a split).

    Shares are of all that was read in that cell, None where nothing was; where `is_observed` is false a
    count of 0 says nothing. `day` is the Monday of a week.
    """

    query: str
    day: date
    split_value: str | None
    articles: int
    originals: int
    owners: int
    articles_share: float | None
    originals_share: float | None
    owners_share: float | None
    articles_in_all: int
    originals_in_all: int
    owners_in_all: int
    answered_share: float | None
    is_observed: bool
