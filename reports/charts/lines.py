"""Line charts over days: gaps where nothing is known, and lines that can be distinguished without colour."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from reports.charts.frame import framed
from reports.charts.scales import number_text, spread, stride, ticks
from reports.charts.style import DASHES, FONT_SIZE, is_ring, marker, series_classes
from reports.charts.svg import cut, element, text_element, text_width
from reports.charts.values import LineChart, Series

_TOP, _BOTTOM, _LINE = 44.0, 26.0, 19.0
_WIDEST_NAME = 170.0
_MOST_MARKED = 45  # positions of which each has a marker


@dataclass(frozen=True, slots=True, kw_only=True)
class _Plot:
    """Where the plot lies, and where a value lies in it."""

    left: float
    right: float
    top: float
    bottom: float
    positions: int
    highest: float

    @property
    def step(self) -> float:
        return (self.right - self.left) / max(1, self.positions)

    def x(self, position: int) -> float:
        return self.left + (position + 0.5) * self.step

    def y(self, value: float) -> float:
        return self.bottom - (self.bottom - self.top) * value / self.highest


def line_chart(chart: LineChart, *, width: float = 760, height: float = 320, is_styled: bool = True) -> str:
    """Return a line chart as SVG; without `is_styled` the page has the style sheet (`css`)."""
    steps = ticks(max(_values(chart), default=0), chart.unit)
    plot = _plot(chart, steps, width, height)
    shown = _grid(chart, plot, steps) + _gaps(chart, plot) + _axis(chart, plot)
    lines = "".join(_line(chart, plot, number, one) for number, one in enumerate(chart.series))
    names = _names(chart, plot)
    described = chart.description or _description(chart)
    return framed(
        chart, described, shown + lines + names + _foot(chart, plot, height), (width, height), is_styled
    )


def _values(chart: LineChart) -> list[float]:
    return [
        value
        for one in chart.series
        for position, value in enumerate(one.values)
        if value is not None and position not in chart.gaps
    ]


def _plot(chart: LineChart, steps: Sequence[float], width: float, height: float) -> _Plot:
    tick_width = max(text_width(number_text(step, chart.unit), FONT_SIZE) for step in steps)
    name_width = max((text_width(one.name, FONT_SIZE) for one in chart.series), default=0)
    foot = _LINE if chart.note or chart.gaps else 0
    return _Plot(
        left=tick_width + 18,
        right=width - min(name_width, _WIDEST_NAME) - 30,
        top=_TOP,
        bottom=height - _BOTTOM - foot,
        positions=len(chart.labels),
        highest=steps[-1],
    )


def _grid(chart: LineChart, plot: _Plot, steps: Sequence[float]) -> str:
    return "".join(
        element("line", x1=plot.left, x2=plot.right, y1=plot.y(step), y2=plot.y(step), class_="px-grid")
        + text_element(
            number_text(step, chart.unit), plot.left - 8, plot.y(step) + 4.5, "left", class_="px-muted"
        )
        for step in steps
    )


def _gaps(chart: LineChart, plot: _Plot) -> str:
    """Shade the runs of positions in which nothing is known."""
    runs = groupby(range(plot.positions), key=lambda position: position in chart.gaps)
    spans = [list(run) for is_gap, run in runs if is_gap]
    return "".join(
        element(
            "rect",
            x=plot.left + span[0] * plot.step,
            y=plot.top,
            width=len(span) * plot.step,
            height=plot.bottom - plot.top,
            class_="px-gap",
        )
        for span in spans
    )


def _axis(chart: LineChart, plot: _Plot) -> str:
    widest = max((text_width(label, FONT_SIZE) for label in chart.labels), default=0) + 12
    every = stride(plot.positions, plot.right - plot.left, widest)
    return "".join(
        element("line", x1=plot.x(at), x2=plot.x(at), y1=plot.bottom, y2=plot.bottom + 4, class_="px-grid")
        + text_element(label, plot.x(at), plot.bottom + 18, "middle", class_="px-muted")
        for at, label in enumerate(chart.labels)
        if at % every == 0
    )


def _line(chart: LineChart, plot: _Plot, number: int, series: Series) -> str:
    line_class, fill_class = series_classes(number)
    pieces = list(_pieces(chart, series))
    lines = "".join(
        element(
            "polyline",
            points=" ".join(f"{plot.x(at):.1f},{plot.y(value):.1f}" for at, value in piece),
            class_=f"px-line {line_class}",
            stroke_dasharray=DASHES[number % len(DASHES)],
        )
        for piece in pieces
        if len(piece) > 1
    )
    marks = "".join(marker(number, plot.x(at), plot.y(value)) for at, value in _marked(pieces, plot, number))
    fill = "px-ring" if is_ring(number) else fill_class
    return lines + (element("path", d=marks, class_=f"px-mark {line_class} {fill}") if marks else "")


def _pieces(chart: LineChart, series: Series) -> Iterator[list[tuple[int, float]]]:
    """Yield the points between gaps."""
    piece: list[tuple[int, float]] = []
    for position, value in enumerate(series.values):
        if value is not None and position not in chart.gaps:
            piece.append((position, value))
        elif piece:
            yield piece
            piece = []
    if piece:
        yield piece


def _marked(
    pieces: Sequence[Sequence[tuple[int, float]]], plot: _Plot, number: int
) -> Iterator[tuple[int, float]]:
    """Yield the points that get a marker: all of a few, else some, and each that no line leads to."""
    every = 1 if plot.positions <= _MOST_MARKED else plot.positions // 12
    for piece in pieces:
        for position, value in piece:
            if len(piece) == 1 or position % every == number % every:
                yield position, value


def _names(chart: LineChart, plot: _Plot) -> str:
    """Write the name of each series at the end of its line, with its dash and marker."""
    ends = [_end(chart, plot, one) for one in chart.series]
    heights = spread(ends, _LINE, plot.top, plot.bottom)
    room = _WIDEST_NAME
    return "".join(
        element(
            "path",
            d=marker(number, plot.right + 12, y),
            class_=f"px-mark {series_classes(number)[0]} "
            + ("px-ring" if is_ring(number) else series_classes(number)[1]),
        )
        + text_element(cut(one.name, FONT_SIZE, room), plot.right + 22, y + 4.5, class_="px-text")
        for number, (one, y) in enumerate(zip(chart.series, heights, strict=True))
    )


def _end(chart: LineChart, plot: _Plot, series: Series) -> float:
    points = [point for piece in _pieces(chart, series) for point in piece]
    return plot.y(points[-1][1]) if points else plot.bottom


def _foot(chart: LineChart, plot: _Plot, height: float) -> str:
    """Write the note, and what the shaded days are."""
    y, x, text = height - 10, plot.left, ""
    if chart.gaps:
        text += element("rect", x=x, y=y - 10, width=14, height=12, class_="px-gap")
        text += text_element(chart.gap_text, x + 20, y, class_="px-muted")
        x += 44 + text_width(chart.gap_text, FONT_SIZE)
    if chart.note:
        text += text_element(chart.note, x, y, class_="px-muted")
    return text


def _description(chart: LineChart) -> str:
    """Say in words what the lines show: for whoever does not see them."""
    return " ".join(_summary(chart, one) for one in chart.series) + (
        f" {len(chart.gaps)} of {len(chart.labels)} positions: {chart.gap_text}." if chart.gaps else ""
    )


def _summary(chart: LineChart, series: Series) -> str:
    points = [(value, -position) for piece in _pieces(chart, series) for position, value in piece]
    if not points:
        return f"{series.name}: no values."
    value, position = max(points)
    return f"{series.name}: highest at {chart.labels[-position]} with {number_text(value, chart.unit)}."
