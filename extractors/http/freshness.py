"""What response headers say about reuse: how long an answer is fresh, when to ask again, what is reserved."""

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from extractors.http.answer import Headers
from model.limits import MAX_VALIDATOR_CHARS

MAX_WAIT_S = 7 * 86_400.0

_MAX_AGE = re.compile(r"(?:^|,)\s*max-age\s*=\s*\"?(\d{1,12})", re.IGNORECASE)


def freshness_s(headers: Headers, received_at: datetime) -> float | None:
    """Return the seconds for which an answer is fresh (RFC 9111, 4.2); None where its headers do not say."""
    values = {name.lower(): value for name, value in reversed(headers)}
    control = values.get("cache-control", "").lower()
    if "no-cache" in control or "no-store" in control:
        return None
    if max_age := _MAX_AGE.search(control):
        age = values.get("age", "").strip()
        return _within(float(max_age[1]) - (float(age) if age.isascii() and age.isdigit() else 0.0))
    expires_at = _moment(values.get("expires"))
    if expires_at is None:
        return None
    return _within((expires_at - (_moment(values.get("date")) or received_at)).total_seconds())


def _within(seconds: float) -> float:
    return min(max(seconds, 0.0), MAX_WAIT_S)


def _moment(value: str | None) -> datetime | None:
    try:
        at = parsedate_to_datetime(value or "")
        return at if at.tzinfo else at.replace(tzinfo=UTC)
    except (ValueError, OverflowError, TypeError):
        return None


def retry_after_s(value: str | None, now: datetime) -> float | None:
    """Return the seconds to wait by a Retry-After (RFC 9110, 10.2.3), at most MAX_WAIT_S; None if invalid."""
    value = (value or "").strip()
    if value.isascii() and value.isdigit():
        return min(float(value), MAX_WAIT_S)
    at = _moment(value)
    return _within((at - now).total_seconds()) if at else None


# What a field's value may hold (RFC 9110, 5.5), save tabs, which aiohttp does not send.
_SENDABLE = re.compile(r"[!-~\x80-\U0010ffff](?:[ -~\x80-\U0010ffff]*[!-~\x80-\U0010ffff])?")


def as_validator(value: str | None) -> str | None:
    """Return an ETag or Last-Modified that can be sent back verbatim, None for any other value.

    `value` is as received, a character for each byte; what is returned is sent in UTF-8.
    """
    try:
        text = (value or "").encode("latin-1").decode()
    except UnicodeError:
        return None
    return text if _SENDABLE.fullmatch(text) and len(text) <= MAX_VALIDATOR_CHARS else None


# Reservations against AI training and against text and data mining in response headers: the TDM Reservation
# Protocol of a W3C community group, and values of X-Robots-Tag that art platforms introduced.
_ROBOTS_TAGS = frozenset(("noai", "noimageai", "notrain", "noml"))


def opt_outs(headers: Headers) -> tuple[str, ...]:
    """Return the reservations that response headers state, such as `tdm-reservation` and `noai`."""
    stated = set()
    for name, value in headers:
        if name.lower() == "tdm-reservation" and value.strip() == "1":
            stated.add("tdm-reservation")
        if name.lower() == "x-robots-tag":
            stated |= _ROBOTS_TAGS & {part.strip() for part in value.lower().replace(":", ",").split(",")}
    return tuple(sorted(stated))
