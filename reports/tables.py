"""Draw result rows as a table on a terminal; text from the web cannot control the terminal."""

import json
import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from rich import box
from rich.console import Console
from rich.measure import Measurement
from rich.table import Table
from rich.text import Text

# Characters that a terminal obeys: control characters but line feeds, and marks that reverse text.
_CONTROLS = re.compile(
    "[\\x00-\\x09\\x0b-\\x1f\\x7f-\\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb\\ud800-\\udfff]"
)
_WIDEST = 1_000_000_000
# How DuckDB returns infinite times.
_ENDLESS: dict[date, str] = {
    **dict.fromkeys((datetime.max, date.max), "infinity"),  # noqa: DTZ901 - as it comes from DuckDB
    **dict.fromkeys((datetime.min, date.min), "-infinity"),  # noqa: DTZ901
}


def visible(text: str) -> str:
    """Return `text` with characters that a terminal would obey as escapes; line feeds stay."""
    return _CONTROLS.sub(_escape, text)


def _escape(match: re.Match[str]) -> str:
    return f"\\u{ord(match[0]):04x}"


def plain(value: Any) -> Any:
    """Return a cell as a value of JSON: text, number, list or object; times in ISO 8601, NaN as None."""
    if isinstance(value, (float, Decimal)):
        value = float(value)
        return value if abs(value) < float("inf") else None
    if value is None or isinstance(value, (bool, int, str)):
        return value
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    if isinstance(value, dict):
        return {str(plain(key)): plain(item) for key, item in value.items()}
    return _text_of(value)


def _text_of(value: Any) -> str:
    if isinstance(value, date) and value in _ENDLESS:
        return _ENDLESS[value]
    if isinstance(value, (datetime, date, time)):
        return value.isoformat().replace("+00:00", "Z")
    if isinstance(value, timedelta):
        return _interval_text(value)
    return value.hex() if isinstance(value, bytes) else str(value)


def _interval_text(value: timedelta) -> str:
    """Return an interval as DuckDB writes it and exported files have it, such as `1 day 02:00:00`."""
    sign, rest = ("-", -value) if value < timedelta() else ("", value)
    seconds, micros = divmod(rest.seconds * 1_000_000 + rest.microseconds, 1_000_000)
    clock = f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"
    clock += f".{micros:06}".rstrip("0") if micros else ""
    days = f"{sign}{rest.days} {'day' if rest.days == 1 else 'days'}" if rest.days else ""
    has_clock = not days or seconds or micros
    return " ".join(part for part in (days, f"{sign}{clock}" if has_clock else "") if part)


def cell_text(value: Any) -> str:
    """Return a cell as text; None is empty, and lists, objects and booleans are JSON."""
    if value is None:
        return ""
    if isinstance(value, (list, dict, tuple, bool)):
        return json.dumps(plain(value), ensure_ascii=False)
    return str(value) if isinstance(value, (int, float, Decimal)) else _text_of(value)


def draw_rows(console: Console, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Draw rows under their columns, numbers to the right; outside of a terminal no cell is cut."""
    rows = list(rows)
    table = Table(box=box.SIMPLE_HEAD)
    for index, column in enumerate(columns):
        is_number = _every(rows, index, lambda cell: isinstance(cell, (int, float, Decimal)))
        table.add_column(Text(visible(column)), justify="right" if is_number else "left", overflow="fold")
    for row in rows:
        table.add_row(*(Text(_shown(cell)) for cell in row))
    if not console.is_terminal:
        options = console.options.update(max_width=_WIDEST)
        console.width = max(1, Measurement.get(console, options, table).maximum)
    console.print(table)


def _every(rows: Sequence[Sequence[Any]], index: int, holds: Callable[[Any], bool]) -> bool:
    cells = [row[index] for row in rows if row[index] is not None]
    return bool(cells) and all(holds(cell) for cell in cells)


def _shown(cell: Any) -> str:
    return "NULL" if cell is None else visible(cell_text(cell).replace("\r\n", "\n").replace("\t", "    "))
