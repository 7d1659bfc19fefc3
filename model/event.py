"""One happening, in whatever language it is told."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One happening; `event_id` is the id of the article that founded it and survives re-grouping."""

    event_id: str
    title: str
    first_published_at: datetime
    last_published_at: datetime
    representative_article_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EventMember:
    """One article's place in an event; `score` is its closeness to the event when it joined."""

    event_id: str
    article_id: str
    score: float
    method_version: str
