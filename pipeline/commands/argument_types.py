"""What the arguments of the command line may be; what is wrong with one is told in its own words."""

import argparse
import math
from datetime import UTC, datetime

from model import ConfigurationError

_LONGEST_S = 86_400.0
_HIGHEST_PORT = 65_535
_MOST_ROWS = 1_000_000


def port(raw: str) -> int:
    """Return the number of a port."""
    if not raw.isdecimal() or not 0 < int(raw) <= _HIGHEST_PORT:
        raise argparse.ArgumentTypeError(f"{raw!r} is no port: give a number from 1 to {_HIGHEST_PORT}")
    return int(raw)


def seconds(raw: str) -> float:
    """Return seconds, a day's at most."""
    try:
        value = float(raw)
    except ValueError:
        value = math.nan
    if not 0 < value <= _LONGEST_S:
        raise argparse.ArgumentTypeError(f"{raw!r} is not right: give seconds, at most {_LONGEST_S:g}")
    return value


def moment(raw: str) -> datetime:
    """Return an ISO date or time in UTC."""
    try:
        value = datetime.fromisoformat(raw)
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
    except (ValueError, OverflowError):
        raise argparse.ArgumentTypeError(f"{raw!r} is no ISO date or time, such as 2026-01-31") from None


def assignment(raw: str) -> tuple[str, str]:
    """Return the name and the value of NAME=VALUE."""
    name, sign, value = raw.partition("=")
    if not sign or not name.strip():
        raise argparse.ArgumentTypeError(f"{raw!r} is not right: give NAME=VALUE, such as language=de")
    return name.strip(), value


def row_count(raw: str) -> int:
    """Return how many rows are wanted, one at least."""
    if not raw.isdecimal() or not 0 < int(raw) <= _MOST_ROWS:
        raise argparse.ArgumentTypeError(f"{raw!r} is not right: give a number from 1 to {_MOST_ROWS:,}")
    return int(raw)


def text(raw: str) -> str:
    """Return a text; bytes that are none come from the shell as lone surrogates."""
    try:
        raw.encode()
    except UnicodeEncodeError:
        raise argparse.ArgumentTypeError(f"{raw!r} is not in UTF-8: set the terminal to it") from None
    return raw


def require_span(since: datetime | None, until: datetime | None) -> None:
    """Raise ConfigurationError where a span ends before it begins."""
    if since is not None and until is not None and since >= until:
        raise ConfigurationError(["--since must be before --until, which is exclusive."])
