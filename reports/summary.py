"""The tables a run prints when it ends."""

from collections.abc import Iterable, Sequence

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from model.summary import Summary

TITLE_WIDTH = 52

_TEXT_COLUMNS = {"title", "language"}


def draw_summary(console: Console, summary: Summary) -> None:
    """Draw the articles by language, the largest events, and the totals."""
    languages = ((row.language, row.articles, row.originals, row.outlets) for row in summary.languages)
    console.print(_table("Articles by language", ("language", "articles", "originals", "outlets"), languages))
    events = (
        (row.title, row.articles, row.originals, row.outlets, row.owners, row.languages, row.countries)
        for row in summary.events
    )
    columns = ("title", "articles", "originals", "outlets", "owners", "languages", "countries")
    console.print(_table("Events reported more than once", columns, events))
    totals = summary.totals
    if totals:
        console.print(
            f"{totals.article_count} articles ({totals.original_count} originals) of {totals.outlet_count} "
            f"outlets, {totals.event_count} events.\n"
            f"This run: {totals.entered_count} entered = {totals.loaded_count} loaded + "
            f"{totals.known_count} known + {totals.rejected_count} rejected.",
            highlight=False,
        )


def _table(title: str, columns: Sequence[str], rows: Iterable[Sequence[str | int | None]]) -> Table:
    table = Table(title=title, title_justify="left", box=box.SIMPLE_HEAD)
    for column in columns:
        is_text = column in _TEXT_COLUMNS
        table.add_column(
            column,
            justify="left" if is_text else "right",
            overflow="ellipsis",
            no_wrap=True,
            min_width=None if is_text else len(column),
            max_width=TITLE_WIDTH if is_text else None,
        )
    for row in rows:
        table.add_row(*(Text(str(cell)) for cell in row))
    return table
