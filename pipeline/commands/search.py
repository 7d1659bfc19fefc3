"""`parallax search WORDS`: articles that have them."""

from datetime import datetime

from pipeline.commands.answers import give
from pipeline.commands.argument_types import require_span
from pipeline.settings import Settings
from warehouse.queries.searching import search


def search_articles(
    settings: Settings, text: str, form: str, since: datetime | None, until: datetime | None, limit: int
) -> int:
    """Print the articles that have every word and phrase, the newest first."""
    require_span(since, until)
    found = search(settings.published, text, since, until, limit)
    give(found.columns, found.rows, form, None)
    return 0
