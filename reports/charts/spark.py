"""Spark lines: a series without axes, as high as a line of text."""

from collections.abc import Sequence

from reports.charts.style import css, marker
from reports.charts.svg import element, escaped

_PAD = 4.0


def spark_line(
    values: Sequence[float | None],
    title: str,
    *,
    width: float = 96,
    height: float = 22,
    highest: float | None = None,
    is_styled: bool = True,
) -> str:
    """Return a small line from 0 to `highest` (default: the highest value), with gaps where values are None.

    The last value has a dot. `title` says in words what it shows.
    """
    top = highest or max((value for value in values if value is not None), default=0) or 1
    points = [
        None
        if value is None
        else (_x(at, len(values), width), height - _PAD - (height - 2 * _PAD) * value / top)
        for at, value in enumerate(values)
    ]
    return element(
        "svg",
        element("title", escaped(title))
        + (element("style", css()) if is_styled else "")
        + element("path", d=_path(points), class_="px-line px-s0")
        + _dot(points),
        xmlns="http://www.w3.org/2000/svg",
        class_="px-spark",
        width=width,
        height=height,
        viewBox=f"0 0 {width:g} {height:g}",
        role="img",
    )


def _x(position: int, count: int, width: float) -> float:
    return _PAD + (width - 2 * _PAD) * position / max(1, count - 1)


def _path(points: Sequence[tuple[float, float] | None]) -> str:
    """Return the path of the points; one that stands alone is a short stroke."""
    text, is_drawing = "", False
    for at, point in enumerate(points):
        if point is None:
            is_drawing = False
            continue
        x, y = point
        text += f"{'L' if is_drawing else 'M'}{x:.1f} {y:.1f}"
        is_alone = not is_drawing and (at + 1 == len(points) or points[at + 1] is None)
        text += "h1.5" if is_alone else ""
        is_drawing = True
    return text or "M0 0"


def _dot(points: Sequence[tuple[float, float] | None]) -> str:
    last = points[-1] if points else None
    return element("path", d=marker(0, *last, radius=2.4), class_="px-f0") if last else ""
