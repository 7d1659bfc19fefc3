"""`parallax search`: articles by words in their titles and texts."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from model.counting import counted
from pipeline.commands.arguments import (
    format_option,
    pager_option,
    require_span,
    row_count,
    span_options,
    text,
)
from pipeline.settings import read_settings

if TYPE_CHECKING:
    from datetime import datetime

    from reports.found import FoundArticle
    from warehouse.queries.searching import Found, SearchResult

_COLUMNS = ("published_at", "outlet_id", "language", "title", "snippet", "url", "event_id")


class SearchCommand(click.Command):
    """A command whose words may begin with a dash, which leaves out articles that have them."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Write such a word with an exclamation mark, which means the same and is no option."""
        names = {name for parameter in self.params for name in parameter.opts} | {"-h"}
        written = [f"!{one[1:]}" if _is_word(one) and one not in names else one for one in args]
        return super().parse_args(ctx, written)


def _is_word(argument: str) -> bool:
    return argument.startswith("-") and not argument.startswith("--") and argument != "-"


@click.command("search", cls=SearchCommand)
@click.argument("words", type=text, metavar="WORDS...", nargs=-1, required=True)
@span_options("articles published")
@click.option(
    "--limit",
    type=row_count,
    default="20",
    show_default=True,
    metavar="N",
    help="Show at most N articles a page.",
)
@click.option(
    "--page",
    type=row_count,
    default="1",
    show_default=True,
    metavar="P",
    help="Show page P.",
)
@format_option("table", "csv", "json")
@pager_option
def search(
    *,
    words: tuple[str, ...],
    since: datetime | None,
    until: datetime | None,
    limit: int,
    page: int,
    file_format: str,
    is_paged: bool,
) -> None:
    """Find articles by words in their titles and texts, the newest first.

    An article must have all the WORDS, in whatever case and with or without accents. OR between words takes
    either, NOT or a dash before a word leaves out, parentheses group, "quotation marks" make a phrase,
    soldat* finds all that begins so, NEAR/5 finds words at most five others apart. title:, language:,
    outlet:, owner:, country: and collection: look only there, since: and until: only in that time. Put what
    has parentheses, quotation marks or asterisks in quotes for the shell.
    """
    from pipeline.staging.readable import readable
    from warehouse.queries import searching

    settings = read_settings()
    require_span(since, until)
    offset = (page - 1) * limit
    result = searching.search(readable(settings), " ".join(words), since, until, limit, offset)
    if file_format == "table":
        _show(result, is_paged=is_paged)
    else:
        _write(result, file_format)
    sys.stderr.write(f"{_count_line(result, page, limit)}\n")


def _show(result: SearchResult, *, is_paged: bool) -> None:
    from pipeline.commands.output import show
    from reports.found import draw_found

    articles = [_article(found) for found in result.page]
    show(lambda screen: draw_found(articles, screen), is_paged=is_paged)


def _write(result: SearchResult, file_format: str) -> None:
    from pipeline.commands.output import write_rows
    from reports.found import marked, snippet

    rows = [
        (
            *(one.published_at, one.outlet_id, one.language, one.title),
            *(marked(snippet(_article(one).pieces)), one.url, one.event_id),
        )
        for one in result.page
    ]
    write_rows(_COLUMNS, rows, file_format)


def _article(found: Found) -> FoundArticle:
    from reports.found import FoundArticle, Piece

    return FoundArticle(
        published_at=found.published_at,
        outlet_id=found.outlet_id,
        language=found.language,
        title=found.title,
        url=found.url,
        pieces=[
            Piece(text=piece, is_sought=is_sought)
            for piece, is_sought in zip(found.pieces, found.marks, strict=True)
        ],
    )


def _count_line(result: SearchResult, page: int, limit: int) -> str:
    if not result.page:
        return "No article is found." if page == 1 else f"There is no page {page}."
    count = counted(result.count, "article")
    first = (page - 1) * limit
    last = first + len(result.page)
    if len(result.page) == result.count:
        return f"{count}."
    more = f" --page {page + 1} shows more." if last < result.count else ""
    return f"{count}, of which {first + 1:,} to {last:,} are shown.{more}"
