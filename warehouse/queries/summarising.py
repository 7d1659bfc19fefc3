"""The few figures that a run prints when it ends."""

from pathlib import Path

from model.summary import EventCount, LanguageCount, Summary, Totals
from warehouse.database.connection import open_reader
from warehouse.database.rows import first, rows
from warehouse.database.statements import statement


def summarise(published: Path) -> Summary:
    """Read the summary from the published copy."""
    with open_reader(published) as connection:
        return Summary(
            totals=first(connection.execute(statement("summary/totals")), Totals),
            languages=rows(connection.execute(statement("summary/languages")), LanguageCount),
            events=rows(connection.execute(statement("summary/events")), EventCount),
        )
