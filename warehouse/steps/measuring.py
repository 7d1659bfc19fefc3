"""What those who operate Parallax want to know of runs and of the published warehouse."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from model.measurement import Measurement, MeasurementKind
from warehouse.database.connection import Connection, open_reader
from warehouse.database.rows import rows
from warehouse.database.statements import execute


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadFeed:
    """A feed that has failed so often that it is hardly polled any more."""

    feed_id: str
    url: str
    last_error: str | None


def dead_feeds(connection: Connection) -> list[DeadFeed]:
    """Return all dead feeds."""
    return rows(execute(connection, "metrics/dead_feeds"), DeadFeed)


def measure_finished_runs(connection: Connection, finished_at: datetime) -> list[Measurement]:
    """Return what the runs brought that were marked as succeeded at that time."""
    return rows(execute(connection, "metrics/finished_runs", finished_at=finished_at), Measurement)


def measure_published(published: Path) -> list[Measurement]:
    """Return how the published warehouse stands: feeds, waiting pages, sizes."""
    with open_reader(published) as connection:
        found = rows(execute(connection, "metrics/published"), Measurement)
    size = published.stat().st_size
    return [*found, Measurement(name="warehouse_bytes", kind=MeasurementKind.GAUGE, value=size)]
