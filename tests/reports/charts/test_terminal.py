"""Charts in the terminal: bars beside numbers, in any script, as wide as the terminal."""

import io

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console

from reports.charts import LineChart, Series
from reports.charts.terminal import draw_chart


def drawn(chart: LineChart, width: int = 80) -> str:
    stream = io.StringIO()
    draw_chart(Console(file=stream, width=width), chart)
    return stream.getvalue()


def chart(*names: str, **more: object) -> LineChart:
    series = tuple(Series(name=name, values=(0, 4, 8)) for name in names)
    return LineChart(title="T", labels=("5 Jan", "6 Jan", "7 Jan"), series=series, **more)  # type: ignore[arg-type]


def test_bars_are_as_long_as_their_values_and_days_without_answer_have_none() -> None:
    lines = drawn(chart("a", gaps=frozenset({0}), gap_text="no feed answered", note="n = 12")).splitlines()
    by_day = {line.split()[0] + line.split()[1]: line for line in lines if "Jan" in line}

    assert by_day["7Jan"].count("█") == 2 * by_day["6Jan"].count("█") > 0
    assert by_day["5Jan"].split() == ["5", "Jan", "·"]
    assert "· no feed answered; n = 12" in lines


def test_a_day_without_a_match_has_a_0() -> None:
    assert ["5", "Jan", "0"] in [line.split() for line in drawn(chart("a")).splitlines()]


@given(st.lists(st.text(max_size=40), min_size=1, max_size=8), st.integers(30, 200))
def test_lines_are_no_longer_than_the_terminal(names: list[str], width: int) -> None:
    text = drawn(chart(*names), width)
    assert all(cell_len(line) <= width for line in text.splitlines() if "█" in line)
    assert "\x1b" not in text


def test_series_that_do_not_fit_are_counted() -> None:
    assert "3 more series need a wider terminal" in drawn(chart(*"abcdefg"), 80)


def test_the_bars_are_measured_by_what_is_drawn() -> None:
    series = Series(name="a", values=(100, None, 8))
    text = drawn(LineChart(title="T", labels=("1", "2", "3"), series=(series,), gaps=frozenset({0})))
    assert text.count("█") > 20
    assert text.count("·") == 3  # two days, and what the dot means
