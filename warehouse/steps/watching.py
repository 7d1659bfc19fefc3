"""How each outlet's pages were read in each run; articles are withheld while that differs from before."""

from collections.abc import Callable
from datetime import datetime

from model import OutletReading
from warehouse.database.connection import Connection
from warehouse.database.rows import rows
from warehouse.database.statements import execute, execute_all
from warehouse.database.transaction import transaction

WITHHOLD = ("watch/withhold", "watch/untally")
Judge = Callable[[OutletReading, OutletReading | None], str | None]


def watch_run(connection: Connection, run_id: str, read_at: datetime, judge: Judge) -> dict[str, str]:
    """Note how the outlets of a run read; return those that `judge` says drifted, with what changed.

    The articles of these are withheld from the trends. Watching a run again changes nothing.
    """
    past = {reading.outlet_id: reading for reading in _readings(connection, "watch/outlet_past", run_id)}
    drifted: dict[str, str] = {}
    with transaction(connection):
        connection.execute("DELETE FROM outlet_reading WHERE run_id = ?", [run_id])
        for reading in _readings(connection, "watch/outlet_reading", run_id):
            found = judge(reading, past.get(reading.outlet_id))
            _note(connection, run_id, read_at, reading, found)
            if found:
                drifted[reading.outlet_id] = found
                execute_all(connection, WITHHOLD, run=run_id, outlet=reading.outlet_id)
    return drifted


def watch_again(connection: Connection) -> None:
    """Note outlets that drifted, and whose pages (`stage_fetch`) were read again, as sound."""
    for run_id, outlet_id in execute(connection, "watch/read_again").fetchall():
        (read_at,) = connection.execute(
            "DELETE FROM outlet_reading WHERE run_id = ? AND outlet_id = ? RETURNING read_at",
            [run_id, outlet_id],
        ).fetchall()[0]
        for reading in _readings(connection, "watch/outlet_reading", run_id):
            if reading.outlet_id == outlet_id:
                _note(connection, run_id, read_at, reading, None)


def _readings(connection: Connection, name: str, run_id: str) -> list[OutletReading]:
    return rows(execute(connection, name, run_id=run_id), OutletReading)


def _note(
    connection: Connection, run_id: str, read_at: datetime, reading: OutletReading, drift: str | None
) -> None:
    connection.execute(
        "INSERT INTO outlet_reading VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            *(run_id, reading.outlet_id, read_at, reading.page_count, reading.article_count),
            *(reading.empty_share, reading.median_char_count, reading.repeated_line_share),
            *(reading.undated_share, reading.unauthored_share, drift),
        ],
    )
