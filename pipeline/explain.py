"""Why an article is in its group and event, and what holds an event together."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from model import PermanentError
from pipeline.relate import told_of_rows
from pipeline.settings import Settings
from transforms.centring import moved_sums
from transforms.events import Clusters, Told
from transforms.joining import FEATURES, features, shipped_decision
from transforms.urls import normalise_url
from warehouse.explaining import Row, find_article, find_event, members_of, sums_of

_NEAREST = 5


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
        return {
            "event": _plain(event),
            "members": [_member(row) for row in members_of(settings.published, given)],
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
    return explained | _closeness(settings, str(article["original_id"]), members)


def _closeness(settings: Settings, original_id: str, members: list[Row]) -> dict[str, Any]:
    """Return the members nearest to a text, and what the decision sees in it beside all of them."""
    told = _told(settings, members)
    own = next((one for one in told if one.article_id == original_id), None)
    others = [one for one in told if one is not own]
    if own is None or not others:
        return {"nearest": [], "features": {}, "probability_now": None}
    rows = {str(row["article_id"]): row for row in members}
    cosines = {one.article_id: float(one.vector @ own.vector) for one in others}
    nearest = sorted(cosines, key=lambda one: -cosines[one])[:_NEAREST]
    clusters = Clusters(len(own.vector), len(others))
    for one in others:
        clusters.add("event", one)
    # So far apart that the window leaves it out, it was led here by texts between.
    candidates = clusters.nearest(own)
    seen = features(candidates[0][1], own.numbers) if candidates else np.array([])
    probable = float(shipped_decision().probabilities([seen])[0]) if candidates else None
    return {
        "nearest": [_member(rows[one]) | {"cosine": round(cosines[one], 4)} for one in nearest],
        "features": {
            name: round(float(value), 4) for name, value in zip(FEATURES, seen, strict=bool(candidates))
        },
        "probability_now": None if probable is None else round(probable, 4),
    }


def _told(settings: Settings, members: list[Row]) -> list[Told]:
    """Return the members that one embedder embedded (the latest's), their languages' means taken out."""
    if not members:
        return []
    embedder = members[-1]["embedder"]
    rows = [row for row in members if row["embedder"] == embedder]
    return told_of_rows(rows, moved_sums(sums_of(settings.published, embedder), [], []))


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
