"""Search for words and phrases in titles and texts, in any script."""

import re
from datetime import datetime
from pathlib import Path
from unicodedata import category

from model import ConfigurationError
from warehouse.database.connection import open_reader
from warehouse.database.failures import explained
from warehouse.database.statements import statement
from warehouse.queries.querying import QueryResult

_PHRASE = re.compile(r'"([^"]*)"|(\S+)')


def phrases_of(text: str) -> list[str]:
    """Return the words of a search, and the phrases in quotation marks; the longest first.

    Raises ConfigurationError where there is nothing to search for.
    """
    found = [" ".join((quoted or word).split()) for quoted, word in _PHRASE.findall(text)]
    phrases = sorted(
        {phrase for phrase in found if _is_visible(phrase)}, key=lambda phrase: (-len(phrase), phrase)
    )
    if not phrases:
        raise ConfigurationError(
            ["There is nothing to look for: give words, or a phrase in quotation marks."]
        )
    return phrases


def _is_visible(phrase: str) -> bool:
    """Say whether a phrase has more than joiners and other marks of format, which a search passes over."""
    return any(category(letter) not in {"Cf", "Zs"} for letter in phrase)


def search(
    published: Path, text: str, since: datetime | None, until: datetime | None, limit: int
) -> QueryResult:
    """Return articles that have every word and phrase of `text`, the newest first; `until` is exclusive."""
    first, *others = phrases_of(text)
    values = {"first": first, "phrases": others, "since": since, "until": until, "limit": limit}
    with open_reader(published) as connection, explained(published):
        cursor = connection.execute(statement("search"), values)
        return QueryResult(
            columns=tuple(column[0] for column in cursor.description or ()), rows=cursor.fetchall()
        )
