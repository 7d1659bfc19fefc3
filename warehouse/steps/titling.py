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
    """Store in which languages titles of events are shown, the preferred one first.

    If they changed, every event gets its title again. Otherwise nothing is done here: tallying gives titles
    to the events that it counts.
    """
    stored = connection.execute("SELECT language FROM reader_language ORDER BY rank").fetchall()
    if [language for (language,) in stored] == list(languages):
        return
    with transaction(connection):
        connection.execute("DELETE FROM reader_language")
        for rank, language in enumerate(languages, 1):
            connection.execute("INSERT INTO reader_language VALUES (?, ?)", [language, rank])
        execute_all(connection, RETITLE)
