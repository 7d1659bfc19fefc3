"""What the arguments of the command line may be; what is wrong with one is told in its own words."""

import argparse
import math
from datetime import UTC, datetime

_LONGEST_S = 86_400.0
_HIGHEST_PORT = 65_535


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
