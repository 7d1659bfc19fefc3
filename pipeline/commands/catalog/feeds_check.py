"""`parallax feeds check`: asks the feeds of the catalog whether they answer."""

import sys
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import click

from model import ParallaxError
from model.counting import counted
from model.credentials import without_credentials
from pipeline.commands.arguments import format_option, seconds
from pipeline.commands.catalog.feeds import editing, health
from pipeline.commands.dialogue import is_at_terminal, say, warn
from pipeline.settings import Settings, read_settings

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from model import Feed, FeedCheck, Host
    from pipeline.catalog.check_writing import FeedNote
    from pipeline.catalog.checking import CheckedFeed

_COLUMNS = (
    "feed_id", "outlet_id", "kind", "url", "verdict", "detail", "http_status", "entry_count", "newest_at",
    "moved_to",
)  # fmt: skip
_ALL_WELL = "every feed was seen to answer already: --all asks all of them again."
_NOBODY = (
    "none of these feeds answers, so that the network or the proxy may be at fault: nothing is written. "
    "`parallax feeds check --all` asks the others too."
)


@click.command("check")
@click.option("--all", "is_all", is_flag=True, help="Ask all feeds, also those that were seen to answer.")
@click.option(
    "--write",
    "is_written",
    is_flag=True,
    help="Write the result into the catalog: new addresses, days of the check, doubts.",
)
@click.option(
    "--timeout",
    "timeout_s",
    type=seconds,
    default="300",
    show_default=True,
    metavar="S",
    help="Stop asking after S seconds.",
)
@format_option("text", "csv", "json")
def check(*, is_all: bool, is_written: bool, timeout_s: float, file_format: str) -> int:
    """Ask the feeds of the catalog whether they answer.

    Each is requested once, politely; articles are not. Without --all, these are the feeds that were never
    seen to answer, are doubtful, or fail in your runs. On a terminal, you are asked whether to write the
    result into the catalog. Exits with 1 if none of the feeds answers, unless all were doubtful before.
    """
    from pipeline.catalog.checking import notes_of
    from pipeline.catalog.reading import read_checked_feeds
    from transforms.feed_answers import Verdict

    settings = replace(read_settings(), fetch_budget_s=timeout_s)
    now = datetime.now(UTC)
    listed, checks = read_checked_feeds(settings.catalog)
    asked = listed if is_all else _worth_asking(settings, listed, checks)
    if not asked:
        warn(_ALL_WELL)
        return 0
    checked = _ask(settings, asked, now, file_format)
    _warn_of_rest(checked)
    was_expected = any(checks[feed.feed_id].doubt is None for feed in asked)
    if was_expected and not any(item.verdict is Verdict.ANSWERS for item in checked):
        warn(_NOBODY)
        return 1
    _settle(settings, notes_of(checked, listed, checks, now), is_written=is_written)
    return 0


def _worth_asking(
    settings: Settings, listed: "Sequence[Feed]", checks: "Mapping[str, FeedCheck]"
) -> "list[Feed]":
    from transforms.feed_answers import is_worth_asking

    status_of = {feed_id: row["status"] for feed_id, row in health(settings).items()}
    return [feed for feed in listed if is_worth_asking(checks[feed.feed_id], status_of.get(feed.feed_id))]


def _ask(settings: Settings, asked: "Sequence[Feed]", now: datetime, file_format: str) -> "list[CheckedFeed]":
    """Ask the feeds; print each as soon as it is asked, or all at the end where the format wants that."""
    from pipeline.catalog.checking import check_feeds
    from pipeline.commands.output import write_rows
    from pipeline.running import progress

    progress.show_on_stderr()
    say_each = _line_printer(now) if file_format == "text" else _silent
    checked = check_feeds(settings, asked, _hosts(settings), now, say_each)
    if file_format == "text":
        say(_summary(checked))
    else:
        write_rows(_COLUMNS, [_row(item, now) for item in checked], file_format)
        sys.stdout.flush()
    return checked


def _hosts(settings: Settings) -> "dict[str, Host]":
    """Return what is known of hosts by origin, nothing where no warehouse can be read."""
    from pipeline.staging.readable import readable
    from warehouse.steps.planning import known_hosts

    try:
        return known_hosts(readable(settings))
    except ParallaxError:
        return {}


def _silent(_: "CheckedFeed") -> None:
    """Print nothing: the rows come at the end."""


def _line_printer(now: datetime) -> "Callable[[CheckedFeed], None]":
    from transforms.feed_answers import detail_of, moved_to

    def line(item: "CheckedFeed") -> None:
        target = moved_to(item.answer)
        where = without_credentials(item.feed.url)
        moved = f"; moved to {target}" if target else ""
        say(f"{item.verdict:24}{item.feed.outlet_id}  {where}  {detail_of(item.answer, now)}{moved}")
        sys.stdout.flush()

    return line


def _row(item: "CheckedFeed", now: datetime) -> tuple[Any, ...]:
    from transforms.feed_answers import detail_of, moved_to

    feed, answer = item.feed, item.answer
    return (
        feed.feed_id,
        feed.outlet_id,
        str(feed.kind),
        without_credentials(feed.url),
        str(item.verdict),
        detail_of(answer, now),
        answer.status,
        answer.entry_count,
        answer.newest_at,
        moved_to(answer),
    )


def _summary(checked: "Sequence[CheckedFeed]") -> str:
    from transforms.feed_answers import Verdict, moved_to

    counts = Counter(item.verdict for item in checked)
    moved_count = sum(moved_to(item.answer) is not None for item in checked)
    parts = [f"{counts[verdict]} {verdict}" for verdict in Verdict if counts[verdict]]
    moved = f"; {moved_count} moved" if moved_count else ""
    return f"{len(checked)} asked: {', '.join(parts)}{moved}"


def _warn_of_rest(checked: "Sequence[CheckedFeed]") -> None:
    from transforms.feed_answers import Verdict

    if rest := sum(item.verdict is Verdict.NOT_ASKED for item in checked):
        warn(
            f"{counted(rest, 'feed')} not asked, for the reasons given: repeat this later, or with a longer "
            "--timeout"
        )


def _settle(settings: Settings, notes: "Mapping[str, FeedNote]", *, is_written: bool) -> None:
    """Write the notes into the catalog if the user wants that; say how if nobody can be asked."""
    if not notes:
        return
    if not is_written and is_at_terminal():
        is_written = click.confirm(f"Write this into {settings.catalog}?", err=True)
    elif not is_written:
        warn("nothing is written: add --write to have this in the catalog")
    if is_written:
        with editing(settings) as editor:
            editor.note(notes)
        moved = sum(url != note.url for url, note in notes.items())
        doubtful = sum(note.check.doubt is not None for note in notes.values())
        warn(
            f"written into {settings.catalog}: {len(notes) - doubtful} answer, {moved} of them at a new "
            f"address, {doubtful} are doubtful"
        )
