"""Days in the time zone in which a desk counts them."""

from datetime import UTC, date, datetime, time
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

_NO_NAMES = {"localtime", "posixrules", "Factory"}


def is_zone(name: str) -> bool:
    """Say whether the IANA time zone database has a zone of this name, in this spelling."""
    return name in _names()


def day_start(day: date, zone: str) -> datetime:
    """Return the UTC time at which a day begins in a time zone (IANA name), as the macro `day_start` does.

    A day whose midnight the clocks skip begins when they have gone forward; one whose midnight comes twice
    begins at the first (PEP 495).
    """
    return datetime.combine(day, time(), ZoneInfo(zone)).astimezone(UTC)


@cache
def _names() -> frozenset[str]:
    return frozenset(available_timezones() - _NO_NAMES)
