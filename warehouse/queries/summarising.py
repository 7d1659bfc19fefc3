"""The few figures that a run ends with."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from warehouse.database.connection import open_reader
from warehouse.database.statements import statement
from warehouse.steps.planning import as_dicts

Row = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """What the warehouse holds: totals and the last run's books, languages, the widest events."""

    totals: Row
    languages: list[Row]
    events: list[Row]


def summarise(published: Path) -> Summary:
    """Read the summary from the published copy."""
    with open_reader(published) as connection:
        totals, languages, events = (
            as_dicts(connection.execute(statement(f"summary/{name}")))
            for name in ("totals", "languages", "events")
        )
    return Summary(totals=totals[0] if totals else {}, languages=languages, events=events)
