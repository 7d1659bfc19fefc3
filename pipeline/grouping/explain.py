"""Why an article is in its group of copies and its event, and what holds an event together."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from uuid import UUID

from model import PermanentError
from pipeline.grouping.explanation import (
    ArticleExplanation,
    Comparison,
    EventExplanation,
    Explanation,
    Feature,
    NearEvent,
    Neighbour,
)
from pipeline.grouping.originals import as_originals
from pipeline.settings import Settings
from pipeline.staging.readable import readable
from transforms.events.centring import known_sums
from transforms.events.decision import shipped_decision
from transforms.events.likeness import NearText, near_texts, nearest_events, tightness
from transforms.events.nearest import WINDOW
from transforms.events.originals import Originals
from transforms.events.pairs import FEATURES
from transforms.urls import normalise_url
from warehouse.queries.explaining import (
    ArticleRow,
    EventRow,
    MemberRow,
    corrections_of,
    find_article,
    find_event,
    members_of,
    originals_named,
    story_of,
    texts_around,
    titles_of,
)

_NEAREST = 5
_NEAR_EVENTS = 3
_DECIMALS = 4


def explain(settings: Settings, given: str) -> Explanation:
    """Return what is known about an article (by URL or id) or an event (by id).

    Raises PermanentError where the warehouse has neither.
    """
    published = readable(settings)
    # An event may have the id of one of its articles: an id then means the event, a URL the article.
    event = find_event(published, given)
    if event:
        return _event(published, event)
    article = find_article(published, normalise_url(given) or given, given)
    if article:
        return _article(published, article)
    raise PermanentError(
        f"{given} is neither an article nor an event in the warehouse: give the URL of an article, or an id "
        "from `parallax sql 'FROM event_summary'`."
    )


def _event(published: Path, event: EventRow) -> EventExplanation:
    event_id = str(event.event_id)
    members = members_of(published, event_id)
    texts = _texts(published, members)
    rows = _rows_of(texts, members) if texts else []
    near = nearest_events(texts, rows, shipped_decision(), _NEAR_EVENTS) if texts and rows else []
    return EventExplanation(
        event=event,
        titles=titles_of(published, event_id),
        corrections=corrections_of(published, event_id),
        members=members,
        tightness=round(tightness(texts, rows, shipped_decision()), _DECIMALS) if texts and rows else None,
        near_events=[
            NearEvent(event=found, probability=round(probability, _DECIMALS))
            for near_id, probability in near
            if (found := find_event(published, near_id))
        ],
        story=story_of(published, event_id),
    )


def _article(published: Path, article: ArticleRow) -> ArticleExplanation:
    event = find_event(published, str(article.event_id)) if article.event_id else None
    members = members_of(published, str(event.event_id)) if event else []
    own = [member for member in members if member.article_id == article.text_id]
    texts = _texts(published, own)
    return ArticleExplanation(
        article=article,
        event=event,
        comparison=_comparison(published, article.text_id, members, texts) if texts else Comparison(),
    )


def _texts(published: Path, members: Sequence[MemberRow]) -> Originals | None:
    """Return the texts around some of an event's originals, by the embedder of the latest."""
    if not members:
        return None
    span = (members[0].published_at - WINDOW, members[-1].published_at + WINDOW)
    embedder = members[-1].embedder
    columns, sums = texts_around(published, span, embedder)
    return as_originals(columns, embedder, known_sums(sums))


def _rows_of(texts: Originals, members: Sequence[MemberRow]) -> list[int]:
    inside = {str(member.article_id) for member in members}
    return [row for row, article_id in enumerate(texts.article_ids) if article_id in inside]


def _comparison(
    published: Path, text_id: UUID | None, members: Sequence[MemberRow], texts: Originals
) -> Comparison:
    """Compare a text with those around it; its features are those of the nearest report in its event."""
    if str(text_id) not in texts.article_ids:
        return Comparison()
    own = texts.article_ids.index(str(text_id))
    near = near_texts(texts, own, shipped_decision())
    others = [row for row in _rows_of(texts, members) if row != own]
    beside = next((one for one in near if one.row in others), None)
    shown = near[:_NEAREST]
    named = originals_named(published, [texts.article_ids[one.row] for one in shown])
    return Comparison(
        nearest=_neighbours(texts, shown, {str(one.article_id): one for one in named}),
        features=_features(beside),
        probability_now=round(tightness(texts, [own, *others], shipped_decision()), _DECIMALS)
        if others
        else None,
    )


def _neighbours(
    texts: Originals, near: Sequence[NearText], named: Mapping[str, MemberRow]
) -> list[Neighbour]:
    return [
        Neighbour(
            member=named[texts.article_ids[one.row]],
            cosine=round(one.cosine, _DECIMALS),
            probability=round(one.probability, _DECIMALS),
        )
        for one in near
        if texts.article_ids[one.row] in named
    ]


def _features(near: NearText | None) -> list[Feature]:
    if near is None:
        return []
    return [
        Feature(name=name, value=round(value, _DECIMALS), points=round(points, _DECIMALS))
        for name, value, points in zip(FEATURES, near.features, near.reasons, strict=True)
    ]
