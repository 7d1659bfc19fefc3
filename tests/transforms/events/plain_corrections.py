"""A plain model of corrections: texts that are moved one by one between sets."""

from collections.abc import Mapping, Sequence

from model import Correction, CorrectionKind


def parts(events: Mapping[str, str]) -> set[frozenset[str]]:
    """Return the texts of each event."""
    return {frozenset(text for text in events if events[text] == event) for event in events.values()}


def modelled(grouped: Mapping[str, str], corrections: Sequence[Sequence[Correction]]) -> set[frozenset[str]]:
    """Return the events as sets of texts, each correction applied in the plainest way."""
    events = [set(part) for part in parts(grouped)]
    for row in (row for rows in corrections for row in rows):
        own = next((event for event in events if row.article_id in event), set())
        target = next((event for event in events if row.anchor_article_id in event), set())
        leaving = set(own) if row.kind is CorrectionKind.MERGE else {row.article_id}
        if not own or not target or (own is target) != (row.kind is CorrectionKind.SPLIT):
            continue
        if row.article_id == row.anchor_article_id:
            continue
        own -= leaving
        if row.kind is CorrectionKind.SPLIT:
            events.append(leaving)
        else:
            target |= leaving
    return {frozenset(event) for event in events if event}
