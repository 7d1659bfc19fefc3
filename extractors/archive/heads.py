"""What the header lines of a WARC record say, however its writer spelled it."""

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

_STAMP = re.compile(r"[0-9]{14}")
_MAX_DATE_CHARS = 64


def record_date(head: Any) -> datetime:
    """Return the WARC-Date of a record's headers in UTC; raises ValueError where it cannot be made out.

    The standard has one form (ISO 8601 in UTC); archives also hold offsets, dates of HTTP, and the 14 digits
    of older formats. A date without an offset is in UTC.
    """
    raw = (head.get_header("WARC-Date") or "").strip()
    try:
        return _as_utc(_read(raw[:_MAX_DATE_CHARS]))
    except (ValueError, TypeError, IndexError, OverflowError) as error:
        raise ValueError(f"its WARC-Date cannot be read: {raw[:_MAX_DATE_CHARS]!r}") from error


def is_truncated(head: Any) -> bool:
    """Say whether a record states that its content was cut, for whatever reason (WARC-Truncated)."""
    return head.get_header("WARC-Truncated") is not None


def _read(raw: str) -> datetime:
    if _STAMP.fullmatch(raw):
        return datetime.strptime(raw, "%Y%m%d%H%M%S").replace(tzinfo=UTC)
    try:
        return datetime.fromisoformat(raw.upper())
    except ValueError:
        return parsedate_to_datetime(raw)


def _as_utc(at: datetime) -> datetime:
    return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
