"""`parallax sql`, `search` and `explain`: questions to the published warehouse."""

from datetime import datetime
from pathlib import Path

import click

from model import ConfigurationError
from pipeline.commands.arguments import (
    TextCommand,
    format_option,
    require_span,
    row_count,
    seconds,
    span_options,
    text,
)
from pipeline.settings import read_settings


@click.command("sql", cls=TextCommand)
@click.argument("query", type=text, metavar="QUERY")
@format_option("table", "csv", "json", "parquet")
@click.option("--out", type=Path, metavar="FILE", help="Write to this file instead of printing.")
@click.option(
    "--timeout",
    "timeout_s",
    type=seconds,
    default="300",
    show_default=True,
    metavar="S",
    help="Stop after S seconds, drawing or writing the answer included.",
)
@click.option("--no-pager", is_flag=True, help="Print long tables without $PAGER or less.")
def sql(*, query: str, file_format: str, out: Path | None, timeout_s: float, no_pager: bool) -> None:
    """Run a read-only SQL query on the published warehouse.

    QUERY is one statement in DuckDB's dialect of SQL.
    """
    from pipeline.commands.bounds import own_process

    _check_out(out, file_format)
    with own_process(timeout_s, out) as limit:
        from pipeline.commands.output import write_rows
        from pipeline.staging.readable import readable
        from warehouse.queries.querying import answer, answer_as_parquet

        # Not before: DuckDB's threads do not survive a fork, and the process would wait for them at its end.
        published = readable(read_settings())

        if file_format == "parquet" and out is not None:
            answer_as_parquet(published, query, timeout_s, out)
            return
        result = answer(published, query, timeout_s)
        with limit.on_drawing():
            write_rows(
                result.columns,
                result.rows,
                file_format,
                out,
                is_paged=not no_pager,
                when_drawn=limit.end,
            )


def _check_out(out: Path | None, file_format: str) -> None:
    if out is not None and not out.absolute().parent.is_dir():
        raise ConfigurationError([f"--out {out}: there is no folder {out.absolute().parent}."])
    if out is not None and out.is_dir():
        raise ConfigurationError([f"--out {out} is a folder: name a file."])
    if file_format == "parquet" and out is None:
        raise ConfigurationError(["--format parquet cannot be printed: name a file with --out FILE."])


@click.command("search", cls=TextCommand)
@click.argument("words", type=text, metavar="WORDS")
@span_options("articles published")
@click.option(
    "--limit",
    type=row_count,
    default="100",
    show_default=True,
    metavar="N",
    help="Show at most N articles.",
)
@format_option("table", "csv", "json")
def search(
    *, words: str, since: datetime | None, until: datetime | None, limit: int, file_format: str
) -> None:
    """Find articles by words in their titles and texts.

    An article must have all the WORDS; "quotation marks" around several words make a phrase. The newest
    articles come first.
    """
    from pipeline.commands.output import write_rows
    from pipeline.staging.readable import readable
    from warehouse.queries import searching

    settings = read_settings()
    require_span(since, until)
    found = searching.search(readable(settings), words, since, until, limit)
    write_rows(found.columns, found.rows, file_format)


@click.command("explain")
@click.argument("subject", type=text, metavar="URL|EVENT")
@format_option("text", "json")
def explain(*, subject: str, file_format: str) -> None:
    """Explain why an article or an event is grouped as it is.

    Takes the URL or id of an article, or the id of an event.
    """
    from pipeline.commands.explanation import write_explanation

    write_explanation(read_settings(), subject, file_format)
