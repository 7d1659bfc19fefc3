"""Why an article is in its group and event, and what holds an event together."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from model import PermanentError
from pipeline.grouping.events import as_originals
from pipeline.settings import Settings
from transforms.events.centring import moved_sums
from transforms.events.clusters import Clusters
from transforms.events.joining import FEATURES, features, shipped_decision
from transforms.events.originals import Originals
from transforms.urls import normalise_url
from warehouse.queries.explaining import (
    Row,
    corrections_of,
    find_article,
    find_event,
    members_of,
    texts_of,
    titles_of,
)

_NEAREST = 5
_NOT_COMPARED: dict[str, Any] = {"nearest": [], "features": {}, "points": {}, "probability_now": None}


def explain(settings: Settings, given: str) -> dict[str, Any]:
    """Return what is known of an article (by URL or id) or an event (by id), in values fit for JSON.

    Raises PermanentError where the warehouse has neither.
    """
    # An event bears the id of the article that founded it: an id means the event, a URL the article.
    event = find_event(settings.published, given)
    article = None if event else find_article(settings.published, normalise_url(given) or given, given)
    if article:
        return _article(settings, article)
    if event:
        event_id = str(event["event_id"])
        return {
            "event": _plain(event),
            "titles": titles_of(settings.published, event_id),
            "corrections": [_plain(row) for row in corrections_of(settings.published, event_id)],
            "members": [_member(row) for row in members_of(settings.published, event_id)],
        }
    raise PermanentError(
        f"{given} is no article and no event of the warehouse: give the URL of an article, or an id from "
        "`parallax sql 'FROM event_summary'`."
    )


def _article(settings: Settings, article: Row) -> dict[str, Any]:
    explained: dict[str, Any] = {
        "article": _plain(
            article, "article_id", "url", "title", "outlet_id", "language", "published_at", "agency"
        ),
        "copies": _plain(
            article, "relation", "similarity", "copy_count", "original_url", "original_outlet_id"
        ),
    }
    event = find_event(settings.published, str(article["event_id"])) if article["event_id"] else None
    if event is None:
        return explained | {"event": None}
    explained["event"] = _plain(event) | _plain(article, "score", "method_version")
    members = members_of(settings.published, str(article["event_id"]))
    text_id = str(article["text_id"])
    return explained | (_closeness(settings, text_id, members) if members else _NOT_COMPARED)


def _closeness(settings: Settings, original_id: str, members: list[Row]) -> dict[str, Any]:
    """Return the members nearest to a text, and what the decision sees in it beside all of them."""
    compared = _without_event(settings, members, original_id)
    own = next((row for row, event_id in enumerate(compared.event_ids) if event_id is None), None)
    if own is None or len(compared) == 1:
        return _NOT_COMPARED
    rows = {str(row["article_id"]): row for row in members}
    cosines = dict(
        zip(compared.article_ids, (compared.vectors @ compared.vectors[own]).tolist(), strict=True)
    )
    nearest = sorted(set(cosines) - {original_id}, key=lambda one: -cosines[one])[:_NEAREST]
    # So far apart that the window leaves it out, it was led here by texts between.
    clusters = Clusters(compared)
    candidates = clusters.nearest(own)
    seen = features(candidates[0][1], clusters.asking(own)) if candidates else ()
    decision = shipped_decision()
    probable = decision.probability(seen) if candidates else None
    points = decision.points(seen) if candidates else ()
    return {
        "nearest": [_member(rows[one]) | {"cosine": round(cosines[one], 4)} for one in nearest],
        "features": {name: round(value, 4) for name, value in zip(FEATURES, seen, strict=bool(candidates))},
        "points": {name: round(value, 4) for name, value in zip(FEATURES, points, strict=bool(candidates))},
        "probability_now": None if probable is None else round(probable, 4),
    }


def _without_event(settings: Settings, members: list[Row], original_id: str) -> Originals:
    """Return the texts of an event, one of them as if it had none; of one embedder only, the latest's."""
    columns, sums = texts_of(settings.published, str(members[-1]["event_id"]), members[-1]["embedder"])
    found = as_originals(columns, moved_sums(sums, [], []))
    event_ids = [
        None if article_id == original_id else event_id
        for article_id, event_id in zip(found.article_ids, found.event_ids, strict=True)
    ]
    return replace(found, event_ids=event_ids)


def _member(row: Row) -> dict[str, Any]:
    return _plain(row, "url", "title", "outlet_id", "language", "published_at", "score", "method_version")


def _plain(row: Mapping[str, Any], *names: str) -> dict[str, Any]:
    """Return values that JSON knows; all of them where none are named."""
    chosen = {name: row[name] for name in names or row}
    return {
        name: value if isinstance(value, str | int | float | bool | None) else _text(value)
        for name, value in chosen.items()
    }


def _text(value: Any) -> str:
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
