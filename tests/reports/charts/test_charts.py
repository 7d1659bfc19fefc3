"""Charts are well-formed SVG, ask for nothing, have gaps, and can be read without colour and without eyes."""

import re
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.charts import Bar, BarChart, LineChart, Series, Unit, bar_chart, css, line_chart, spark_line
from reports.charts.style import DASHES, MARKERS, marker

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = "<script>alert(1)</script>\" onload='x' &amp; \x00\x1b\u202e\ud800]]>"
DAYS = ("5 Jan", "6 Jan", "7 Jan", "8 Jan", "9 Jan")


def chart(*series: Series, **more: object) -> LineChart:
    return LineChart(title="A title", labels=DAYS, series=series, **more)  # type: ignore[arg-type]


def parsed(svg: str) -> ET.Element:
    return ET.fromstring(svg)  # noqa: S314 - made here


def points(svg: str) -> list[int]:
    """Return how many points each line has."""
    return [len(line.attrib["points"].split()) for line in parsed(svg).iter(f"{SVG}polyline")]


def texts(svg: str) -> list[str]:
    return [one.text or "" for one in parsed(svg).iter(f"{SVG}text")]


@given(st.text(), st.lists(st.none() | st.floats(0, 1e9), min_size=5, max_size=5), st.sampled_from(Unit))
def test_any_text_and_any_values_give_well_formed_svg(
    text: str, values: list[float | None], unit: Unit
) -> None:
    lines = chart(Series(name=text, values=tuple(values)), unit=unit, note=text, key="k")
    bars = BarChart(title=text, bars=tuple(Bar(label=text, value=value or 0) for value in values), unit=unit)

    for svg in (line_chart(lines), bar_chart(bars), spark_line(values, text)):
        assert parsed(svg).attrib["role"] == "img"


def test_hostile_text_stays_text() -> None:
    svg = line_chart(chart(Series(name=HOSTILE, values=(1, 2, 3, 4, 5)), description=HOSTILE, note=HOSTILE))

    names = {one.tag.removeprefix(SVG) for one in parsed(svg).iter()}
    assert names <= {"svg", "title", "desc", "style", "rect", "text", "line", "polyline", "path"}
    assert not [key for one in parsed(svg).iter() for key in one.attrib if key.startswith("on")]
    assert "\u202e" not in svg
    assert "\x1b" not in svg


def test_a_chart_asks_for_nothing_from_elsewhere() -> None:
    svg = line_chart(chart(Series(name="a", values=(1, 2, 3, 4, 5))))
    assert re.findall(r"https?://[^\"]+", svg) == ["http://www.w3.org/2000/svg"]
    assert not re.search(r"url\(|href|@import|<script", svg)


def test_a_line_ends_at_a_gap_and_begins_again_behind_it() -> None:
    values = (1.0, 2.0, 0.0, 3.0, 4.0)
    with_gap = line_chart(chart(Series(name="a", values=values), gaps=frozenset({2}), gap_text="not read"))

    assert points(line_chart(chart(Series(name="a", values=values)))) == [5]
    assert points(with_gap) == [2, 2]
    assert "not read" in texts(with_gap)


def test_a_single_value_between_gaps_has_a_marker() -> None:
    svg = line_chart(chart(Series(name="a", values=(None, 2, None, None, None))))
    assert points(svg) == []
    assert len(list(parsed(svg).iter(f"{SVG}path"))) == 2  # the value, and the name


def test_series_differ_without_colour() -> None:
    assert len(set(DASHES)) == len(DASHES) == len(MARKERS)
    assert len({marker(number, 0, 0) for number in range(7)}) == 7


def test_each_line_is_named_beside_it_and_described_in_words() -> None:
    svg = line_chart(
        chart(Series(name="one", values=(1, 9, 2, 0, 0)), Series(name="two", values=(None,) * 5))
    )
    described = parsed(svg).findtext(f"{SVG}desc")

    assert {"one", "two"} <= set(texts(svg))
    assert described == "one: highest at 6 Jan with 9. two: no values."


@pytest.mark.parametrize("name", ["انتخابات", "שלום", "\u200fانتخابات 2026"])
def test_right_to_left_names_are_set_from_right_to_left(name: str) -> None:
    svg = line_chart(chart(Series(name=name, values=(1, 2, 3, 4, 5))))
    (text,) = [one for one in parsed(svg).iter(f"{SVG}text") if one.text == name]
    assert text.attrib["direction"] == "rtl"
    assert text.attrib["text-anchor"] == "end"  # its end is at the left, beside the marker


def test_the_title_stands_where_its_writing_begins() -> None:
    def x_of(title: str) -> float:
        chart = LineChart(title=title, labels=DAYS, series=())
        (text,) = [one for one in parsed(line_chart(chart)).iter(f"{SVG}text") if one.text == title]
        return float(text.attrib["x"])

    assert x_of("Attention") < 100
    assert x_of("الاهتمام") > 600


def test_long_names_are_cut_and_stay_within_the_picture() -> None:
    svg = line_chart(chart(Series(name="選挙" * 80, values=(1, 2, 3, 4, 5))))
    (name,) = [text for text in texts(svg) if text.startswith("選挙")]
    assert name.endswith("…")
    assert len(name) < 20


def test_bars_are_as_long_as_their_values() -> None:
    svg = bar_chart(BarChart(title="t", bars=(Bar(label="a", value=10), Bar(label="b", value=5, before=8))))
    widths = [
        float(one.attrib["width"]) for one in parsed(svg).iter(f"{SVG}rect") if "px-f0" in one.attrib["class"]
    ]
    assert widths[0] == pytest.approx(2 * widths[1], abs=0.2)
    assert len(list(parsed(svg).iter(f"{SVG}line"))) == 1  # what was before


def test_a_page_can_have_the_style_sheet_once() -> None:
    series = Series(name="a", values=(1, 2, 3, 4, 5))
    assert css() in parsed(line_chart(chart(series)))[2].text  # type: ignore[operator]
    assert "<style" not in line_chart(chart(series), is_styled=False)
    assert "prefers-color-scheme:dark" in css()
