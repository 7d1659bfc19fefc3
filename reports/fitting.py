"""Decide which columns of a table fit the width of a terminal, and how wide each is drawn."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

GAP = 2


class Content(StrEnum):
    """What a column holds, as far as its width depends on it."""

    NUMBER = "number"
    TEXT = "text"
    PROSE = "prose"  # text that takes several lines rather than being cut
    URL = "url"
    WHOLE = "whole"  # times, ids and words: useless where they are cut


# The least columns a text is shortened to: as long as all fit in them, and where that takes less.
_COMFORTABLE = {Content.TEXT: 20, Content.PROSE: 20, Content.URL: 24}
_TIGHT = {Content.TEXT: 12, Content.PROSE: 12, Content.URL: 16}


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnWidth:
    """A column's content, and the columns of the terminal that its head and its longest cell take."""

    content: Content
    head: int
    longest: int

    @property
    def natural(self) -> int:
        """The width at which nothing is shortened."""
        return max(self.head, self.longest)

    def least(self, least_of: dict[Content, int]) -> int:
        """The width below which the column is left out instead; its head is never cut."""
        return max(self.head, min(self.longest, least_of.get(self.content, self.longest)))


def fitted(columns: Sequence[ColumnWidth], limit: int) -> list[int]:
    """Return the widths of the columns that are drawn, from the first on, in `limit` columns of a terminal.

    Texts are shortened before columns are left out, at the end first. The first column is always drawn.
    """
    minima = _minima(columns, limit)
    kept = len(columns)
    while kept > 1 and _total(minima[:kept]) > limit:
        kept -= 1
    if kept == 1 and columns[0].content in _TIGHT:
        minima[0] = min(minima[0], limit)
    spare = limit - _total(minima[:kept])
    return _widened(minima[:kept], [column.natural for column in columns[:kept]], spare)


def _minima(columns: Sequence[ColumnWidth], limit: int) -> list[int]:
    comfortable = [column.least(_COMFORTABLE) for column in columns]
    tight = [column.least(_TIGHT) for column in columns]
    return tight if _total(comfortable) > limit >= _total(tight) else comfortable


def _total(widths: Sequence[int]) -> int:
    return sum(widths) + GAP * max(0, len(widths) - 1)


def _widened(widths: list[int], natural: Sequence[int], spare: int) -> list[int]:
    """Share what is left among the columns that need more, a column of the terminal to the narrowest each."""
    while spare > 0:
        short = [index for index, width in enumerate(widths) if width < natural[index]]
        if not short:
            break
        narrowest = min(short, key=lambda index: widths[index])
        widths[narrowest] += 1
        spare -= 1
    return widths
