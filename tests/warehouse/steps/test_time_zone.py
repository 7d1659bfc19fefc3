"""Days in the time zone of the desk: everything is counted by them, and anew where the zone changes."""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tests.pipeline.tallies import TALLIES
from tests.warehouse.reported_articles import Reported, report, warehouse
from transforms.dates.local_days import day_start
from warehouse import Connection, WarehousePaths
from warehouse.database.compacting import compact
from warehouse.database.connection import open_writer
from warehouse.database.statements import execute
from warehouse.database.zoning import stored_zone
from warehouse.steps.tallying import tally

ZONES = ["Asia/Kolkata", "America/New_York", "Pacific/Auckland", "America/Havana", "Asia/Beirut"]
# Five weeks around the days on which clocks change in March, an article every 7 hours.
HOURS = range(70 * 24, 112 * 24, 7)


def reported(hours: range = HOURS) -> list[Reported]:
    return [
        Reported(number=n, hour=hour, event=n % 3, language="en" if n % 2 else "fr", title="flood pact")
        for n, hour in enumerate(hours, 1)
    ]


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[Connection]:
    with warehouse(tmp_path) as connection:
        yield connection


def contents(connection: Connection) -> dict[str, list[tuple[Any, ...]]]:
    return {name: sorted(connection.execute(f"FROM {name}").fetchall(), key=str) for name in TALLIES}


def findings(connection: Connection) -> list[tuple[Any, ...]]:
    names = ("tally_off", "word_off", "count_twice", "key_twice")
    return [row for name in names for row in execute(connection, f"checks/{name}").fetchall()]


def days(connection: Connection, query: str) -> dict[Any, int]:
    return dict(connection.execute(query).fetchall())


@pytest.mark.parametrize("zone", ZONES)
def test_days_and_weeks_are_those_of_the_zone(connection: Connection, zone: str) -> None:
    tally(connection, zone)
    report(connection, reported())
    local = [one.at.astimezone(ZoneInfo(zone)).date() for one in reported()]
    for view in ("language_daily", "country_daily", "coverage_daily", "event_spike"):
        found = days(
            connection, f"SELECT day, sum(articles) FROM {view} GROUP BY day HAVING sum(articles) > 0"
        )
        assert found == Counter(local), view
    weeks = Counter(day - timedelta(days=day.weekday()) for day in local)
    assert days(connection, "SELECT week, sum(articles) FROM event_top_weekly GROUP BY week") == weeks
    assert days(
        connection, "SELECT week, sum(articles) FROM word_week WHERE word = 'flood' GROUP BY week"
    ) == {week: count for week, count in weeks.items() if count > 5}
    assert findings(connection) == []


@pytest.mark.parametrize("zone", ZONES)
def test_a_change_counts_all_anew_as_if_it_had_always_been_so(tmp_path: Path, zone: str) -> None:
    for name in ("changed", "always"):
        (tmp_path / name).mkdir()
    with warehouse(tmp_path / "changed") as changed, warehouse(tmp_path / "always") as always:
        report(changed, reported())
        for before in ("Asia/Tokyo", "America/Los_Angeles", zone):
            tally(changed, before)
        tally(always, zone)
        report(always, reported())
        assert stored_zone(changed) == zone
        assert contents(changed) == contents(always)
        assert findings(changed) == []
        # What comes later is counted by the same days.
        for one in (changed, always):
            tally(one, zone)
            report(one, [Reported(number=5000, hour=90 * 24 + 23.5, event=1)])
        assert contents(changed) == contents(always)


def test_nothing_is_counted_where_the_zone_stays(connection: Connection) -> None:
    report(connection, reported())
    connection.execute("UPDATE language_day SET articles = 7777")
    tally(connection, "UTC")
    assert connection.execute("SELECT DISTINCT articles FROM language_day").fetchall() == [(7777,)]


def test_a_change_that_fails_leaves_the_old_zone_with_its_counts(
    connection: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    report(connection, reported())
    before = contents(connection)
    monkeypatch.setattr("warehouse.steps.tallying.FINISH", ("no/such_file",))
    with pytest.raises(FileNotFoundError):
        tally(connection, "Asia/Kolkata")
    monkeypatch.undo()
    assert stored_zone(connection) == "UTC"
    assert contents(connection) == before
    ((day,),) = connection.execute("SELECT local_day(TIMESTAMPTZ '2026-01-05 23:00:00+00')").fetchall()
    assert day == date(2026, 1, 5)


@pytest.mark.parametrize("zone", [*ZONES, "UTC", "Atlantic/Azores", "Australia/Lord_Howe"])
def test_a_day_begins_in_sql_as_in_python(connection: Connection, zone: str) -> None:
    tally(connection, zone)
    rows = connection.execute(
        "SELECT day::DATE, epoch(day_start(day::DATE)), local_day(day_start(day::DATE)), "
        "local_day(day_start(day::DATE) - INTERVAL 1 SECOND), first_day_since(day_start(day::DATE)), "
        "first_day_since(day_start(day::DATE) + INTERVAL 1 SECOND) "
        "FROM generate_series(DATE '2023-01-01', DATE '2026-12-31', INTERVAL 1 DAY) AS days (day)"
    ).fetchall()
    assert len(rows) > 1400
    for day, start, first, before, since, after in rows:
        assert datetime.fromtimestamp(start, UTC) == day_start(day, zone), day
        assert (first, since) == (day, day)
        assert before == day - timedelta(days=1)
        assert after == day + timedelta(days=1)


POLL = """
INSERT INTO "fetch" (fetch_id, run_id, target_kind, url, requested_at, outcome, archive_file)
VALUES (uuid(), 'r', 'feed', ?, ?, ?, ?)
"""


def poll(connection: Connection, at: str, outcome: str, url: str = "http://a.example/") -> None:
    archive = "a.warc.gz" if outcome == "fetched" else None
    connection.execute(POLL, [url, at, outcome, archive])


def test_polls_are_counted_by_the_days_of_the_zone(connection: Connection) -> None:
    poll(connection, "2026-01-05 20:00:00+00", "fetched")
    poll(connection, "2026-01-06 01:00:00+00", "transient_failure")
    poll(connection, "2026-01-06 01:00:00+00", "fetched", "http://b.example/")
    connection.execute("INSERT INTO poll_day VALUES ('2026-01-05', 1, 1), ('2026-01-06', 2, 1)")
    tally(connection, "Asia/Kolkata")
    assert connection.execute("FROM poll_day").fetchall() == [(date(2026, 1, 6), 2, 2)]


def test_polls_whose_requests_expired_stay_as_they_were_counted(connection: Connection) -> None:
    poll(connection, "2026-01-05 20:00:00+00", "fetched")
    poll(connection, "2026-02-05 20:00:00+00", "transient_failure")
    poll(connection, "2026-02-08 20:00:00+00", "fetched")
    connection.execute(
        "INSERT INTO poll_day VALUES ('2026-01-05', 2, 1), ('2026-02-05', 1, 0), ('2026-02-08', 1, 1)"
    )
    tally(connection, "Asia/Kolkata")
    assert connection.execute("FROM poll_day ORDER BY day").fetchall() == [
        (date(2026, 1, 5), 2, 1), (date(2026, 2, 5), 1, 0), (date(2026, 2, 9), 1, 1),
    ]  # fmt: skip


def test_compacting_keeps_the_zone(tmp_path: Path) -> None:
    with warehouse(tmp_path) as connection:
        tally(connection, "Asia/Kolkata")
        report(connection, reported())
        before = contents(connection)
    paths = WarehousePaths(published=tmp_path / "w.duckdb", writer=tmp_path / "writer.duckdb")
    compact(paths)
    with open_writer(paths) as connection:
        assert contents(connection) == before
        query = "SELECT name, local_day(TIMESTAMPTZ '2026-01-05 20:00:00+00') FROM time_zone"
        assert connection.execute(query).fetchall() == [("Asia/Kolkata", date(2026, 1, 6))]
