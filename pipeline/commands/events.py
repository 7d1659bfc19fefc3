"""`parallax events`: corrections of the grouping, made by hand."""

import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from pipeline.commands.arguments import format_option
from pipeline.settings import Settings, read_settings

if TYPE_CHECKING:
    from pipeline.grouping.correct import Made

_note = click.option("--note", metavar="TEXT", help="The reason, shown by `parallax events list`.")


@click.group("events", subcommand_metavar="ACTION ...")
def events() -> None:
    """Correct by hand which articles belong to one event.

    Corrections hold for all later runs, until they are withdrawn.
    """


@events.command("merge")
@click.argument("event_ids", nargs=-1, required=True, metavar="EVENT EVENT...")
@_note
def merge(*, event_ids: tuple[str, ...], note: str | None) -> None:
    """Make one event of two or more, given their ids."""
    from pipeline.grouping import correct

    _print_made("merged into", correct.merge(read_settings(), event_ids, note, _now()))


@events.command("split")
@click.argument("event_id", metavar="EVENT")
@click.argument("articles", nargs=-1, required=True, metavar="URL...")
@_note
def split(*, event_id: str, articles: tuple[str, ...], note: str | None) -> None:
    """Move articles out of an event into a new one.

    Takes the id of the event, and the URLs or ids of the articles.
    """
    from pipeline.grouping import correct

    _print_made("split into", correct.split(read_settings(), event_id, articles, note, _now()))


@events.command("pin")
@click.argument("article", metavar="URL")
@click.argument("event_id", metavar="EVENT")
@_note
def pin(*, article: str, event_id: str, note: str | None) -> None:
    """Put an article in an event, whatever the grouping decides.

    Takes the URL or id of the article, and the id of the event.
    """
    from pipeline.grouping import correct

    _print_made("pinned to", correct.pin(read_settings(), article, event_id, note, _now()))


@events.command("undo")
@click.argument("number", type=int, metavar="NUMBER")
def undo(*, number: int) -> None:
    """Withdraw a correction, given its number in `parallax events list`."""
    from pipeline.grouping import correct

    correct.withdraw(read_settings(), number, _now())
    sys.stdout.write(f"correction {number} withdrawn; its articles are grouped automatically again\n")


@events.command("list")
@format_option("table", "csv", "json")
def list_(*, file_format: str) -> None:
    """List the corrections, one row per article."""
    write_corrections(read_settings(), file_format)


def write_corrections(settings: Settings, file_format: str) -> None:
    """Print every correction, one row per article."""
    from pipeline.commands.output import write_rows
    from warehouse import open_reader
    from warehouse.queries import correction_log

    with open_reader(settings.published) as connection:
        columns, rows = correction_log.listed(connection)
    write_rows(columns, rows, file_format)


def _print_made(what: str, made: "Made") -> None:
    from reports.tables import visible

    sys.stdout.write(visible(f"correction {made.number}: {what} {made.event_id}\n"))


def _now() -> datetime:
    return datetime.now(UTC)
