"""The report of one ISO week: read by the warehouse, made a page and a workbook by reports and warehouse."""

from dataclasses import dataclass
from datetime import date, datetime

from model.trend import TrendRow


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldWeek:
    """An ISO week (its Monday) of which the warehouse has articles, and whether it is over."""

    week: date
    articles: int
    is_whole: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekTotals:
    """What was read in a week; `observed_days` of its 7 days Parallax watched."""

    week: date
    articles: int
    originals: int
    outlets: int
    owners: int
    languages: int
    countries: int
    events: int
    observed_days: int
    due_feeds: int | None
    answered_feeds: int | None
    answered_share: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekDay:
    """A day of a week: what was read, and whether Parallax watched, so that 0 says something."""

    day: date
    articles: int
    due_feeds: int | None
    answered_feeds: int | None
    answered_share: float | None
    is_observed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekEvent:
    """An event with its counts in a week; languages, countries and who was first are of the whole event."""

    rank: int
    event_id: str
    title: str | None
    title_language: str | None
    articles: int
    originals: int
    owners: int
    languages: int
    countries: int
    first_published_at: datetime
    first_outlet_id: str | None
    first_language: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class EventDay:
    """The articles of an event on a day."""

    event_id: str
    day: date
    articles: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Rise:
    """The day of a week on which an event rose most; `expected` is 0 for a new event."""

    event_id: str
    title: str | None
    title_language: str | None
    day: date
    articles: int
    expected: float
    z: float
    originals: int
    owners: int
    answered_share: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstOutlet:
    """How many of a week's new events an outlet reported first, of all those that it reported."""

    outlet_id: str
    owner: str
    country: str | None
    first_events: int
    events: int
    first_share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class LanguageWeek:
    """What was read in a language in a week, and in the week before."""

    language: str | None
    articles: int
    originals: int
    outlets: int
    owners: int
    articles_before: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Silence:
    """A language, country or collection that says nothing of an event while it publishes."""

    event_id: str
    split: str
    split_value: str
    articles_meanwhile: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FailedFeed:
    """A feed that failed: its polls of the week, and its state now."""

    feed_id: str
    outlet_id: str
    url: str
    polls: int
    answered_polls: int
    last_error: str | None
    failure_count: int
    status: str
    problem: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class WeeklyReport:
    """Everything the report of a week shows; `before` is the week before, `attention` that of the queries."""

    week: date
    is_whole: bool
    run_id: str | None
    totals: WeekTotals
    before: WeekTotals
    days: list[WeekDay]
    events: list[WeekEvent]
    event_days: list[EventDay]
    rises: list[Rise]
    firsts: list[FirstOutlet]
    languages: list[LanguageWeek]
    silences: list[Silence]
    feeds: list[FailedFeed]
    attention: list[TrendRow]
