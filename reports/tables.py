"""Draw result rows as a table that fits the terminal; text from the web cannot control the terminal.

Outside of a terminal no cell is cut and no column is left out.
"""

import re
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import repeat
from typing import Any

from reports.cells import cell_text
from reports.fitting import GAP, ColumnWidth, Content, fitted
from reports.screen import FILE, Screen
from reports.visible import isolated, visible
from reports.widths import cut_in_middle, is_disputed, shortened, widest, width, wrapped

HINT = "widen the terminal, or add --format csv"

_URL = re.compile(r"https?://\S+\Z")
# Ids, language tags, names of outcomes: cut they would be of no use.
_WORD = re.compile(r"[!-~]{1,36}\Z")
_RULE = "─"
_LEAST_ROOM = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Rows as texts that are safe to show, with what their columns hold; a cell may have several lines."""

    heads: Sequence[str]
    contents: Sequence[Content]
    rows: Sequence[Sequence[str]]

    @property
    def line_count(self) -> int:
        """The lines that the table takes, its head among them."""
        return 2 + sum(1 + max((cell.count("\n") for cell in row), default=0) for row in self.rows)


def table_of(columns: Sequence[str], rows: Iterable[Sequence[Any]], *, is_wrapped: bool = False) -> Table:
    """Return result rows as a table; None is an empty cell, and `is_wrapped` makes prose of texts."""
    rows = list(rows)
    contents = [_content([row[index] for row in rows]) for index in range(len(columns))]
    return Table(
        heads=[visible(column).replace("\n", " ") for column in columns],
        contents=[Content.PROSE if is_wrapped and one is Content.TEXT else one for one in contents],
        rows=[[_shown(cell) for cell in row] for row in rows],
    )


def draw(table: Table, screen: Screen = FILE, hint: str = HINT) -> str:
    """Return the table as lines of text; `hint` says how to see columns that do not fit the screen."""
    widths = _widths(table, screen)
    columns = [
        _Column(content=content, start=start, width=size, is_last=index == len(widths) - 1)
        for index, (content, start, size) in enumerate(
            zip(table.contents, _starts(widths), widths, strict=False)
        )
    ]
    lines = [
        _line(
            [screen.head(_aligned(head, column)) for head, column in zip(table.heads, columns, strict=False)]
        ),
        (GAP * " ").join(_RULE * size for size in widths),
    ]
    for row in table.rows:
        lines += _lines_of(row, columns, screen)
    lines += _left_out(table.heads[len(widths) :], len(table.heads), screen, hint)
    return "".join(f"{line}\n" for line in lines)


def draw_records(table: Table, screen: Screen = FILE) -> str:
    """Return each row as lines, one for each column and nothing cut, below a line with its number."""
    size = max(map(widest, table.heads), default=0)
    lines: list[str] = []
    for number, row in enumerate(table.rows, start=1):
        lines.append(f"{_RULE * GAP} {number} {_RULE * size}")
        for head, content, cell in zip(table.heads, table.contents, row, strict=True):
            name = screen.head(head) + " " * (size - width(head) + GAP)
            parts = _record_lines(cell, content, size + GAP, screen)
            lines += [_line([begin + part]) for begin, part in zip(_margins(name, size), parts, strict=False)]
    return "".join(f"{line}\n" for line in lines)


def _margins(name: str, size: int) -> Iterator[str]:
    yield name
    yield from repeat(" " * (size + GAP))


def _record_lines(cell: str, content: Content, margin: int, screen: Screen) -> list[str]:
    lines = cell.split("\n")
    if screen.width is None:
        return lines
    if content is Content.URL and cell:
        return [screen.link(isolated(cell), cell)]
    room = max(_LEAST_ROOM, screen.width - margin)
    return [isolated(part) for line in lines for part in wrapped(line, room)]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Column:
    content: Content
    start: int
    width: int
    is_last: bool


def _content(cells: Sequence[Any]) -> Content:
    present = [cell for cell in cells if cell is not None]
    if not present:
        return Content.WHOLE
    if all(isinstance(cell, (int, float, Decimal)) and not isinstance(cell, bool) for cell in present):
        return Content.NUMBER
    if all(isinstance(cell, str) and _URL.match(cell) for cell in present):
        return Content.URL
    if all(isinstance(cell, (str, bytes, list, tuple, dict)) for cell in present):
        return Content.WHOLE if all(_WORD.match(cell_text(cell)) for cell in present) else Content.TEXT
    return Content.WHOLE


def _shown(cell: Any) -> str:
    return visible(cell_text(cell).replace("\r\n", "\n").replace("\t", "    "))


def _widths(table: Table, screen: Screen) -> list[int]:
    sizes = [
        ColumnWidth(
            content=content,
            head=widest(head),
            longest=max((_size(row[index]) for row in table.rows), default=0),
        )
        for index, (head, content) in enumerate(zip(table.heads, table.contents, strict=True))
    ]
    return [size.natural for size in sizes] if screen.width is None else fitted(sizes, screen.width)


def _size(cell: str) -> int:
    return max(map(widest, cell.split("\n"))) if "\n" in cell else widest(cell)


def _starts(widths: Sequence[int]) -> list[int]:
    return [sum(widths[:index]) + GAP * index for index in range(len(widths))]


def _lines_of(row: Sequence[str], columns: Sequence[_Column], screen: Screen) -> Iterator[str]:
    cells = [_cell_lines(cell, column, screen) for cell, column in zip(row, columns, strict=False)]
    for number in range(max(map(len, cells), default=0)):
        line = [
            _drawn(lines[number] if number < len(lines) else "", column, screen)
            for lines, column in zip(cells, columns, strict=True)
        ]
        yield _line(line)


def _cell_lines(cell: str, column: _Column, screen: Screen) -> list[str]:
    lines = cell.split("\n")
    if screen.is_terminal and column.content is Content.PROSE:
        return [part for line in lines for part in wrapped(line, column.width)]
    return lines


def _drawn(text: str, column: _Column, screen: Screen) -> str:
    """Return a line of a cell in its column, followed by what keeps the next column in its place."""
    if screen.is_terminal and column.content is Content.URL:
        cut = cut_in_middle(text, column.width)
    elif screen.is_terminal and column.content in {Content.TEXT, Content.PROSE}:
        cut = shortened(text, column.width)
    else:
        cut = text
    drawn = _aligned(cut, column)
    if not screen.is_terminal:
        return drawn
    shown = isolated(cut)
    if column.content is Content.URL and text:
        shown = screen.link(shown, text)
    drawn = drawn.replace(cut, shown, 1) if cut else drawn
    if column.is_last or not is_disputed(cut):
        return drawn
    return drawn + screen.column(column.start + column.width)


def _aligned(text: str, column: _Column) -> str:
    padding = " " * (column.width - width(text))
    return padding + text if column.content is Content.NUMBER else text + padding


def _line(cells: Sequence[str]) -> str:
    return (GAP * " ").join(cells).rstrip()


def _left_out(heads: Sequence[str], count: int, screen: Screen, hint: str) -> list[str]:
    if not heads:
        return []
    names = ", ".join(heads)
    text = f"{len(heads)} of {count} columns do not fit and are left out: {names}. To see them, {hint}."
    return ["", *textwrap.wrap(text, screen.width or 80)]
