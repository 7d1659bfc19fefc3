"""Read what the report of one ISO week shows."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

from model import PermanentError
from model.trend import TrendRow
from model.weekly import (
    EventDay,
    FailedFeed,
    FirstOutlet,
    HeldWeek,
    LanguageWeek,
    Rise,
    Silence,
    WeekDay,
    WeekEvent,
    WeeklyReport,
    WeekTotals,
)
from warehouse.database.connection import Connection, open_reader
from warehouse.database.failures import explained
from warehouse.database.rows import T, rows
from warehouse.database.statements import statement
from warehouse.queries.outdated import current
from warehouse.queries.trending import require_words, rows_of_query

_MOST_ROWS = 15
# The attention to a query is shown with the three weeks before.
_DAYS_BEFORE = 21
_LISTED_WEEKS = 12


def weekly_report(published: Path, week: date | None = None, queries: Sequence[str] = ()) -> WeeklyReport:
    """Read the report of the week that begins on the Monday `week`; by default of the last whole week.

    Raises PermanentError where the warehouse has no article of that week, or no whole week.
    """
    require_words(queries)
    with open_reader(published) as connection, explained(published), current(published):
        held = rows(connection.execute(statement("weekly/weeks")), HeldWeek)
        return _read(connection, chosen_week(held, week), queries)


def chosen_week(held: Sequence[HeldWeek], week: date | None) -> HeldWeek:
    """Return the week asked for, or the last whole one; `held` is newest first.

    Raises PermanentError, which says what weeks there are.
    """
    fitting = [one for one in held if one.week == week or (week is None and one.is_whole)]
    if fitting:
        return fitting[0]
    if not held:
        raise PermanentError("The warehouse has no articles yet, so there is no week to report.")
    weeks = f"It has articles of {_listed(held)}."
    if week is None:
        raise PermanentError(f"No week is over yet. {weeks} Name one with --week to report it as it is.")
    raise PermanentError(f"The warehouse has no article of the week {week_name(week)}. {weeks}")


def week_name(week: date) -> str:
    """Return the ISO name of the week that begins on a Monday: `2026-W02`."""
    year, number, _ = week.isocalendar()
    return f"{year}-W{number:02}"


def _listed(held: Sequence[HeldWeek]) -> str:
    names = [f"{week_name(one.week)} ({one.articles:,})" for one in held[:_LISTED_WEEKS]]
    more = len(held) - len(names)
    return ", ".join(names) + (f" and {more} older weeks" if more else "")


def _read(connection: Connection, held: HeldWeek, queries: Sequence[str]) -> WeeklyReport:
    week = {"week": held.week}
    most = {**week, "row_count": _MOST_ROWS}
    totals, before = _rows(connection, "weekly/totals", WeekTotals, week)
    events = _rows(connection, "weekly/events", WeekEvent, most)
    event_ids = [event.event_id for event in events]
    run = connection.execute(statement("weekly/run")).fetchone()
    return WeeklyReport(
        week=held.week,
        is_whole=held.is_whole,
        run_id=run[0] if run else None,
        totals=totals,
        before=before,
        days=_rows(connection, "weekly/days", WeekDay, week),
        events=events,
        event_days=_rows(connection, "weekly/event_days", EventDay, {**week, "events": event_ids}),
        rises=_rows(connection, "weekly/rises", Rise, most),
        firsts=_rows(connection, "weekly/firsts", FirstOutlet, most),
        languages=_rows(connection, "weekly/languages", LanguageWeek, week),
        silences=_rows(connection, "weekly/silences", Silence, {"events": event_ids}),
        feeds=_rows(connection, "weekly/feeds", FailedFeed, week),
        attention=[row for query in queries for row in _attention(connection, query, held.week)],
    )


def _rows(connection: Connection, name: str, kind: type[T], values: Mapping[str, object]) -> list[T]:
    return rows(connection.execute(statement(name), dict(values)), kind)


def _attention(connection: Connection, query: str, week: date) -> list[TrendRow]:
    """Return the days of a query up to the end of a week.

    The span is two days wider than that, so that it has the whole days in every time zone.
    """
    first, last = week - timedelta(days=_DAYS_BEFORE), week + timedelta(days=6)
    midnight, wider = time(tzinfo=UTC), timedelta(days=2)
    found = rows_of_query(
        connection,
        query,
        since=datetime.combine(first - wider, midnight),
        until=datetime.combine(last + wider, midnight),
    )
    return [row for row in found if first <= row.day <= last]
