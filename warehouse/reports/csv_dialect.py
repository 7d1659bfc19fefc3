"""The one CSV dialect of Parallax: RFC 4180 in UTF-8, safe to open in a spreadsheet.

Text that a spreadsheet would run as a formula gets an apostrophe in front. A missing value is an empty cell,
an empty text is `""`. A row of one missing value is written as `""` too, since readers skip an empty line.
DuckDB writes reports (`csv_cells`, `COPY_OPTIONS`), Python the answers of queries (`csv_text`).
"""

import re
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from typing import Any

from warehouse.database.quoting import literal, quoted
from warehouse.reports.cells import Kind, ReportColumn, sheet_cell

COPY_OPTIONS = "FORMAT csv, HEADER, NEW_LINE '\\r\\n'"

# Characters that spreadsheets trim or do not show before a sign: controls, spaces and marks of every width,
# and the apostrophes of the guard.
_UNSEEN = "\\x00-\\x20'\\x7f-\\xa0\u00ad\u061c\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff"
_SIGNS = "=+\\-@\uff1d\uff0b\uff0d\uff20\ufe66\ufe62\ufe63\ufe6b"
# What makes a spreadsheet take a cell for a formula: a sign of any width, after whatever it trims. Text that
# has an apostrophe there already gets another, so that removing one apostrophe gives every text back.
FORMULA_START = f"^(?:[{_UNSEEN}]*[{_SIGNS}]|'*[\\t\\r\\n])"
FORMULA = re.compile(FORMULA_START)

_QUOTE, _EMPTY, _LINE_END = '"', '""', "\r\n"
_NEEDS_QUOTES = re.compile('[",\r\n]')


def defused(text: str) -> str:
    """Return text as a cell that no spreadsheet takes for a formula."""
    return f"'{text}" if FORMULA.match(text) else text


def csv_text(columns: Sequence[str], rows: Iterable[Sequence[Any]], text_of: Callable[[Any], str]) -> str:
    """Return rows as CSV; `text_of` makes text of a value.

    Python's csv module cannot tell a missing value from an empty text before 3.12.
    """
    lines = ([_csv_cell(cell, text_of) for cell in row] for row in (columns, *rows))
    return "".join(f"{','.join(cells) or _EMPTY}{_LINE_END}" for cells in lines)


def _csv_cell(cell: Any, text_of: Callable[[Any], str]) -> str:
    if cell is None:
        return ""
    text = text_of(cell) if isinstance(cell, (int, float, Decimal)) else defused(text_of(cell))
    return f'"{text.replace(_QUOTE, _QUOTE * 2)}"' if not text or _NEEDS_QUOTES.search(text) else text


def csv_cells(columns: Sequence[ReportColumn]) -> str:
    """Return the SQL expressions of the cells of a CSV file, each under its defused name."""
    cells = [_csv_expression(column) for column in columns]
    if len(cells) == 1:
        cells = [f"coalesce(CAST({cells[0]} AS VARCHAR), '')"]
    names = [quoted(defused(column.name)) for column in columns]
    return ", ".join(f"{cell} AS {name}" for cell, name in zip(cells, names, strict=True))


def _csv_expression(column: ReportColumn) -> str:
    match column.kind:
        case Kind.TEXT:
            return _defused_expression(f"replace(CAST({column.quoted} AS VARCHAR), chr(0), '\ufffd')")
        case Kind.MOMENT:
            return _iso_expression(sheet_cell(column), "Z")
        case Kind.LOCAL_TIME:
            return _iso_expression(sheet_cell(column), "")
        case Kind.NESTED | Kind.BYTES | Kind.NUMBER | Kind.TRUTH | Kind.DAY:
            return sheet_cell(column)


def _defused_expression(text: str) -> str:
    guard = literal(FORMULA_START)
    return f"CASE WHEN regexp_matches({text}, {guard}) THEN '''' || {text} ELSE {text} END"


def _iso_expression(moment: str, zone: str) -> str:
    """Return a time in ISO 8601, with a fraction of a second where there is one."""
    has_fraction = f"date_part('microseconds', {moment}) % 1000000 != 0"
    pattern = "%Y-%m-%dT%H:%M:%S"
    with_fraction = f"strftime({moment}, '{pattern}.%f{zone}')"
    return f"CASE WHEN {has_fraction} THEN {with_fraction} ELSE strftime({moment}, '{pattern}{zone}') END"
