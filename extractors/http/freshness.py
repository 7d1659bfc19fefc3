"""What response headers say of time: how long an answer stays fresh, when to ask again."""

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from extractors.http.answer import Headers

MAX_WAIT_S = 7 * 86_400.0


_MAX_AGE = re.compile(r"(?:^|,)\s*max-age\s*=\s*\"?(\d{1,12})", re.IGNORECASE)


def freshness_s(headers: Headers, received_at: datetime) -> float | None:
    """Return the seconds an answer serves by its headers (RFC 9111, 4.2); None where they do not say."""
    said = {name.lower(): value for name, value in reversed(headers)}
    control = said.get("cache-control", "").lower()
    if "no-cache" in control or "no-store" in control:
        return None
    if found := _MAX_AGE.search(control):
        age = said.get("age", "").strip()
        return _within(float(found[1]) - (float(age) if age.isascii() and age.isdigit() else 0.0))
    expires_at = _moment(said.get("expires"))
    if expires_at is None:
        return None
    return _within((expires_at - (_moment(said.get("date")) or received_at)).total_seconds())


def _within(seconds: float) -> float:
    return min(max(seconds, 0.0), MAX_WAIT_S)


def _moment(value: str | None) -> datetime | None:
    try:
        at = parsedate_to_datetime(value or "")
        return at if at.tzinfo else at.replace(tzinfo=UTC)
    except (ValueError, OverflowError, TypeError):
        return None


def retry_after_s(value: str | None, now: datetime) -> float | None:
    """Return the seconds that a Retry-After asks to wait (RFC 9110, 10.2.3), capped; None for nonsense."""
    value = (value or "").strip()
    if value.isascii() and value.isdigit():
        return min(float(value), MAX_WAIT_S)
    at = _moment(value)
    return _within((at - now).total_seconds()) if at else None


# Reservations against AI training and text and data mining that a response may state in its headers: the
# TDM Reservation Protocol of a W3C community group, and what art platforms began with X-Robots-Tag.
_ROBOTS_TAGS = frozenset(("noai", "noimageai", "notrain", "noml"))


def opt_outs(headers: Headers) -> tuple[str, ...]:
    """Return the reservations that response headers state, such as `tdm-reservation` and `noai`."""
    found = set()
    for name, value in headers:
        if name.lower() == "tdm-reservation" and value.strip() == "1":
            found.add("tdm-reservation")
        if name.lower() == "x-robots-tag":
            found |= _ROBOTS_TAGS & {part.strip() for part in value.lower().replace(":", ",").split(",")}
    return tuple(sorted(found))
