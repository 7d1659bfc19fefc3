"""The report of a week as a workbook: a sheet for each of its parts, with all rows."""

from collections.abc import Iterator, Sequence
from dataclasses import fields
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args, get_type_hints

from model.files import process_ending, written_whole
from model.trend import TrendRow
from model.weekly import (
    EventDay,
    FailedFeed,
    FirstOutlet,
    LanguageWeek,
    Rise,
    Silence,
    WeekDay,
    WeekEvent,
    WeeklyReport,
    WeekTotals,
)
from warehouse.reports.cells import Kind, ReportColumn
from warehouse.reports.contents import Sheet, write_sheets

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

_KINDS = {int: Kind.NUMBER, float: Kind.NUMBER, bool: Kind.TRUTH, date: Kind.DAY, datetime: Kind.MOMENT}


def write_weekly_book(path: Path, report: WeeklyReport, name: str) -> None:
    """Write the workbook of a week, whole; `name` is the week's. The same report gives the same bytes.

    Raises PermanentError where the file would be too large.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with written_whole(path.absolute(), ending=process_ending()) as partial:
        write_sheets(partial, f"Parallax: the news of week {name}", _facts(report), _sheets(report))


def _facts(report: WeeklyReport) -> dict[str, str]:
    return {
        "Week": f"from {report.week.isoformat()}, {'over' if report.is_whole else 'not over yet'}",
        "Run": report.run_id or "none yet",
        "Days watched": f"{report.totals.observed_days} of 7",
        "Times": "in UTC",
    }


def _sheets(report: WeeklyReport) -> Iterator[Sheet]:
    """Yield the parts of the report; the attention only where a search was asked for."""
    yield _sheet(
        "totals",
        "What was read in the week and in the week before.",
        WeekTotals,
        [report.totals, report.before],
    )
    yield _sheet("days", "What was read on each day, and which feeds answered.", WeekDay, report.days)
    yield _sheet("events", "The events that most owners reported in the week.", WeekEvent, report.events)
    yield _sheet("event_days", "Their articles on each day.", EventDay, report.event_days)
    yield _sheet("rises", "Events with many more articles on a day than expected.", Rise, report.rises)
    yield _sheet("firsts", "Which outlets reported the new events first.", FirstOutlet, report.firsts)
    yield _sheet("languages", "What was read in each language.", LanguageWeek, report.languages)
    yield _sheet("silences", "Who published and said nothing of a top event.", Silence, report.silences)
    yield _sheet("feeds", "Feeds that failed in the week, or have a problem now.", FailedFeed, report.feeds)
    if report.attention:
        about = "Articles that the searches find, by day, with the three weeks before."
        yield _sheet("attention", about, TrendRow, report.attention)


def _sheet(
    name: str, about: str, kind: "type[DataclassInstance]", values: "Sequence[DataclassInstance]"
) -> Sheet:
    hints = get_type_hints(kind)
    names = [field.name for field in fields(kind)]
    return Sheet(
        name=name,
        about=about,
        columns=[ReportColumn(name=one, kind=_kind(hints[one])) for one in names],
        rows=([_cell(getattr(value, one)) for one in names] for value in values),
    )


def _kind(hint: Any) -> Kind:
    kinds = [one for one in get_args(hint) or (hint,) if one is not type(None)]
    return _KINDS.get(kinds[0], Kind.TEXT)


def _cell(value: Any) -> Any:
    """Return a value as a workbook takes it: times in UTC, without their zone."""
    return value.astimezone(UTC).replace(tzinfo=None) if isinstance(value, datetime) else value
