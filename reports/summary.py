"""The tables a run prints when it ends."""

from collections.abc import Iterable, Sequence

from model.counting import counted
from model.summary import Summary, Totals
from reports.screen import Screen
from reports.tables import draw, table_of
from reports.widths import shortened

TITLE_WIDTH = 52

_HINT = "widen the terminal, or ask `parallax sql 'FROM {}'`"


def draw_summary(summary: Summary, screen: Screen) -> str:
    """Return the articles by language, the largest events, and the totals, as lines."""
    languages = ((row.language, row.articles, row.originals, row.outlets) for row in summary.languages)
    events = (
        (
            shortened(row.title or "", TITLE_WIDTH),
            row.articles,
            row.originals,
            row.outlets,
            row.owners,
            row.languages,
            row.countries,
        )
        for row in summary.events
    )
    columns = ("title", "articles", "originals", "outlets", "owners", "languages", "countries")
    parts = [
        _titled(
            "Articles by language",
            ("language", "articles", "originals", "outlets"),
            languages,
            screen,
            "language_daily",
        ),
        _titled("Events reported more than once", columns, events, screen, "event_summary"),
        *([_totals(summary.totals)] if summary.totals else []),
    ]
    return "\n".join(parts)


def _titled(
    title: str, columns: Sequence[str], rows: Iterable[Sequence[str | int | None]], screen: Screen, view: str
) -> str:
    return f"{screen.head(title)}\n\n{draw(table_of(columns, rows), screen, _HINT.format(view))}"


def _totals(totals: Totals) -> str:
    return (
        f"{counted(totals.article_count, 'article')} ({counted(totals.original_count, 'original')}) of "
        f"{counted(totals.outlet_count, 'outlet')}, {counted(totals.event_count, 'event')}.\n"
        f"This run: {totals.entered_count} entered = {totals.loaded_count} loaded + "
        f"{totals.known_count} known + {totals.rejected_count} rejected.\n"
    )
