"""What `parallax explain` finds out, as values and as JSON."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from warehouse.queries.explaining import ArticleRow, CorrectionRow, EventRow, MemberRow, StoryEventRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbour:
    """An original near to the article: their cosine, and the probability that both report one event."""

    member: MemberRow
    cosine: float
    probability: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Feature:
    """One feature of the article and the nearest report of its event: its value, and what it adds (`points`).

    Points are log odds, compared with the feature's typical value for reports of different events.
    """

    name: str
    value: float
    points: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """An article compared with the reports around it; nothing where it can no longer be compared.

    `probability_now` is that of the article and the others of its event on average, None where it is alone.
    """

    nearest: Sequence[Neighbour] = ()
    features: Sequence[Feature] = ()
    probability_now: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleExplanation:
    """An article with its event, None where it has none yet, and the comparison with that event."""

    article: ArticleRow
    event: EventRow | None
    comparison: Comparison


@dataclass(frozen=True, slots=True, kw_only=True)
class NearEvent:
    """An event that another nearly joined, and the probability of both being one."""

    event: EventRow
    probability: float


@dataclass(frozen=True, slots=True, kw_only=True)
class EventExplanation:
    """An event with its titles by language, the corrections made to it, its originals and what is near to it.

    `tightness` is the probability of its pairs of originals on average, None where they cannot be compared.
    `story` has all events of its story in their order, none where it is in no story.
    """

    event: EventRow
    titles: Mapping[str, str]
    corrections: Sequence[CorrectionRow]
    members: Sequence[MemberRow]
    tightness: float | None
    near_events: Sequence[NearEvent]
    story: Sequence[StoryEventRow]


Explanation = ArticleExplanation | EventExplanation


def json_fields(found: Explanation) -> dict[str, Any]:
    """Return an explanation as the fields of its JSON; their names and order are part of the contract."""
    fields = _of_article(found) if isinstance(found, ArticleExplanation) else _of_event(found)
    plain: dict[str, Any] = _plain(fields)
    return plain


def _of_article(found: ArticleExplanation) -> dict[str, Any]:
    article, event, comparison = found.article, found.event, found.comparison
    fields: dict[str, Any] = {
        "article": {
            "article_id": article.article_id,
            "url": article.url,
            "title": article.title,
            "outlet_id": article.outlet_id,
            "language": article.language,
            "published_at": article.published_at,
            "agency": article.agency,
        },
        "copies": {
            "relation": article.relation,
            "similarity": article.similarity,
            "copy_count": article.copy_count,
            "original_url": article.original_url,
            "original_outlet_id": article.original_outlet_id,
        },
    }
    if event is None:
        return fields | {"event": None}
    membership = {"score": article.score, "method_version": article.method_version}
    return fields | {
        "event": asdict(event) | membership,
        "nearest": [
            _member(one.member)
            | {"event_id": one.member.event_id, "cosine": one.cosine, "probability": one.probability}
            for one in comparison.nearest
        ],
        "features": {one.name: one.value for one in comparison.features},
        "points": {one.name: one.points for one in comparison.features},
        "probability_now": comparison.probability_now,
    }


def _of_event(found: EventExplanation) -> dict[str, Any]:
    return {
        "event": asdict(found.event),
        "titles": dict(found.titles),
        "corrections": [asdict(row) for row in found.corrections],
        "members": [_member(row) for row in found.members],
        "tightness": found.tightness,
        "near_events": [
            {
                "event_id": one.event.event_id,
                "title": one.event.title,
                "article_count": one.event.article_count,
                "probability": one.probability,
            }
            for one in found.near_events
        ],
        "story": [asdict(one) for one in found.story],
    }


def _member(row: MemberRow) -> dict[str, Any]:
    return {
        "url": row.url,
        "title": row.title,
        "outlet_id": row.outlet_id,
        "language": row.language,
        "published_at": row.published_at,
        "score": row.score,
        "method_version": row.method_version,
    }


def _plain(value: Any) -> Any:
    """Return a value with its ids and times as text."""
    if isinstance(value, dict):
        return {name: _plain(item) for name, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if isinstance(value, datetime):
        return value.isoformat()
    return str(value) if isinstance(value, UUID) else value
