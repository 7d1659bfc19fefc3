"""The few figures that a run prints when it ends: read by the warehouse, drawn by reports."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """How much the warehouse holds, and the reconciliation of the last run."""

    entered_count: int
    loaded_count: int
    known_count: int
    rejected_count: int
    article_count: int
    original_count: int
    event_count: int
    outlet_count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LanguageCount:
    """What the warehouse holds in one language."""

    language: str
    articles: int
    originals: int
    outlets: int


@dataclass(frozen=True, slots=True, kw_only=True)
class EventCount:
    """An event with its counts."""

    title: str | None
    articles: int
    originals: int
    outlets: int
    owners: int
    languages: int
    countries: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """What the warehouse holds: totals (None before the first successful run), languages, largest events."""

    totals: Totals | None
    languages: list[LanguageCount]
    events: list[EventCount]
