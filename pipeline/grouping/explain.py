"""Why an article is in its group of copies and its event, and what holds an event together."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from uuid import UUID

from model import PermanentError
from pipeline.grouping.explanation import (
    ArticleExplanation,
    Comparison,
    EventExplanation,
    Explanation,
    Feature,
    Neighbour,
)
from pipeline.grouping.originals import as_originals
from pipeline.settings import Settings
from transforms.events.centring import moved_sums
from transforms.events.clusters import Clusters
from transforms.events.joining import FEATURES, features, shipped_decision
from transforms.events.originals import Originals
from transforms.urls import normalise_url
from warehouse.queries.explaining import (
    ArticleRow,
    EventRow,
    MemberRow,
    corrections_of,
    find_article,
    find_event,
    members_of,
    texts_of,
    titles_of,
)

_NEAREST = 5
_DECIMALS = 4


def explain(settings: Settings, given: str) -> Explanation:
    """Return what is known about an article (by URL or id) or an event (by id).

    Raises PermanentError where the warehouse has neither.
    """
    published = settings.published
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
    return EventExplanation(
        event=event,
        titles=titles_of(published, event_id),
        corrections=corrections_of(published, event_id),
        members=members_of(published, event_id),
    )


def _article(published: Path, article: ArticleRow) -> ArticleExplanation:
    event = find_event(published, str(article.event_id)) if article.event_id else None
    members = members_of(published, str(event.event_id)) if event else []
    return ArticleExplanation(
        article=article, event=event, comparison=_comparison(published, article.text_id, members)
    )


def _comparison(published: Path, text_id: UUID | None, members: Sequence[MemberRow]) -> Comparison:
    """Compare a text with the other members of its event, as grouping would if it were new."""
    if not members:
        return Comparison()
    compared = _without_event(published, members, str(text_id))
    own = next((row for row, event_id in enumerate(compared.event_ids) if event_id is None), None)
    if own is None or len(compared) == 1:
        return Comparison()
    by_id = {str(member.article_id): member for member in members}
    cosines = dict(
        zip(compared.article_ids, (compared.vectors @ compared.vectors[own]).tolist(), strict=True)
    )
    others = sorted(set(cosines) - {str(text_id)}, key=lambda one: -cosines[one])
    nearest = [
        Neighbour(member=by_id[one], cosine=round(cosines[one], _DECIMALS)) for one in others[:_NEAREST]
    ]
    return replace(_decision(compared, own), nearest=nearest)


def _decision(compared: Originals, own: int) -> Comparison:
    """Return the features of a text beside the rest of its event, and the probability that it joins.

    There are none where the event is too long ago for the text: it was joined through others in between.
    """
    clusters = Clusters(compared)
    candidates = clusters.nearest(own)
    if not candidates:
        return Comparison()
    seen = features(candidates[0][1], clusters.placed_text(own))
    decision = shipped_decision()
    return Comparison(
        features=[
            Feature(name=name, value=round(value, _DECIMALS), points=round(points, _DECIMALS))
            for name, value, points in zip(FEATURES, seen, decision.points(seen), strict=True)
        ],
        probability_now=round(decision.probability(seen), _DECIMALS),
    )


def _without_event(published: Path, members: Sequence[MemberRow], text_id: str) -> Originals:
    """Return the texts of an event by the latest member's embedder, one of them as if it had no event."""
    latest = members[-1]
    columns, sums = texts_of(published, str(latest.event_id), latest.embedder)
    found = as_originals(columns, moved_sums(sums, [], []))
    event_ids = [
        None if article_id == text_id else event_id
        for article_id, event_id in zip(found.article_ids, found.event_ids, strict=True)
    ]
    return replace(found, event_ids=event_ids)
