"""One workbook of many sheets, with a sheet in front that says what is in it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from warehouse.reports import workbook
from warehouse.reports.cells import Kind, ReportColumn

FRONT = "Contents"
_COLUMNS = ("Sheet", "What it holds", "Rows", "Note")
_COLUMN_WIDTHS = (34, 90, 12, 60)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """Named rows for a workbook; `about` is a sentence that says what they are. `rows` are read once."""

    name: str
    about: str
    columns: Sequence[ReportColumn]
    rows: Iterable[Sequence[Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenSheet:
    """A sheet of a workbook: its name there, and how many rows there are and fit."""

    name: str
    sheet: str
    about: str
    row_count: int

    @property
    def is_cut(self) -> bool:
        """Whether a sheet of Excel has too few rows for it."""
        return self.row_count > workbook.MOST_ROWS


def write_sheets(
    path: Path, title: str, facts: Mapping[str, str], sheets: Iterable[Sheet]
) -> list[WrittenSheet]:
    """Write a workbook of these sheets, behind one with the title, the facts and a line for each sheet.

    Each sheet is as `write_workbook` makes it. Names are cut to what Excel allows and made different. Rows
    beyond a sheet's last are left out, which the front sheet says. The same rows give the same bytes.
    Raises PermanentError where the file would be too large.
    """
    written: list[WrittenSheet] = []
    with workbook.open_workbook(path) as book:
        front = book.add_worksheet(FRONT)
        for sheet in sheets:
            written.append(_add(book, sheet, [FRONT, *(one.sheet for one in written)]))
        _write_front(book, front, title, facts, written)
    return written


def _add(book: xlsxwriter.Workbook, sheet: Sheet, taken: Sequence[str]) -> WrittenSheet:
    name = workbook.sheet_name(sheet.name, taken)
    row_count = workbook.fill_sheet(book, book.add_worksheet(name), sheet.columns, sheet.rows)
    return WrittenSheet(name=sheet.name, sheet=name, about=sheet.about, row_count=row_count)


def _write_front(
    book: xlsxwriter.Workbook,
    page: Worksheet,
    title: str,
    facts: Mapping[str, str],
    sheets: Sequence[WrittenSheet],
) -> None:
    cells = workbook.SheetCells(book, page)
    text, number = cells.of(Kind.TEXT), cells.of(Kind.NUMBER)
    for index, width in enumerate(_COLUMN_WIDTHS):
        page.set_column(index, index, width)
    page.write_string(0, 0, title, cells.heading)
    for row, (name, value) in enumerate(facts.items(), start=1):
        text(row, 0, name)
        text(row, 1, value)
    head = len(facts) + 2
    for index, name in enumerate(_COLUMNS):
        page.write_string(head, index, name, cells.heading)
    link = book.add_format({"font_color": "blue", "underline": 1, "quote_prefix": True})
    for row, sheet in enumerate(sheets, start=head + 1):
        cells.link(row, 0, sheet.sheet, link)
        text(row, 1, sheet.about)
        number(row, 2, sheet.row_count)
        text(row, 3, _note(sheet))


def _note(sheet: WrittenSheet) -> str:
    if sheet.is_cut:
        return f"Only the first {workbook.MOST_ROWS:,} rows are here: export it as csv or parquet."
    return "" if sheet.sheet == sheet.name else f"In full: {sheet.name}"
