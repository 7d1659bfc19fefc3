"""The page of a week for people who read no SQL: drawn from the report of the week."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from markupsafe import Markup

from model.trend import TrendRow
from model.weekly import FailedFeed, LanguageWeek, Silence, WeekEvent, WeeklyReport
from reports.charts import Bar, BarChart, bar_chart, line_chart, spark_line
from reports.names import country_name, language_name
from reports.pages import page
from reports.trend_chart import day_label, span_text, trend_chart

_DAYS = 7
_MOST_BARS = 12
_MOST_VALUES = 8
_MOST_FEEDS = 30
_SPLITS = {"language": "languages", "country": "countries", "collection": "collections"}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Value:
    """A value that is silent, as it is shown."""

    name: str
    articles_meanwhile: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """The silent values of one split: the first ones, and how many more there are."""

    name: str
    shown: list[_Value]
    more: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _EventSilence:
    """Who is silent about an event."""

    event: WeekEvent
    parts: list[_Part]


@dataclass(frozen=True, slots=True, kw_only=True)
class _QueryWeek:
    """A search's articles in the week and before."""

    query: str
    articles: int
    share: float | None
    articles_before: int


def weekly_page(report: WeeklyReport, name: str, workbook: str = "") -> str:
    """Return the page of a week as HTML; `name` is the week's, `workbook` the file that has all rows."""
    failing = [feed for feed in report.feeds if is_failing(feed)]
    queries = list(dict.fromkeys(row.query for row in report.attention))
    return page(
        "weekly.html.j2",
        report=report,
        name=name,
        span=span_text(report.week, report.week + timedelta(days=_DAYS - 1)),
        warnings=list(_warnings(report)),
        has_before=report.before.observed_days > 0,
        attention=_attention(report.attention),
        attention_rows=[_query_week(query, report) for query in queries],
        searches=len(queries),
        sparks={event.event_id: _spark(event, report) for event in report.events},
        language_chart=_languages(report.languages),
        silences=list(_silences(report.events, report.silences)),
        polling=_polling(report),
        failed=failing[:_MOST_FEEDS],
        more_failed=max(0, len(failing) - _MOST_FEEDS),
        problems=_problems(report.feeds),
        workbook=f"All rows are in {workbook}." if workbook else "",
    )


def is_failing(feed: FailedFeed) -> bool:
    """Say whether a feed did not answer, rather than answering with nothing new."""
    return feed.answered_polls < feed.polls or feed.failure_count > 0 or feed.status != "active"


def _warnings(report: WeeklyReport) -> Iterator[str]:
    if not report.is_whole:
        yield "This week is not over: its numbers are those up to the last run."
    if report.totals.observed_days < _DAYS:
        yield (
            f"Parallax watched {report.totals.observed_days} of the 7 days: on the others no feed was polled "
            "or none answered, so what is missing there was not read."
        )
    if report.before.observed_days < _DAYS:
        yield (
            f"Of the week before, {report.before.observed_days} of 7 days were watched: "
            "compare with it with care."
        )


def _polling(report: WeeklyReport) -> str:
    totals = report.totals
    if not totals.due_feeds or totals.answered_feeds is None:
        return "No feed was polled in this week: its articles were read later, or come from an archive."
    return (
        f"{totals.answered_feeds:,} of {totals.due_feeds:,} polls of feeds were answered, a feed "
        "counted once on each day it was polled."
    )


def _attention(rows: Sequence[TrendRow]) -> list[Markup]:
    """Draw the articles, and their share, of all queries by day."""
    if not rows:
        return []
    return [
        _chart(line_chart(trend_chart(rows, by="day", is_share=is_share, key=key), is_styled=False))
        for key, is_share in (("attention", False), ("attention-share", True))
    ]


def _query_week(query: str, report: WeeklyReport) -> _QueryWeek:
    rows = [row for row in report.attention if row.query == query]
    own = [row for row in rows if row.day >= report.week]
    articles, read = sum(row.articles for row in own), sum(row.articles_in_all for row in own)
    return _QueryWeek(
        query=query,
        articles=articles,
        share=articles / read if read else None,
        articles_before=sum(row.articles for row in rows) - articles,
    )


def _spark(event: WeekEvent, report: WeeklyReport) -> Markup:
    """Draw an event's articles by day; a day that was not watched and has none is a gap."""
    counts = {one.day: one.articles for one in report.event_days if one.event_id == event.event_id}
    values = [counts.get(one.day, 0 if one.is_observed else None) for one in report.days]
    text = ", ".join(
        f"{day_label(one.day)}: {'not watched' if value is None else value}"
        for one, value in zip(report.days, values, strict=True)
    )
    return _chart(spark_line(values, f"Articles by day: {text}", is_styled=False))


def _languages(languages: Sequence[LanguageWeek]) -> Markup:
    shown = languages[:_MOST_BARS]
    has_before = any(one.articles_before for one in languages)
    chart = BarChart(
        title="Articles by language",
        bars=tuple(
            Bar(
                label=language_name(one.language),
                value=one.articles,
                before=one.articles_before if has_before else None,
            )
            for one in shown
        ),
        before_text="the week before" if has_before else "",
        note=f"the {len(shown)} largest of {len(languages)}" if len(shown) < len(languages) else "",
        key="languages",
    )
    return _chart(bar_chart(chart, is_styled=False))


def _silences(events: Sequence[WeekEvent], silences: Sequence[Silence]) -> Iterator[_EventSilence]:
    for event in events:
        own = [silence for silence in silences if silence.event_id == event.event_id]
        if own:
            yield _EventSilence(event=event, parts=[_part(split, own) for split in _SPLITS])


def _part(split: str, silences: Sequence[Silence]) -> _Part:
    values = [silence for silence in silences if silence.split == split]
    return _Part(
        name=_SPLITS[split],
        shown=[
            _Value(name=_name(split, one.split_value), articles_meanwhile=one.articles_meanwhile)
            for one in values[:_MOST_VALUES]
        ],
        more=max(0, len(values) - _MOST_VALUES),
    )


def _name(split: str, value: str) -> str:
    match split:
        case "language":
            return language_name(value)
        case "country":
            return country_name(value)
        case _:
            return value


def _problems(feeds: Sequence[FailedFeed]) -> list[tuple[str, int]]:
    counts = Counter(feed.problem for feed in feeds if feed.problem and not is_failing(feed))
    return counts.most_common()


def _chart(svg: str) -> Markup:
    """Return a chart as markup: reports.charts escapes every text in it."""
    return Markup(svg)  # noqa: S704
