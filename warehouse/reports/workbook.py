"""Write rows as an Excel workbook in which texts stay texts and times are times."""

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.exceptions import XlsxWriterException
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from model import PermanentError
from warehouse.reports.cells import Kind, ReportColumn
from warehouse.reports.csv_dialect import FORMULA

MOST_ROWS = 1_048_575  # below the header
MOST_COLUMNS = 16_384
LONGEST_TEXT = 32_767  # in UTF-16 units

_EXACT = 10**15  # a number of Excel has 15 digits
_FIRST_YEAR = 1901  # Excel counts a 29 February 1900
LONGEST_NAME = 31
_RESERVED_NAMES = ("History",)  # Excel keeps it for itself
_CREATED = datetime(1980, 1, 1, tzinfo=UTC)  # the same bytes each time
_OPTIONS = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
_CUT = "…"
# How DuckDB returns infinite times.
_ENDLESS: dict[date | str, str] = {
    **dict.fromkeys((datetime.max, date.max), "infinity"),  # noqa: DTZ901 - as it comes from DuckDB
    **dict.fromkeys((datetime.min, date.min), "-infinity"),  # noqa: DTZ901
}
_UNNAMED = str.maketrans(dict.fromkeys("[]:*?/\\'", "_"))

Put = Callable[[int, int, Any], Any]


def write_workbook(
    path: Path, sheet: str, columns: Sequence[ReportColumn], rows: Iterable[Sequence[Any]]
) -> None:
    """Write one sheet with a header; the same rows give the same bytes.

    Texts are never formulas or links; a text longer than Excel allows is cut and ends in an ellipsis. Times
    are Excel's, in UTC and marked so. A number with more than 15 digits, or an infinite one, becomes text.
    Raises PermanentError where the file would be too large.
    """
    with open_workbook(path) as book:
        fill_sheet(book, book.add_worksheet(sheet_name(sheet, ())), columns, rows)


@contextmanager
def open_workbook(path: Path) -> Iterator[xlsxwriter.Workbook]:
    """Yield an empty workbook and write it at the end; raises PermanentError where it would be too large."""
    book = xlsxwriter.Workbook(path, {**_OPTIONS, "tmpdir": str(path.parent)})
    book.set_properties({"created": _CREATED})
    try:
        yield book
        book.close()
    except XlsxWriterException as error:
        raise PermanentError(
            f"{path.name} cannot be written as a workbook ({error}): export it as csv or parquet."
        ) from error


def sheet_name(name: str, taken: Iterable[str]) -> str:
    """Return a name for a sheet that Excel takes and that is none of `taken`, whatever the case."""
    used = {one.casefold() for one in (*taken, *_RESERVED_NAMES)}
    plain = name.translate(_UNNAMED).strip() or "Sheet"
    free, number = plain[:LONGEST_NAME].rstrip(), 1
    while free.casefold() in used:
        number += 1
        ending = f" {number}"
        free = plain[: LONGEST_NAME - len(ending)].rstrip() + ending
    return free


def fill_sheet(
    book: xlsxwriter.Workbook, page: Worksheet, columns: Sequence[ReportColumn], rows: Iterable[Sequence[Any]]
) -> int:
    """Write a header and the rows below it, as many as a sheet holds; return how many rows there are."""
    cells = SheetCells(book, page)
    puts = [cells.of(column.kind) for column in columns]
    page.freeze_panes(1, 0)
    for index, column in enumerate(columns):
        page.set_column(index, index, _WIDTHS.get(column.kind, 12))
        page.write_string(0, index, column.name, cells.heading)
    number = 0
    for number, row in enumerate(rows, start=1):
        if number > MOST_ROWS:
            continue
        for index, (put, value) in enumerate(zip(puts, row, strict=True)):
            if value is not None:
                put(number, index, value)
    page.autofilter(0, 0, min(number, MOST_ROWS), max(0, len(columns) - 1))
    return number


_WIDTHS = {Kind.TEXT: 30, Kind.NESTED: 30, Kind.MOMENT: 24, Kind.LOCAL_TIME: 20}


class SheetCells:
    """Writes values of each kind into a sheet."""

    def __init__(self, book: xlsxwriter.Workbook, page: Worksheet) -> None:
        """Make the formats of the cells."""
        self._page = page
        self.heading = book.add_format({"bold": True})
        # The cell stays text when it is edited.
        self.quoted: Format = book.add_format({"quote_prefix": True})
        self._formats = {
            Kind.MOMENT: book.add_format({"num_format": 'yyyy-mm-dd hh:mm:ss" UTC"'}),
            Kind.LOCAL_TIME: book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"}),
            Kind.DAY: book.add_format({"num_format": "yyyy-mm-dd"}),
        }

    def of(self, kind: Kind) -> Put:
        """Return the function that writes a value of a kind at a row and a column."""
        if kind == Kind.NUMBER:
            return self._number
        if kind == Kind.TRUTH:
            return self._truth
        shown = self._formats.get(kind)
        return (
            self._text if shown is None else lambda row, column, value: self._time(row, column, value, shown)
        )

    def _number(self, row: int, column: int, value: float | Decimal | str) -> None:
        most = math.inf if isinstance(value, float) else _EXACT
        # DuckDB returns a BIGNUM as text.
        if not isinstance(value, str) and -most < value < most:
            self._page.write_number(row, column, value)
        else:
            self._text(row, column, str(value))

    def _truth(self, row: int, column: int, value: bool) -> None:  # noqa: FBT001 - a cell
        self._page.write_boolean(row, column, value)

    def _time(self, row: int, column: int, value: date | str, shown: Format) -> None:
        if value in _ENDLESS:
            self._text(row, column, _ENDLESS[value])
        elif isinstance(value, date) and value.year >= _FIRST_YEAR:
            self._page.write_datetime(row, column, value, shown)
        else:
            self._text(row, column, value.isoformat() if isinstance(value, date) else value)

    def link(self, row: int, column: int, sheet: str, shown: Format) -> None:
        """Write the name of a sheet as a link to it."""
        target = f"internal:'{sheet}'!A1"
        self._page.write_url(row, column, target, shown, string=sheet)

    def _text(self, row: int, column: int, value: Any) -> None:
        text = _fitting(str(value).replace("\r\n", "\n").replace("\r", "\n"))
        self._page.write_string(row, column, text, self.quoted if FORMULA.match(text) else None)


def _fitting(text: str) -> str:
    """Return a text that fits in a cell, cut between characters where it is too long."""
    if len(text) * 2 <= LONGEST_TEXT:
        return text
    units = text.encode("utf-16-le")
    if len(units) // 2 <= LONGEST_TEXT:
        return text
    return units[: 2 * (LONGEST_TEXT - 1)].decode("utf-16-le", errors="ignore") + _CUT
