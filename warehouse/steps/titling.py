"""In which languages the titles of events are shown."""

from collections.abc import Sequence

from warehouse.database.connection import Connection
from warehouse.database.statements import execute_all
from warehouse.database.transaction import transaction

RETITLE = ("tally/stage_all_events", "tally/stage_event_title", "tally/retitle")


def title_languages(connection: Connection) -> list[str]:
    """Return the languages in which any event has a title (BCP 47)."""
    found = connection.execute("SELECT DISTINCT language FROM event_title ORDER BY language").fetchall()
    return [language for (language,) in found]


def prefer_languages(connection: Connection, languages: Sequence[str]) -> None:
    """Show each event with its title in the first of these languages that it has, from now on.

    All events are titled anew where the languages are not those of before. Tallying titles what it counts.
    """
    stored = connection.execute("SELECT language FROM reader_language ORDER BY rank").fetchall()
    if [language for (language,) in stored] == list(languages):
        return
    with transaction(connection):
        connection.execute("DELETE FROM reader_language")
        for rank, language in enumerate(languages, 1):
            connection.execute("INSERT INTO reader_language VALUES (?, ?)", [language, rank])
        execute_all(connection, RETITLE)
