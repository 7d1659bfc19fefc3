"""A watchlist term found in an article."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """One occurrence; `start` and `end` count code points of the article's NFC text."""

    watchlist_id: str
    article_id: str
    term: str
    surface: str
    start: int
    end: int
