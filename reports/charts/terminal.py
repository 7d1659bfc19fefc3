"""Line charts for a terminal: one row for each position, one bar for each series, in any script."""

from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from reports.charts.scales import number_text
from reports.charts.values import LineChart, Series
from reports.visible import visible

_EIGHTHS = " ▏▎▍▌▋▊▉"
_FULL = "█"
_NARROWEST, _WIDEST = 16, 48
_GAP = "·"


def draw_chart(console: Console, chart: LineChart) -> None:
    """Draw a chart as bars beside their numbers: the first series that fit into the terminal.

    Positions without an answer have dots instead.
    """
    label_width = max((len(label) for label in chart.labels), default=0)
    free = console.width - label_width - 4
    series = chart.series[: max(1, free // _NARROWEST)]
    room = min(_WIDEST, free // max(1, len(series)) - 3)
    highest = max((value for one in series for value in _drawn(chart, one) if value is not None), default=0.0)
    table = Table(box=box.SIMPLE_HEAD)
    table.add_column("", no_wrap=True, justify="right", min_width=label_width)
    for one in series:
        table.add_column(Text(visible(one.name)), overflow="ellipsis", no_wrap=True, max_width=room)
    for at, label in enumerate(chart.labels):
        table.add_row(label, *(_cell(chart, one, at, highest, room) for one in series))
    console.print(Text(visible(chart.title), style="bold"))
    if chart.labels:
        console.print(table)
    console.print(Text("; ".join(_notes(chart, len(series)))))


def _notes(chart: LineChart, drawn: int) -> list[str]:
    left_out = len(chart.series) - drawn
    return [
        *([f"{_GAP} {chart.gap_text}"] if any(None in _drawn(chart, one) for one in chart.series) else []),
        *([chart.note] if chart.note else []),
        *([f"{left_out} more series need a wider terminal"] if left_out else []),
    ]


def _cell(chart: LineChart, series: Series, at: int, highest: float, room: int) -> Text:
    width = max(len(number_text(value or 0, chart.unit)) for value in series.values)
    value = _drawn(chart, series)[at]
    if value is None:
        return Text(f"{_GAP:>{width}}", style="dim")
    bar = _bar(value / highest * (room - width - 1) if highest else 0)
    return Text(f"{number_text(value, chart.unit):>{width}} {bar}")


def _drawn(chart: LineChart, series: Series) -> list[float | None]:
    return [None if at in chart.gaps else value for at, value in enumerate(series.values)]


def _bar(length: float) -> str:
    """Return a bar of full blocks that ends in an eighth of one; a value above 0 is never invisible."""
    eighths = max(1, round(length * 8)) if length > 0 else 0
    return (_FULL * (eighths // 8) + _EIGHTHS[eighths % 8]).rstrip()
