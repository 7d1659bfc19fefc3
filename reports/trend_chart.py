"""The chart of attention over time, drawn from the rows of `search_trend`."""

from collections.abc import Sequence
from datetime import date

from model.trend import TrendRow
from reports.charts import LineChart, Series, Unit

MOST_SERIES = 8  # more cannot be distinguished without colour
NOT_OBSERVED = "no feed answered, or nothing was read"
UNKNOWN = "unknown"

_FEW = 20  # below this a share says little
_Key = tuple[str, str | None]  # a query and a value of the split


def trend_chart(
    rows: Sequence[TrendRow], *, by: str, is_share: bool, title: str = "", key: str = "trend"
) -> LineChart:
    """Return the chart of one series for each query and value of the split: those with most articles.

    Days that were not observed are gaps; the note says how many articles are counted.
    """
    is_observed = {row.day: row.is_observed for row in rows}
    days = sorted(is_observed)
    found = _ranked(rows)
    names = _names(list(found))
    shown = list(found.items())[:MOST_SERIES]
    return LineChart(
        title=title or _title(rows, by, is_share, days),
        labels=tuple(map(day_label, days)),
        series=tuple(
            Series(name=names[one], values=_values(own, days, is_share=is_share)) for one, own in shown
        ),
        gaps=frozenset(number for number, day in enumerate(days) if not is_observed[day]),
        gap_text=NOT_OBSERVED,
        unit=Unit.SHARE if is_share else Unit.COUNT,
        note="; ".join(_notes(rows, len(shown), len(found), is_share)),
        key=key,
    )


def _ranked(rows: Sequence[TrendRow]) -> dict[_Key, list[TrendRow]]:
    """Return the rows of each series, the one with most articles first."""
    found: dict[_Key, list[TrendRow]] = {}
    for row in rows:
        found.setdefault((row.query, row.split_value), []).append(row)
    return dict(sorted(found.items(), key=lambda item: -sum(row.articles for row in item[1])))


def _names(keys: Sequence[_Key]) -> dict[_Key, str]:
    """Return the names of the series: the query, the value of the split, or both where both differ."""
    is_split = any(value is not None for _, value in keys)
    has_one_query = len({query for query, _ in keys}) == 1

    def name(query: str, value: str | None) -> str:
        if not is_split:
            return query
        shown = UNKNOWN if value is None else value
        return shown if has_one_query else f"{query} · {shown}"

    return {key: name(*key) for key in keys}


def _values(rows: Sequence[TrendRow], days: Sequence[date], *, is_share: bool) -> tuple[float | None, ...]:
    by_day = {row.day: row.articles_share if is_share else row.articles for row in rows}
    return tuple(by_day.get(day) for day in days)


def day_label(day: date) -> str:
    """Return a day as it is written at an axis: `6 Jan`."""
    return f"{day.day} {day:%b}"


def span_text(first: date, last: date) -> str:
    """Return a span of days: `29 Dec 2025 to 11 Jan 2026`."""
    year = "" if first.year == last.year else f" {first.year}"
    return f"{day_label(first)}{year} to {day_label(last)} {last.year}"


def _title(rows: Sequence[TrendRow], by: str, is_share: bool, days: Sequence[date]) -> str:  # noqa: FBT001 - a choice
    what = f"Share of the articles read each {by}" if is_share else f"Articles each {by}"
    queries = list(dict.fromkeys(row.query for row in rows))
    about = f" about “{queries[0]}”" if len(queries) == 1 else ""
    weeks = "weeks of " if by == "week" else ""
    return f"{what}{about}, {weeks}{span_text(days[0], days[-1])}" if days else what


def _notes(rows: Sequence[TrendRow], shown: int, known: int, is_share: bool) -> list[str]:  # noqa: FBT001 - a choice
    if not rows:
        return ["no article matches"]
    found = sum(row.articles for row in rows)
    read = sum(row.articles_in_all for row in rows if row.query == rows[0].query)
    few = is_share and any(0 < row.articles_in_all < _FEW for row in rows if row.is_observed)
    return [
        f"n = {found:,} of {read:,} articles",
        *([f"some shares are of fewer than {_FEW} articles"] if few else []),
        *([f"the {shown} largest of {known} series are drawn"] if shown < known else []),
    ]
