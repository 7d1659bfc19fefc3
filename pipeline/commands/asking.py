"""`parallax sql`, `search` and `explain`: questions to the published warehouse."""

import json
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

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
from pipeline.settings import Settings, read_settings

if TYPE_CHECKING:
    from pipeline.grouping.explanation import ArticleExplanation, EventExplanation
    from warehouse.queries.explaining import ArticleRow, MemberRow


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
    help="Stop the query after S seconds.",
)
@click.option("--no-pager", is_flag=True, help="Print long tables without $PAGER or less.")
def sql(*, query: str, file_format: str, out: Path | None, timeout_s: float, no_pager: bool) -> None:
    """Run a read-only SQL query on the published warehouse.

    QUERY is one statement in DuckDB's dialect of SQL.
    """
    from pipeline.commands.bounds import bounded
    from pipeline.commands.output import write_rows
    from warehouse.queries.querying import answer, answer_as_parquet

    settings = read_settings()
    _check_out(out, file_format)
    with bounded(timeout_s):
        if file_format == "parquet" and out is not None:
            answer_as_parquet(settings.published, query, timeout_s, out)
            return
        result = answer(settings.published, query, timeout_s)
    write_rows(result.columns, result.rows, file_format, out, is_paged=not no_pager)


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
    from warehouse.queries import searching

    settings = read_settings()
    require_span(since, until)
    found = searching.search(settings.published, words, since, until, limit)
    write_rows(found.columns, found.rows, file_format)


@click.command("explain")
@click.argument("subject", type=text, metavar="URL|EVENT")
@format_option("text", "json")
def explain(*, subject: str, file_format: str) -> None:
    """Explain why an article or an event is grouped as it is.

    Takes the URL or id of an article, or the id of an event.
    """
    write_explanation(read_settings(), subject, file_format)


def write_explanation(settings: Settings, subject: str, file_format: str) -> None:
    """Print why an article or event is grouped as it is, in words or as JSON."""
    from pipeline.grouping import explain as explaining
    from pipeline.grouping.explanation import ArticleExplanation, json_fields
    from reports.tables import visible

    found = explaining.explain(settings, subject)
    if file_format == "json":
        sys.stdout.write(f"{json.dumps(json_fields(found), ensure_ascii=False, indent=1)}\n")
        return
    lines = _lines_of_article(found) if isinstance(found, ArticleExplanation) else _lines_of_event(found)
    sys.stdout.write("".join(f"{visible(line)}\n" for line in lines))


def _lines_of_article(found: "ArticleExplanation") -> Iterator[str]:
    article, event, comparison = found.article, found.event, found.comparison
    yield f"{article.title}"
    yield f"{article.url}"
    yield f"{article.outlet_id}, {article.language}, {article.published_at.isoformat()}"
    yield ""
    yield _copies(article)
    if event is None:
        yield "It is in no event yet: the next run puts it in one."
        return
    counts = f"{event.article_count} articles, {event.language_count} languages"
    yield f"It is in the event {event.event_id}, “{event.title}” ({counts})."
    yield _membership(article)
    if comparison.nearest:
        yield ""
        yield "The articles of the event nearest to it, by cosine similarity:"
        yield from (_article_line(one.member, one.cosine) for one in comparison.nearest)
        yield ""
        yield f"The probability that it belongs with the rest of the event is {comparison.probability_now}."
        yield "Its features, each with its value and what it adds to the log odds:"
        yield from (f"  {one.value:8.2f}  {one.points:+6.2f}  {one.name}" for one in comparison.features)


def _copies(article: "ArticleRow") -> str:
    credit = f" It credits {article.agency}." if article.agency else ""
    if article.relation == "original":
        others = (article.copy_count or 1) - 1
        return f"It is an original, with {others} copies.{credit}"
    if article.relation is None:
        return f"It has not been compared with others yet.{credit}"
    return (
        f"It is a copy ({article.relation}, {article.similarity:.0%} of the shorter text in common) of "
        f"{article.original_url} ({article.original_outlet_id}), and is in the same event.{credit}"
    )


def _membership(article: "ArticleRow") -> str:
    from transforms.events.placing import CORRECTED

    subject = "It" if article.relation in {None, "original"} else "Its original"
    if article.method_version == CORRECTED:
        return f"{subject} was put there by hand: see `parallax events list`."
    if article.score == 1.0:
        return f"{subject} founded the event ({article.method_version}): no earlier event was near enough."
    return f"{subject} joined with a probability of {article.score:.2f} ({article.method_version})."


def _lines_of_event(found: "EventExplanation") -> Iterator[str]:
    event = found.event
    yield f"{event.title}"
    yield f"{event.first_published_at.isoformat()} to {event.last_published_at.isoformat()}"
    outlets, languages = event.outlet_count, event.language_count
    yield f"{event.article_count} articles from {outlets} outlets in {languages} languages"
    yield ""
    if len(found.titles) > 1:
        yield from (f"  {language:8}{title}" for language, title in found.titles.items())
        yield ""
    for one in found.corrections:
        note = f" ({one.note})" if one.note else ""
        yield f"Corrected by hand, {one.kind}: {one.url}, {one.anchor_url}{note}"
    yield "Its originals, each with the probability it joined with (1 for the founder):"
    yield from (_article_line(one, one.score) for one in found.members)


def _article_line(one: "MemberRow", figure: float) -> str:
    published = one.published_at.isoformat()[:16]
    return f"  {figure:.2f}  {published}  {one.language:8}{one.outlet_id}: {one.title}"
