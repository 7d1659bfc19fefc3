"""`parallax sql` and `explain`: questions to the published warehouse."""

import sys
from contextlib import nullcontext
from pathlib import Path

import click

from model import ConfigurationError
from model.limits import MAX_QUERY_CHARS
from pipeline.commands.arguments import (
    TextCommand,
    format_option,
    pager_option,
    seconds,
    text,
)
from pipeline.settings import read_settings

# A character of UTF-8 has four bytes at most.
_MOST_BYTES = 4 * MAX_QUERY_CHARS


@click.command("sql", cls=TextCommand)
@click.argument("query", type=text, metavar="QUERY", required=False)
@click.option("-f", "--file", type=Path, metavar="FILE", help="Read the query from this file.")
@format_option("table", "record", "csv", "json", "parquet", "xlsx")
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
@pager_option
def sql(
    *,
    query: str | None,
    file: Path | None,
    file_format: str,
    out: Path | None,
    timeout_s: float,
    is_paged: bool,
) -> None:
    """Run a read-only SQL query on the published warehouse.

    QUERY is one statement in DuckDB's dialect of SQL. With - it is read from standard input.
    """
    from pipeline.commands.bounds import own_process

    _check_out(out, file_format)
    query = _query_text(query, file)
    with own_process(timeout_s, out) as limit:
        from pipeline.commands.output import write_rows
        from pipeline.staging.readable import readable
        from warehouse.queries.querying import answer, answer_as_parquet, answer_as_report
        from warehouse.reports.formats import write_file

        # Not before: DuckDB's threads do not survive a fork, and the process would wait for them at its end.
        published = readable(read_settings())

        if file_format == "parquet" and out is not None:
            answer_as_parquet(published, query, timeout_s, out)
            return
        if file_format == "xlsx" and out is not None:
            name = out.stem
            answer_as_report(
                published,
                query,
                timeout_s,
                out,
                lambda connection, path: write_file(connection, name, path, "xlsx", with_bom=False),
            )
            return
        result = answer(published, query, timeout_s)
        with limit.on_drawing():
            write_rows(
                result.columns,
                result.rows,
                file_format,
                out,
                is_paged=is_paged,
                hint="widen the terminal, ask for fewer columns, or add --format record",
                when_drawn=limit.end,
            )


def _check_out(out: Path | None, file_format: str) -> None:
    if out is not None and not out.absolute().parent.is_dir():
        raise ConfigurationError([f"--out {out}: there is no folder {out.absolute().parent}."])
    if out is not None and out.is_dir():
        raise ConfigurationError([f"--out {out} is a folder: name a file."])
    if file_format in {"parquet", "xlsx"} and out is None:
        raise ConfigurationError([f"--format {file_format} cannot be printed: name a file with --out FILE."])


def _query_text(query: str | None, file: Path | None) -> str:
    """Return the query of the argument, a file or standard input; raises ConfigurationError."""
    if query is not None and file is not None:
        raise ConfigurationError([f"Give QUERY or --file {file}, not both."])
    if query is None and file is None:
        raise ConfigurationError(["There is no query: give QUERY, --file FILE, or - for standard input."])
    if query is not None and query != "-":
        return query
    is_input = file is None or str(file) == "-"
    name = "standard input" if is_input else str(file)
    try:
        with nullcontext(sys.stdin.buffer) if is_input else Path(name).open("rb") as stream:
            # One byte more than any query has, so that what is longer is refused.
            found = stream.read(_MOST_BYTES + 1)
        return found.decode("utf-8-sig")
    except OSError as error:
        raise ConfigurationError([f"The query in {name} cannot be read: {error.strerror}."]) from error
    except UnicodeDecodeError as error:
        raise ConfigurationError(
            [f"The query in {name} cannot be read ({error}): it must be UTF-8."]
        ) from error


@click.command("explain")
@click.argument("subject", type=text, metavar="URL|EVENT")
@format_option("text", "json")
def explain(*, subject: str, file_format: str) -> None:
    """Explain why an article or an event is grouped as it is.

    Takes the URL or id of an article, or the id of an event.
    """
    from pipeline.commands.ask.explanation import write_explanation

    write_explanation(read_settings(), subject, file_format)
