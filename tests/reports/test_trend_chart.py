"""The chart of a search: which series it has, what they are called, and which days are gaps."""

from datetime import date, timedelta

from model.trend import TrendRow
from reports.charts import Unit
from reports.trend_chart import MOST_SERIES, span_text, trend_chart

START = date(2026, 1, 5)


def row(
    day: int, articles: int, *, query: str = "pact", value: str | None = None, seen: bool = True
) -> TrendRow:
    return TrendRow(
        query=query,
        day=START + timedelta(days=day),
        split_value=value,
        articles=articles,
        originals=articles,
        owners=articles,
        articles_share=articles / 10 if seen else None,
        originals_share=None,
        owners_share=None,
        articles_in_all=10 if seen else 0,
        originals_in_all=0,
        owners_in_all=0,
        answered_share=1.0 if seen else None,
        is_observed=seen,
    )


def test_days_that_were_not_observed_are_gaps() -> None:
    chart = trend_chart([row(0, 3), row(1, 0, seen=False), row(2, 0)], by="day", is_share=False)

    assert chart.gaps == {1}
    assert chart.labels == ("5 Jan", "6 Jan", "7 Jan")
    assert chart.series[0].values == (3, 0, 0)
    assert chart.note == "n = 3 of 20 articles"


def test_a_chart_of_shares_says_that_they_are_of_few_articles() -> None:
    chart = trend_chart([row(0, 3)], by="day", is_share=True)

    assert chart.unit == Unit.SHARE
    assert chart.series[0].values == (0.3,)
    assert chart.note == "n = 3 of 10 articles; some shares are of fewer than 20 articles"


def test_series_are_named_after_what_differs() -> None:
    def names(*rows: TrendRow) -> list[str]:
        return [series.name for series in trend_chart(rows, by="day", is_share=False).series]

    assert names(row(0, 3), row(0, 4, query="vote")) == ["vote", "pact"]
    assert names(row(0, 3, value="en"), row(0, 4, value=None)) == ["unknown", "en"]
    assert names(row(0, 3, value="en"), row(0, 1, query="vote", value="en")) == ["pact · en", "vote · en"]


def test_the_largest_series_are_drawn_and_the_others_counted() -> None:
    rows = [row(0, number, value=f"outlet-{number}") for number in range(1, 12)]
    chart = trend_chart(rows, by="day", is_share=False)

    assert [series.name for series in chart.series] == [f"outlet-{number}" for number in range(11, 3, -1)]
    assert chart.note.endswith(f"the {MOST_SERIES} largest of 11 series are drawn")


def test_no_rows_make_an_empty_chart() -> None:
    chart = trend_chart([], by="day", is_share=False)
    assert (chart.series, chart.labels, chart.note) == ((), (), "no article matches")


def test_a_span_names_its_years() -> None:
    assert span_text(date(2026, 1, 5), date(2026, 1, 11)) == "5 Jan to 11 Jan 2026"
    assert span_text(date(2025, 12, 29), date(2026, 1, 4)) == "29 Dec 2025 to 4 Jan 2026"


def test_a_chart_of_weeks_says_so() -> None:
    rows = [row(0, 3), row(7, 2)]
    chart = trend_chart(rows, by="week", is_share=False)
    assert chart.title == "Articles each week about “pact”, weeks of 5 Jan to 12 Jan 2026"


def test_a_share_of_nothing_is_no_value() -> None:
    rows = [row(0, 0, value="en", seen=False), row(1, 2, value="en")]
    assert trend_chart(rows, by="day", is_share=True).series[0].values == (None, 0.2)
