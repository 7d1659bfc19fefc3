"""How the pages of one outlet read, in one run or over many."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class OutletReading:
    """Counts and shares (0 to 1) over the pages of an outlet.

    `empty_share` is of pages without the text of an article, `repeated_line_share` of characters in lines
    that most of its articles have; `median_char_count` is None where there are no articles.
    """

    outlet_id: str
    page_count: int
    article_count: int
    empty_share: float
    median_char_count: float | None
    repeated_line_share: float
    undated_share: float
    unauthored_share: float
