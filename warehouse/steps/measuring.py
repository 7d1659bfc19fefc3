"""Measurements of runs and of the published warehouse, for those who operate Parallax."""

from datetime import datetime
from pathlib import Path

from model.measurement import Measurement, MeasurementKind
from warehouse.database.connection import Connection, open_reader
from warehouse.database.rows import rows
from warehouse.database.statements import execute


def measure_finished_runs(connection: Connection, finished_at: datetime) -> list[Measurement]:
    """Return what the runs brought that were marked as succeeded at that time."""
    return rows(execute(connection, "metrics/finished_runs", finished_at=finished_at), Measurement)


def measure_published(published: Path) -> list[Measurement]:
    """Return how the published warehouse stands: feeds, waiting pages, sizes."""
    with open_reader(published) as connection:
        found = rows(execute(connection, "metrics/published"), Measurement)
    size = published.stat().st_size
    return [*found, Measurement(name="warehouse_bytes", kind=MeasurementKind.GAUGE, value=size)]
