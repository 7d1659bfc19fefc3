"""A cell of a result as a value of JSON, or as text."""

import json
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

# How DuckDB returns infinite times.
_ENDLESS: dict[date, str] = {
    **dict.fromkeys((datetime.max, date.max), "infinity"),  # noqa: DTZ901 - as it comes from DuckDB
    **dict.fromkeys((datetime.min, date.min), "-infinity"),  # noqa: DTZ901
}


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
