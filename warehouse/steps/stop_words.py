"""The stop words that the warehouse keeps, so that its views can leave them out."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from warehouse.database.connection import Connection
from warehouse.database.rows import stage
from warehouse.database.transaction import transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class _StopWord:
    language: str
    word: str


_DIFFERS = """
SELECT count(*) > 0
FROM (FROM stage_stop_word EXCEPT FROM stop_word UNION ALL (FROM stop_word EXCEPT FROM stage_stop_word))
"""


def keep_stop_words(connection: Connection, words: Mapping[str, Collection[str]]) -> None:
    """Store stop words by language (BCP 47) instead of those that are stored, where they differ."""
    listed = (_StopWord(language=tag, word=word) for tag in sorted(words) for word in sorted(words[tag]))
    stage(connection, "stage_stop_word", _StopWord, listed)
    ((differs,),) = connection.execute(_DIFFERS).fetchall()
    if differs:
        with transaction(connection):
            connection.execute("DELETE FROM stop_word")
            connection.execute("INSERT INTO stop_word FROM stage_stop_word")
    connection.execute("DROP TABLE stage_stop_word")
