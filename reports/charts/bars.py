"""Horizontal bar charts: each bar with its label and its number."""

from reports.charts.frame import framed
from reports.charts.scales import number_text
from reports.charts.style import FONT_SIZE, series_classes
from reports.charts.svg import cut, element, text_element, text_width
from reports.charts.values import Bar, BarChart

_TOP, _ROW, _BAR, _FOOT = 36.0, 24.0, 15.0, 22.0
_WIDEST_LABEL = 0.35  # of the chart


def bar_chart(chart: BarChart, *, width: float = 760, is_styled: bool = True) -> str:
    """Return a bar chart as SVG, as high as its bars need; without `is_styled` the page has the styles."""
    foot = _FOOT if chart.before_text or chart.note else 8
    height = _TOP + _ROW * len(chart.bars) + foot
    highest = max([max(bar.value, bar.before or 0) for bar in chart.bars], default=0) or 1
    labels = max((text_width(bar.label, FONT_SIZE) for bar in chart.bars), default=0)
    numbers = max(
        (text_width(number_text(bar.value, chart.unit), FONT_SIZE) for bar in chart.bars), default=0
    )
    left = 20 + min(labels, width * _WIDEST_LABEL)
    scale = (width - left - numbers - 24) / highest
    rows = "".join(
        _row(chart, bar, _TOP + _ROW * number, left, scale) for number, bar in enumerate(chart.bars)
    )
    described = chart.description or _description(chart)
    return framed(chart, described, rows + _foot(chart, left, height), (width, height), is_styled)


def _row(chart: BarChart, bar: Bar, y: float, left: float, scale: float) -> str:
    _, fill = series_classes(0)
    middle, end = y + _BAR / 2 + 4.5, left + bar.value * scale
    farthest = max(end, left + (bar.before or 0) * scale)
    return (
        text_element(cut(bar.label, FONT_SIZE, left - 18), left - 8, middle, "left", class_="px-text")
        + element(
            "rect",
            x=left,
            y=y,
            width=max(1.0, bar.value * scale) if bar.value else 0,
            height=_BAR,
            class_=fill,
        )
        + _before(bar, y, left, scale)
        + text_element(number_text(bar.value, chart.unit), farthest + 7, middle, class_="px-text")
    )


def _before(bar: Bar, y: float, left: float, scale: float) -> str:
    if bar.before is None:
        return ""
    x = left + bar.before * scale
    return element("line", x1=x, x2=x, y1=y - 3, y2=y + _BAR + 3, class_="px-before")


def _foot(chart: BarChart, left: float, height: float) -> str:
    y, x, text = height - 8, left, ""
    if chart.before_text:
        text += element("line", x1=x + 2, x2=x + 2, y1=y - 11, y2=y + 2, class_="px-before")
        text += text_element(chart.before_text, x + 10, y, class_="px-muted")
        x += 34 + text_width(chart.before_text, FONT_SIZE)
    return text + (text_element(chart.note, x, y, class_="px-muted") if chart.note else "")


def _description(chart: BarChart) -> str:
    return "; ".join(f"{bar.label}: {number_text(bar.value, chart.unit)}" for bar in chart.bars)
