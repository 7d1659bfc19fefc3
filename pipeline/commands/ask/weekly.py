"""`parallax weekly`: the report of one ISO week, as a page and a workbook."""

import re
import sys
from datetime import date
from pathlib import Path

import click

from model import ConfigurationError
from pipeline.commands.arguments import text
from pipeline.settings import read_settings

_WEEK = re.compile(r"([0-9]{4})-?W([0-9]{2})")


def iso_week(raw: str) -> date:
    """Return the Monday of an ISO week such as 2026-W02, or of the week of an ISO date."""
    try:
        found = _WEEK.fullmatch(raw.strip().upper())
        if found:
            return date.fromisocalendar(int(found[1]), int(found[2]), 1)
        year, week, _ = date.fromisoformat(raw).isocalendar()
        return date.fromisocalendar(year, week, 1)
    except ValueError:
        raise click.BadParameter(
            f"{raw!r} is not a week: give an ISO week, such as 2026-W02, or a day of it, such as 2026-01-05."
        ) from None


@click.command("weekly")
@click.option(
    "--week", type=iso_week, metavar="W", help="The week, such as 2026-W02 (default: the last whole one)."
)
@click.option(
    "--query",
    "queries",
    multiple=True,
    type=text,
    metavar="QUERY",
    help="Show the attention to a search; repeatable.",
)
@click.option(
    "--out",
    type=Path,
    default=Path(),
    metavar="DIR",
    help="Write into this folder (default: the current one).",
)
def weekly(*, week: date | None, queries: tuple[str, ...], out: Path) -> None:
    """Write the report of a week: a page with charts, and a workbook.

    It shows the events that most owners reported, what rose, who was first, the languages, who was silent and
    the feeds that failed.
    """
    from pipeline.commands.output import write_file
    from pipeline.staging.readable import readable
    from reports.weekly_page import weekly_page
    from warehouse.queries.weekly import week_name, weekly_report
    from warehouse.reports.weekly_book import write_weekly_book

    settings = read_settings()
    if out.exists() and not out.is_dir():
        raise ConfigurationError([f"--out {out} is a file: name a folder."])
    report = weekly_report(readable(settings), week, queries)
    name = week_name(report.week)
    book, page = out / f"weekly-{name}.xlsx", out / f"weekly-{name}.html"
    write_weekly_book(book, report, name)
    write_file(page, weekly_page(report, name, book.name).encode())
    sys.stdout.write(f"{page}\n{book}\n")
