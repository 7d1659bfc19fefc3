"""The tables a run prints when it is done."""

from collections.abc import Sequence
from typing import Any, Protocol

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

Row = dict[str, Any]

TITLE_WIDTH = 52

_TOTALS = (
    "{article_count} articles ({original_count} originals) of {outlet_count} outlets, {event_count} events.\n"
    "This run: {entered_count} entered = {loaded_count} loaded + {known_count} known + "
    "{rejected_count} rejected."
)


class Summarised(Protocol):
    """What is drawn: totals, languages and events, as query results."""

    @property
    def totals(self) -> Row: ...  # noqa: D102
    @property
    def languages(self) -> list[Row]: ...  # noqa: D102
    @property
    def events(self) -> list[Row]: ...  # noqa: D102


def draw_summary(console: Console, summary: Summarised) -> None:
    """Draw articles by language and events with their counts."""
    console.print(
        _table("Articles by language", summary.languages, ("language", "articles", "originals", "outlets"))
    )
    columns = ("title", "articles", "originals", "outlets", "owners", "languages", "countries")
    console.print(_table("Events reported more than once", summary.events, columns))
    totals = summary.totals
    if totals:
        console.print(_TOTALS.format(**totals), highlight=False)


def _table(title: str, rows: Sequence[Row], columns: Sequence[str]) -> Table:
    table = Table(title=title, title_justify="left", box=box.SIMPLE_HEAD)
    for column in columns:
        is_text = column in {"title", "language"}
        table.add_column(
            column,
            justify="left" if is_text else "right",
            overflow="ellipsis",
            no_wrap=True,
            min_width=None if is_text else len(column),
            max_width=TITLE_WIDTH if is_text else None,
        )
    for row in rows:
        table.add_row(*(Text(str(row[column])) for column in columns))
    return table
