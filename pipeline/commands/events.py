"""`parallax events`: corrections of the grouping, made by hand."""

from datetime import UTC, datetime
from itertools import groupby
from typing import TYPE_CHECKING

import click

from model.counting import counted
from pipeline.commands.arguments import format_option, pager_option
from pipeline.commands.dialogue import agrees, consent_options, require_answerable, say
from pipeline.settings import Settings, read_settings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline.grouping.correct import Made
    from warehouse.queries.correction_log import MovedArticle

# As many of the articles that moved are named.
_SHOWN = 10
_note = click.option("--note", metavar="TEXT", help="The reason, shown by `parallax events list`.")


@click.group("events", subcommand_metavar="ACTION ...")
def events() -> None:
    """Correct by hand which articles belong to one event.

    Corrections hold for all later runs, until they are withdrawn.
    """


@events.command("merge")
@click.argument("event_ids", nargs=-1, required=True, metavar="EVENT EVENT...")
@_note
@consent_options
def merge(*, event_ids: tuple[str, ...], note: str | None, is_agreed: bool, is_rehearsal: bool) -> int:
    """Make one event of two or more, given their ids.

    Shows which articles will move, and asks.
    """
    from pipeline.grouping import correct

    require_answerable(is_agreed=is_agreed, is_rehearsal=is_rehearsal)
    settings = read_settings()
    if not is_agreed:
        _print_moved(correct.merge(settings, event_ids, note, _now(), is_rehearsal=True).moved, "to move")
        if is_rehearsal:
            return 0
        if not agrees("Merge these events?"):
            return 1
    _print_made("merged into", correct.merge(settings, event_ids, note, _now()))
    return 0


@events.command("split")
@click.argument("event_id", metavar="EVENT")
@click.argument("articles", nargs=-1, required=True, metavar="URL...")
@_note
@consent_options
def split(
    *, event_id: str, articles: tuple[str, ...], note: str | None, is_agreed: bool, is_rehearsal: bool
) -> int:
    """Move articles out of an event into a new one.

    Takes the id of the event, and the URLs or ids of the articles. Shows which will move, and asks.
    """
    from pipeline.grouping import correct

    require_answerable(is_agreed=is_agreed, is_rehearsal=is_rehearsal)
    settings = read_settings()
    if not is_agreed:
        planned = correct.split(settings, event_id, articles, note, _now(), is_rehearsal=True)
        _print_moved(planned.moved, "to move")
        if is_rehearsal:
            return 0
        if not agrees("Split the event?"):
            return 1
    _print_made("split into", correct.split(settings, event_id, articles, note, _now()))
    return 0


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
    """Withdraw a correction, given its number in `parallax events list`.

    All is then grouped as if the correction had never been made.
    """
    from pipeline.grouping import correct

    moved = correct.withdraw(read_settings(), number, _now())
    say(f"correction {number} withdrawn")
    _print_moved(moved)


@events.command("list")
@format_option("table", "csv", "json")
@pager_option
def list_(*, file_format: str, is_paged: bool) -> None:
    """List the corrections, one row per article."""
    write_corrections(read_settings(), file_format, is_paged=is_paged)


def write_corrections(settings: Settings, file_format: str, *, is_paged: bool = True) -> None:
    """Print every correction, one row per article."""
    from pipeline.commands.output import write_rows
    from pipeline.staging.readable import readable
    from warehouse import open_reader
    from warehouse.queries import correction_log

    with open_reader(readable(settings)) as connection:
        columns, rows = correction_log.listed(connection)
    write_rows(columns, rows, file_format, is_paged=is_paged)


def _print_made(what: str, made: "Made") -> None:
    say(f"correction {made.number}: {what} {made.event_id}")
    _print_moved(made.moved)


def _print_moved(moved: "Sequence[MovedArticle]", verb: str = "moved") -> None:
    """Print which articles moved from which event to which, those of two events together."""
    if not moved:
        say(f"no article {verb}")
    for (before, now), rows in groupby(moved, key=_named):
        articles = list(rows)
        say(f"{_counted(articles)} {verb} from {before} to {now}:")
        originals = [row for row in articles if row.is_original] or articles
        for row in originals[:_SHOWN]:
            say(f"  {row.title} {row.url}")
        if len(originals) > _SHOWN:
            say(f"  and {len(originals) - _SHOWN:,} more")


def _named(row: "MovedArticle") -> tuple[str, str]:
    """Return the events that an article left and joined, by their titles and ids."""
    return f"“{row.from_title}” ({row.from_event_id})", f"“{row.to_title}” ({row.to_event_id})"


def _counted(articles: "Sequence[MovedArticle]") -> str:
    copies = sum(not row.is_original for row in articles)
    of_them = {0: "", 1: " (1 of them a copy)"}
    return counted(len(articles), "article") + of_them.get(copies, f" ({copies} of them copies)")


def _now() -> datetime:
    return datetime.now(UTC)
