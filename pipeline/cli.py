"""The command `parallax`: what was asked for, handed to the command that does it.

Whatever a command needs is imported when it is called, so that `parallax --help` answers at once.
"""

import argparse
import errno
import io
import os
import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TypeAlias

from model import FeedKind, OutletKind, ParallaxError
from pipeline.commands.argument_types import assignment, moment, port, row_count, seconds, text
from pipeline.keeping_cli import add_keeping
from pipeline.settings import read_settings

Command = Callable[[argparse.Namespace], int]
Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"  # noqa: SLF001 - argparse has no other name for it

_INTERRUPTED = 130


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns its exit code: 0 done, 1 failed, 2 wrong usage or configuration."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    try:
        arguments = _parser().parse_args(argv)
    except SystemExit as stop:
        return int(stop.code or 0)
    command: Command = arguments.command
    return _guarded(command, arguments)


def _guarded(command: Command, arguments: argparse.Namespace) -> int:
    """Call a command and tell what stops it, never with a traceback."""
    try:
        code = command(arguments)
        sys.stdout.flush()
    except ParallaxError as error:
        return _tell(str(error), error.exit_code)
    except BrokenPipeError:
        return _leave_quietly()
    except OSError as error:
        return _tell(_os_problem(error), 1)
    except KeyboardInterrupt:
        return _tell("stopped.", _INTERRUPTED)
    except Exception as error:  # noqa: BLE001 - the last frame of the program
        return _tell(_defect(error), 1)
    return code


def _tell(text: str, code: int) -> int:
    from reports.tables import visible  # noqa: PLC0415

    for line in visible(text).splitlines() or [""]:
        sys.stderr.write(f"parallax: {line}\n")
    return code


def _leave_quietly() -> int:
    """End for a reader who has seen enough, such as `head`."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def _os_problem(error: OSError) -> str:
    where = error.filename or "the place written to"
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return f"The disk of {where} is full: free some space and try again."
    return f"{where}: {error.strerror or error}."


def _defect(error: Exception) -> str:
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    where = f" at {trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace else ""
    return f"This is a defect of Parallax, please report it: {type(error).__name__}: {error}{where}."


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="parallax",
        description="Multilingual news monitoring: feeds in, events across languages and trends in SQL out.",
        epilog="Exit codes: 0 done, 1 the run or query failed, 2 wrong usage or configuration.",
    )
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    _add_running(commands)
    _add_asking(commands)
    _add_feeds(commands)
    _add_judging(commands)
    _add_correcting(commands)
    add_keeping(partial(_command, commands))
    _command(commands, "doctor", _doctor, "check the installation and say what to mend")
    return parser


def _command(commands: Commands, name: str, command: Command, does: str) -> argparse.ArgumentParser:
    parser = commands.add_parser(name, help=does, description=f"{does[0].upper()}{does[1:]}.")
    parser.set_defaults(command=command)
    return parser


def _add_running(commands: Commands) -> None:
    run = _command(commands, "run", _run, "poll the feeds that are due, once, and write the reports")
    run.add_argument("--all", action="store_true", help="poll every live feed, due or not")
    again = _command(commands, "reprocess", _reprocess, "read archived pages again, without the network")
    again.add_argument(
        "--since", type=moment, metavar="D", help="fetched from then on (ISO, UTC unless it says)"
    )
    again.add_argument("--until", type=moment, metavar="D", help="fetched before then")
    again.add_argument(
        "--outlet", action="append", default=[], metavar="ID", help="only of this outlet; repeatable"
    )
    again.add_argument("--run", metavar="RUN", help="only what that run fetched")
    backfill = _command(
        commands, "backfill", _backfill, "read the pages of WARC files in, Common Crawl's say"
    )
    backfill.add_argument("files", nargs="+", type=Path, metavar="WARC")
    backfill.add_argument("--catalog-only", action="store_true", help="only pages of outlets of the catalog")
    demo = _command(commands, "demo", _demo, "run on the bundled sample of the news web; needs no network")
    demo.add_argument("--corpus", type=Path, metavar="DIR", help="another corpus folder")
    up = _command(commands, "up", _up, "start the scheduled service on this machine")
    up.add_argument("--port", type=port, default=8080, help="of Airflow's pages (default: %(default)s)")


def _add_asking(commands: Commands) -> None:
    sql = _command(commands, "sql", _sql, "ask the published warehouse; reading only")
    sql.add_argument("query", type=text, metavar="QUERY", help="one SQL statement in DuckDB's dialect")
    sql.add_argument("--format", choices=("table", "csv", "json", "parquet"), default="table")
    sql.add_argument("--out", type=Path, metavar="FILE", help="write there instead of printing")
    sql.add_argument(
        "--timeout", type=seconds, default=300.0, metavar="S", help="seconds (default: %(default)g)"
    )
    sql.add_argument(
        "--no-pager", dest="pager", action="store_false", help="print long tables without $PAGER or less"
    )
    found = _command(commands, "search", _search, "find articles by words of their titles and texts")
    found.add_argument(
        "text", type=text, metavar="WORDS", help='all of them; a phrase stands in "quotation marks"'
    )
    _add_span(found)
    found.add_argument("--limit", type=row_count, default=100, help="rows at most (default: %(default)s)")
    found.add_argument("--format", choices=("table", "csv", "json"), default="table")
    export = _command(commands, "export", _export, "write reports as files")
    export.add_argument("names", nargs="*", metavar="NAME", help="reports (default: all)")
    export.add_argument(
        "--out", type=Path, metavar="DIR", help="folder (default: exports in the data folder)"
    )
    _add_span(export)
    export.add_argument("--format", choices=("csv", "parquet", "xlsx"), default="csv")
    export.add_argument(
        "--param", action="append", default=[], type=assignment, metavar="NAME=VALUE", help="repeatable"
    )
    export.add_argument("--list", action="store_true", help="show the reports and what they have and take")
    export.add_argument("--as-of", metavar="RUN", help="as it stood when that run was published")
    export.add_argument("--bom", action="store_true", help="begin CSV with a byte order mark, for Excel")


def _add_span(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--since", type=moment, metavar="D", help="ISO date or time, UTC unless it says")
    parser.add_argument("--until", type=moment, metavar="D", help="likewise; exclusive")


def _add_feeds(commands: Commands) -> None:
    feeds = commands.add_parser("feeds", help="look at the catalog and change it")
    actions = feeds.add_subparsers(title="actions", metavar="ACTION", required=True)
    listed = _command(actions, "list", _feeds_list, "list the feeds and how they are doing")
    listed.add_argument("--format", choices=("table", "csv", "json"), default="table")
    _add_adding(actions)
    found = _command(actions, "discover", _feeds_discover, "find the feeds and news sitemaps of a site")
    found.add_argument("url", metavar="URL")
    found.add_argument("--all", action="store_true", help="look in all usual places, whatever the site names")
    found.add_argument("--format", choices=("table", "csv", "json"), default="table")
    remove = _command(actions, "remove", _feeds_remove, "remove a feed, or an outlet with its feeds")
    remove.add_argument("what", metavar="URL|FEED-ID|OUTLET-ID")
    imported = _command(actions, "import", _feeds_import, "add the feeds of an OPML file")
    imported.add_argument("file", type=Path, metavar="FILE")
    exported = _command(actions, "export", _feeds_export, "give the catalog as OPML")
    exported.add_argument("--out", type=Path, metavar="FILE", help="write there instead of printing")


def _add_judging(commands: Commands) -> None:
    explained = _command(commands, "explain", _explain, "say why an article or an event is where it is")
    explained.add_argument(
        "what", type=text, metavar="URL|EVENT", help="URL or id of an article, or id of an event"
    )
    explained.add_argument("--format", choices=("text", "json"), default="text")
    evaluate = commands.add_parser("evaluate", help="score what Parallax decides against what is known")
    what = evaluate.add_subparsers(title="what", metavar="WHAT", required=True)
    events = _command(
        what, "events", _evaluate_events, "group articles whose events are known, and score the groups"
    )
    events.add_argument(
        "gold", metavar="GOLD", help="JSON lines: id, title, text, language, published_at, outlet, event"
    )
    events.add_argument("--format", choices=("table", "csv", "json"), default="table")


def _add_correcting(commands: Commands) -> None:
    events = commands.add_parser("events", help="correct by hand which articles tell of one event")
    actions = events.add_subparsers(title="actions", metavar="ACTION", required=True)
    merged = _command(actions, "merge", _events_merge, "make one event of several")
    merged.add_argument("events", nargs="+", metavar="EVENT", help="ids of two events or more")
    parted = _command(actions, "split", _events_split, "take articles out of an event, into one of their own")
    parted.add_argument("event", metavar="EVENT")
    parted.add_argument("articles", nargs="+", metavar="URL", help="URLs or ids of articles")
    pinned = _command(actions, "pin", _events_pin, "put an article in an event, whatever grouping would say")
    pinned.add_argument("article", metavar="URL")
    pinned.add_argument("event", metavar="EVENT")
    for action in (merged, parted, pinned):
        action.add_argument("--note", help="why, for those who read the list")
    undone = _command(actions, "undo", _events_undo, "withdraw a correction")
    undone.add_argument("number", type=int, metavar="NUMBER", help="as `parallax events list` has it")
    listed = _command(actions, "list", _events_list, "list the corrections")
    listed.add_argument("--format", choices=("table", "csv", "json"), default="table")


def _add_adding(actions: Commands) -> None:
    add = _command(actions, "add", _feeds_add, "add a feed to its outlet, or to a new one")
    add.add_argument("url", metavar="URL")
    add.add_argument("--sitemap", action="store_true", help="the URL is that of a sitemap")
    add.add_argument("--id", help="of the outlet (default: the outlet of that domain, or the domain)")
    add.add_argument("--name")
    add.add_argument("--country", help='ISO 3166-1 alpha-2, such as "FR"')
    add.add_argument("--language", action="append", default=[], help="BCP 47 tag; may be given again")
    add.add_argument("--owner", help="the group the outlet belongs to")
    add.add_argument("--kind", choices=[str(kind) for kind in OutletKind])
    add.add_argument("--homepage", metavar="URL")


def _run(arguments: argparse.Namespace) -> int:
    from pipeline.commands.run import run  # noqa: PLC0415

    return run(read_settings(), poll_all=arguments.all)


def _reprocess(arguments: argparse.Namespace) -> int:
    from pipeline.commands.reprocess import reprocess  # noqa: PLC0415

    asked = arguments
    return reprocess(
        read_settings(), since=asked.since, until=asked.until, outlets=asked.outlet, run_id=asked.run
    )


def _backfill(arguments: argparse.Namespace) -> int:
    from pipeline.commands.backfill import backfill  # noqa: PLC0415

    return backfill(read_settings(), arguments.files, catalog_only=arguments.catalog_only)


def _demo(arguments: argparse.Namespace) -> int:
    from pipeline.commands.demo import demo  # noqa: PLC0415

    return demo(read_settings(), arguments.corpus)


def _up(arguments: argparse.Namespace) -> int:
    from pipeline.commands.up import up  # noqa: PLC0415

    return up(read_settings(), arguments.port)


def _sql(arguments: argparse.Namespace) -> int:
    from pipeline.commands.sql import sql  # noqa: PLC0415

    asked = arguments
    form, out, timeout_s = asked.format, asked.out, asked.timeout
    return sql(read_settings(), asked.query, form=form, out=out, timeout_s=timeout_s, is_paged=asked.pager)


def _search(arguments: argparse.Namespace) -> int:
    from pipeline.commands.search import search_articles  # noqa: PLC0415

    asked = arguments
    return search_articles(read_settings(), asked.text, asked.format, asked.since, asked.until, asked.limit)


def _export(arguments: argparse.Namespace) -> int:
    from pipeline.commands.export import export, list_reports  # noqa: PLC0415
    from warehouse.reports.exporting import ExportOptions  # noqa: PLC0415

    asked = arguments
    if asked.list:
        return list_reports(read_settings(), asked.names)
    options = ExportOptions(
        since=asked.since,
        until=asked.until,
        file_format=asked.format,
        with_bom=asked.bom,
        values=dict(asked.param),
    )
    return export(read_settings(), asked.names, asked.out, options, asked.as_of)


def _feeds_list(arguments: argparse.Namespace) -> int:
    from pipeline.commands.feeds import list_feeds  # noqa: PLC0415

    return list_feeds(read_settings(), arguments.format)


def _feeds_add(arguments: argparse.Namespace) -> int:
    from pipeline.catalog.editing import OutletDetails  # noqa: PLC0415
    from pipeline.commands.feeds import add_feed  # noqa: PLC0415

    details = OutletDetails(
        outlet_id=arguments.id,
        name=arguments.name,
        homepage=arguments.homepage,
        country=arguments.country,
        languages=tuple(arguments.language),
        owner=arguments.owner,
        kind=arguments.kind,
    )
    kind = FeedKind.SITEMAP if arguments.sitemap else FeedKind.FEED
    return add_feed(read_settings(), arguments.url, details, kind)


def _feeds_discover(arguments: argparse.Namespace) -> int:
    from pipeline.commands.discover import discover_feeds  # noqa: PLC0415

    return discover_feeds(read_settings(), arguments.url, arguments.format, asks_all=arguments.all)


def _feeds_remove(arguments: argparse.Namespace) -> int:
    from pipeline.commands.feeds import remove_feed  # noqa: PLC0415

    return remove_feed(read_settings(), arguments.what)


def _feeds_import(arguments: argparse.Namespace) -> int:
    from pipeline.commands.feeds import import_feeds  # noqa: PLC0415

    return import_feeds(read_settings(), arguments.file)


def _feeds_export(arguments: argparse.Namespace) -> int:
    from pipeline.commands.feeds import export_feeds  # noqa: PLC0415

    return export_feeds(read_settings(), arguments.out)


def _explain(arguments: argparse.Namespace) -> int:
    from pipeline.commands.explain import explain_one  # noqa: PLC0415

    return explain_one(read_settings(), arguments.what, arguments.format)


def _events_merge(arguments: argparse.Namespace) -> int:
    from pipeline.commands.events import merge_events  # noqa: PLC0415

    return merge_events(read_settings(), arguments.events, arguments.note)


def _events_split(arguments: argparse.Namespace) -> int:
    from pipeline.commands.events import split_event  # noqa: PLC0415

    return split_event(read_settings(), arguments.event, arguments.articles, arguments.note)


def _events_pin(arguments: argparse.Namespace) -> int:
    from pipeline.commands.events import pin_article  # noqa: PLC0415

    return pin_article(read_settings(), arguments.article, arguments.event, arguments.note)


def _events_undo(arguments: argparse.Namespace) -> int:
    from pipeline.commands.events import withdraw_correction  # noqa: PLC0415

    return withdraw_correction(read_settings(), arguments.number)


def _events_list(arguments: argparse.Namespace) -> int:
    from pipeline.commands.events import list_corrections  # noqa: PLC0415

    return list_corrections(read_settings(), arguments.format)


def _evaluate_events(arguments: argparse.Namespace) -> int:
    from pipeline.commands.evaluate import evaluate_events  # noqa: PLC0415

    return evaluate_events(read_settings(), arguments.gold, arguments.format)


def _doctor(_: argparse.Namespace) -> int:
    from pipeline.commands.doctor import doctor  # noqa: PLC0415

    return doctor()


if __name__ == "__main__":
    sys.exit(main())
