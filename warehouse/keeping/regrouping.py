"""What is left to regroup after a deletion: copies whose original was deleted, and the events they are in."""

from dataclasses import dataclass

from warehouse.database.connection import Connection
from warehouse.database.rows import rows
from warehouse.database.statements import execute, execute_all
from warehouse.database.transaction import transaction
from warehouse.steps.event_groups import OriginalText

FINISH = ("events/related", "deletion/event_alias")


@dataclass(frozen=True, slots=True, kw_only=True)
class ScatteredGroup:
    """A group whose regrouped copies are in several events, and the event it belongs in.

    `article_id` is its original; `events` and `articles` are all of the group.
    """

    article_id: str
    event_id: str
    score: float
    method_version: str
    events: tuple[str, ...]
    articles: tuple[str, ...]


def scattered_groups(connection: Connection) -> list[ScatteredGroup]:
    """Return the groups of regrouped copies that are in several events."""
    return rows(execute(connection, "traces/scattered_groups"), ScatteredGroup)


def originals_without_vector(connection: Connection, embedder: str) -> list[OriginalText]:
    """Return the regrouped originals that are in an event and have no vector."""
    return rows(execute(connection, "traces/originals_without_vector", embedder=embedder), OriginalText)


def regrouped_events(connection: Connection) -> list[str]:
    """Return the events of articles that were regrouped within their event."""
    return [event for (event,) in execute(connection, "traces/regrouped_events").fetchall()]


def latest_embedder(connection: Connection) -> str | None:
    """Return the name of the model that made the vectors of the latest text, None where there are none."""
    row = connection.execute("SELECT arg_max(embedder, published_at) FROM article_vector").fetchone()
    return str(row[0]) if row and row[0] else None


def finish_regrouping(connection: Connection) -> None:
    """Note that what was regrouped is complete, and forget ids that lead to events which ended with it."""
    with transaction(connection):
        execute_all(connection, FINISH)
