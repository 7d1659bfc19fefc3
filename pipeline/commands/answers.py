"""Give result rows in the format asked for, to the terminal or into a file."""

import io
import json
import re
import sys
from collections.abc import Callable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from rich.console import Console

from pipeline.commands.files import write_whole
from pipeline.commands.paging import show
from reports.tables import cell_text, draw_rows, plain, visible
from warehouse.reports.cells import defused

Rows = Sequence[Sequence[Any]]

_QUOTE, _EMPTY = '"', '""'
_PARTS_CELLS = re.compile('[",\r\n]')
# What a terminal would obey and JSON would let stand.
_UNSEEN = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")


def give(columns: Sequence[str], rows: Rows, form: str, out: Path | None, *, is_paged: bool = False) -> None:
    """Print rows as `table`, `csv` or `json`, or write them whole to `out`, in UTF-8.

    With `is_paged` a table that is longer than the terminal goes through a pager.
    """
    if out is None and form == "table" and sys.stdout.isatty():
        console = Console(file=sys.stdout)
        with console.capture() as drawn:
            draw_rows(console, columns, rows)
        (show if is_paged else sys.stdout.write)(drawn.get())
        return
    text = _FORMS[form](columns, rows)
    if out is not None:
        write_whole(out, text.encode())
    elif sys.stdout.isatty():
        sys.stdout.write(visible(text.replace("\r\n", "\n")))
    else:
        sys.stdout.write(text)


def as_csv(columns: Sequence[str], rows: Rows) -> str:
    """Return rows as RFC 4180; texts that a spreadsheet would run as a formula get an apostrophe.

    As in exports, a missing value is nothing between two commas and an empty text `""`, which Python's csv
    cannot tell apart before 3.12.
    """
    lines = ([_csv_cell(cell) for cell in row] for row in (columns, *rows))
    # Readers leave out an empty line: a row of one missing value.
    return "".join(f"{','.join(cells) or _EMPTY}\r\n" for cells in lines)


def _csv_cell(cell: Any) -> str:
    if cell is None:
        return ""
    text = cell_text(cell)
    text = text if isinstance(cell, (int, float, Decimal)) else defused(text)
    return f'"{text.replace(_QUOTE, _QUOTE * 2)}"' if not text or _PARTS_CELLS.search(text) else text


def as_json(columns: Sequence[str], rows: Rows) -> str:
    """Return rows as a JSON array of objects, an object a line; a column name that repeats is numbered."""
    names = _unique(columns)
    lines = (
        json.dumps({name: plain(cell) for name, cell in zip(names, row, strict=True)}, ensure_ascii=False)
        for row in rows
    )
    text = ",\n".join(_UNSEEN.sub(lambda match: f"\\u{ord(match[0]):04x}", line) for line in lines)
    return f"[\n{text}\n]\n" if text else "[]\n"


def _unique(columns: Sequence[str]) -> list[str]:
    names: list[str] = []
    for column in columns:
        name, number = column, 1
        while name in names:
            name, number = f"{column}_{number}", number + 1
        names.append(name)
    return names


def _as_table(columns: Sequence[str], rows: Rows) -> str:
    stream = io.StringIO()
    draw_rows(Console(file=stream, force_terminal=False), columns, rows)
    return stream.getvalue()


_FORMS: dict[str, Callable[[Sequence[str], Rows], str]] = {
    "csv": as_csv,
    "json": as_json,
    "table": _as_table,
}
