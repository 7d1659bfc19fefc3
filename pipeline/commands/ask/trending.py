"""`parallax trend`: how much attention searches got over time, as rows or as a chart."""

import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from model import ConfigurationError
from pipeline.commands.arguments import TextCommand, format_option, require_span, span_options, text
from pipeline.settings import read_settings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from model.trend import TrendRow

_SPLITS = ("language", "outlet", "country", "collection", "owner")
_SUFFIXES = {".svg": "svg", ".csv": "csv", ".json": "json"}
_COUNTS = ("articles", "originals", "owners")
_SHARES = ("articles_share", "originals_share", "owners_share")
_TOTALS = ("articles_in_all", "originals_in_all", "owners_in_all")
_ANSWER = ("answered_share", "is_observed")


@click.command("trend", cls=TextCommand)
@click.argument("queries", nargs=-1, required=True, type=text, metavar="QUERY [QUERY ...]")
@click.option(
    "--by",
    type=click.Choice(["day", "week"]),
    default="day",
    show_default=True,
    help="Count days or ISO weeks.",
)
@click.option(
    "--split",
    type=click.Choice(_SPLITS),
    metavar="WHAT",
    help=f"Split by {', '.join(_SPLITS[:-1])} or owner.",
)
@click.option("--share", "is_share", is_flag=True, help="Show shares of all that was read instead of counts.")
@span_options("articles published")
@click.option("--chart", "is_chart", is_flag=True, help="Draw bars in the terminal instead of a table.")
@click.option(
    "--out", type=Path, metavar="FILE", help="Write a chart (FILE.svg) or the rows (FILE.csv, FILE.json)."
)
@format_option("table", "csv", "json")
def trend(  # noqa: PLR0913 - one parameter per option
    *,
    queries: tuple[str, ...],
    by: str,
    split: str | None,
    is_share: bool,
    since: datetime | None,
    until: datetime | None,
    is_chart: bool,
    out: Path | None,
    file_format: str,
) -> None:
    """Show how much attention searches got over time.

    Counts the articles, originals and owners that each QUERY finds, a word or phrase as in `search_articles`,
    by day or week. Without --since it shows the last 30 days, or 12 weeks, that have articles.
    """
    from pipeline.staging.readable import readable
    from warehouse.queries import trending

    settings = read_settings()
    require_span(since, until)
    _require_target(out, is_chart=is_chart, file_format=file_format)
    rows = trending.trend(readable(settings), queries, since, until, by=by, split=split)
    if out is not None:
        _write(out, rows, by, split, is_share=is_share)
    elif is_chart:
        _draw(rows, by, is_share=is_share)
    else:
        _print(rows, by, split, file_format, is_share=is_share)


def _require_target(out: Path | None, *, is_chart: bool, file_format: str) -> None:
    problems = []
    if out is not None and out.suffix.lower() not in _SUFFIXES:
        problems.append(
            f"--out {out}: its name must end in {', '.join(_SUFFIXES)}, which says what is written."
        )
    if out is not None and out.is_dir():
        problems.append(f"--out {out} is a folder: name a file.")
    if is_chart and (out is not None or file_format != "table"):
        problems.append(
            "--chart draws in the terminal: leave out --format and --out, or write FILE.svg without it."
        )
    if problems:
        raise ConfigurationError(problems)


def _write(out: Path, rows: "Sequence[TrendRow]", by: str, split: str | None, *, is_share: bool) -> None:
    from pipeline.commands.output import write_file, write_rows
    from reports.charts import line_chart
    from reports.trend_chart import trend_chart

    if out.suffix.lower() == ".svg":
        write_file(out, line_chart(trend_chart(rows, by=by, is_share=is_share)).encode())
        return
    columns = _columns(by, split)
    write_rows(list(columns), _cells(rows, columns), _SUFFIXES[out.suffix.lower()], out)


def _draw(rows: "Sequence[TrendRow]", by: str, *, is_share: bool) -> None:
    from rich.console import Console

    from reports.charts.terminal import draw_chart
    from reports.trend_chart import trend_chart

    draw_chart(Console(file=sys.stdout), trend_chart(rows, by=by, is_share=is_share))


def _print(
    rows: "Sequence[TrendRow]", by: str, split: str | None, file_format: str, *, is_share: bool
) -> None:
    from pipeline.commands.output import write_rows

    columns = _columns(by, split)
    if file_format == "table":
        left_out = {*(_COUNTS if is_share else _SHARES), *_TOTALS[1:]}
        columns = {name: field for name, field in columns.items() if field not in left_out}
    write_rows(list(columns), _cells(rows, columns), file_format)


def _columns(by: str, split: str | None) -> dict[str, str]:
    """Return the columns of the output, each with the field that it shows."""
    named = {"query": "query", by: "day", **({split: "split_value"} if split else {})}
    return {**named, **{field: field for field in (*_COUNTS, *_SHARES, *_TOTALS, *_ANSWER)}}


def _cells(rows: "Sequence[TrendRow]", columns: dict[str, str]) -> list[list[object]]:
    return [[getattr(row, field) for field in columns.values()] for row in rows]
