"""The chart of attention over time, drawn from the rows of `search_trend`."""

from collections.abc import Sequence
from datetime import date

from model.trend import TrendRow
from reports.charts import LineChart, Series, Unit

MOST_SERIES = 8  # more cannot be told apart without colour
NOT_OBSERVED = "no feed answered, or nothing was read"
UNKNOWN = "unknown"

_FEW = 20  # below this a share says little


def trend_chart(
    rows: Sequence[TrendRow], *, by: str, is_share: bool, title: str = "", key: str = "trend"
) -> LineChart:
    """Return the chart of one series for each query and value of the split: those with most articles.

    Days that were not observed are gaps; the note says how many articles are counted.
    """
    days = sorted({row.day for row in rows})
    is_observed = {row.day: row.is_observed for row in rows}
    names = ranked_names(rows)
    shown = names[:MOST_SERIES]
    return LineChart(
        title=title or _title(rows, by, is_share, days),
        labels=tuple(day_label(day) for day in days),
        series=tuple(_series(name, rows, days, is_share) for name in shown),
        gaps=frozenset(number for number, day in enumerate(days) if not is_observed[day]),
        gap_text=NOT_OBSERVED,
        unit=Unit.SHARE if is_share else Unit.COUNT,
        note="; ".join(_notes(rows, len(shown), len(names), is_share)),
        key=key,
    )


def ranked_names(rows: Sequence[TrendRow]) -> list[str]:
    """Return the names of all series, those with most articles first."""
    counts: dict[str, int] = {}
    for row in rows:
        name = series_name(row, rows)
        counts[name] = counts.get(name, 0) + row.articles
    return sorted(counts, key=lambda name: -counts[name])


def series_name(row: TrendRow, rows: Sequence[TrendRow]) -> str:
    """Return the name of a row's series: its query, its value of the split, or both where both differ."""
    is_split = any(one.split_value is not None for one in rows)
    if not is_split:
        return row.query
    value = UNKNOWN if row.split_value is None else row.split_value
    return value if rows[0].query == rows[-1].query else f"{row.query} · {value}"


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
    return f"{what}{about}, {span_text(days[0], days[-1])}" if days else what


def _series(name: str, rows: Sequence[TrendRow], days: Sequence[date], is_share: bool) -> Series:  # noqa: FBT001 - a choice
    own = {row.day: row for row in rows if series_name(row, rows) == name}
    values = (
        None if day not in own else own[day].articles_share if is_share else own[day].articles for day in days
    )
    return Series(name=name, values=tuple(values))


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
