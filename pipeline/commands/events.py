"""`parallax events`: a person's corrections of the grouping, and what was corrected."""

import sys
from collections.abc import Sequence
from datetime import UTC, datetime

from pipeline.commands.answers import give
from pipeline.grouping import correct
from pipeline.settings import Settings
from reports.tables import visible
from warehouse import open_reader
from warehouse.queries import correction_log


def merge_events(settings: Settings, events: Sequence[str], note: str | None) -> int:
    """Make one event of several."""
    return _tell("merged into", correct.merge(settings, events, note, _now()))


def split_event(settings: Settings, event: str, articles: Sequence[str], note: str | None) -> int:
    """Take articles out of an event into one of their own."""
    return _tell("split into", correct.split(settings, event, articles, note, _now()))


def pin_article(settings: Settings, article: str, event: str, note: str | None) -> int:
    """Put an article in an event for good."""
    return _tell("pinned to", correct.pin(settings, article, event, note, _now()))


def withdraw_correction(settings: Settings, number: int) -> int:
    """Withdraw a correction."""
    correct.withdraw(settings, number, _now())
    sys.stdout.write(f"correction {number} withdrawn; its articles stand where grouping puts them\n")
    return 0


def list_corrections(settings: Settings, form: str) -> int:
    """Print every correction, an article a row."""
    with open_reader(settings.published) as connection:
        columns, rows = correction_log.listed(connection)
    give(columns, rows, form, None)
    return 0


def _tell(what: str, made: correct.Made) -> int:
    sys.stdout.write(visible(f"correction {made.number}: {what} {made.event_id}\n"))
    return 0


def _now() -> datetime:
    return datetime.now(UTC)
