"""How charts look: colours for light and dark, dashes and markers that tell series apart without colour."""

from collections.abc import Iterable, Mapping, Sequence

FONT_SIZE = 13.0
DASHES = (None, "8 4", "2 3", "12 3 2 3", "5 2", "1 4", "14 5", "6 2 2 2")
MARKERS = ("circle", "square", "triangle", "diamond", "cross", "plus", "drop", "ring")

_LIGHT = ("#0b5fa5", "#b93c0a", "#157347", "#8330a0", "#7a5200", "#006c7d", "#ad1f55", "#4b5563")
_DARK = ("#6db3f2", "#ff9a62", "#5fcf8f", "#d79af0", "#e0b04a", "#4fd0e0", "#ff8ab0", "#b6bdc8")


def css() -> str:
    """Return the style sheet of all charts: a page that shows several has it once."""
    return (
        ".px-chart{font:13px system-ui,'Noto Sans',sans-serif;max-width:100%;height:auto}"
        ".px-title{font-weight:600}.px-line{fill:none;stroke-width:2;stroke-linejoin:round}"
        ".px-mark{stroke-width:1.5}"
        + _colours("#ffffff", "#1b1d21", "#565b64", "#dcdfe4", "#6b7280", _LIGHT)
        + "@media (prefers-color-scheme:dark){"
        + _colours("#16181d", "#eceef1", "#a9afba", "#363a42", "#9aa1ad", _DARK)
        + "}"
    )


def _colours(back: str, text: str, muted: str, grid: str, gap: str, series: tuple[str, ...]) -> str:
    rules: Mapping[str, str] = {
        ".px-back": f"fill:{back}",
        ".px-text,.px-title": f"fill:{text}",
        ".px-muted": f"fill:{muted}",
        ".px-grid": f"stroke:{grid}",
        ".px-before": f"stroke:{text};stroke-width:2",
        ".px-gap": f"fill:{gap};fill-opacity:.22",
        ".px-ring": f"fill:{back}",
        **{f".px-s{number}": f"stroke:{colour}" for number, colour in enumerate(series)},
        **{f".px-f{number}": f"fill:{colour}" for number, colour in enumerate(series)},
    }
    return "".join(f"{selector}{{{rule}}}" for selector, rule in rules.items())


def series_classes(number: int) -> tuple[str, str]:
    """Return the classes of a series' lines and of its filled marks."""
    return f"px-s{number % len(_LIGHT)}", f"px-f{number % len(_LIGHT)}"


def marker(number: int, x: float, y: float, radius: float = 3.2) -> str:
    """Return the SVG path of the marker of a series at a point."""
    strokes = _STROKES.get(MARKERS[number % len(MARKERS)])
    if strokes is None:
        return _circle(x, y, radius)
    lines = ([(x + radius * right, y + radius * down) for right, down in stroke] for stroke in strokes)
    closing = "z" if len(strokes) == 1 else ""
    return "".join(map(_path, lines)) + closing


# Points in units of the radius, from the middle to the right and down.
_STROKES: Mapping[str, Sequence[Sequence[tuple[float, float]]]] = {
    "square": [[(-1, -1), (1, -1), (1, 1), (-1, 1)]],
    "triangle": [[(0, -1.2), (1.15, 1), (-1.15, 1)]],
    "drop": [[(0, 1.2), (1.15, -1), (-1.15, -1)]],
    "diamond": [[(0, -1.3), (1.3, 0), (0, 1.3), (-1.3, 0)]],
    "cross": [[(-1, -1), (1, 1)], [(-1, 1), (1, -1)]],
    "plus": [[(0, -1.3), (0, 1.3)], [(-1.3, 0), (1.3, 0)]],
}


def _circle(x: float, y: float, radius: float) -> str:
    arc = f"a{radius} {radius} 0 1 0"
    return f"M{x - radius:.1f} {y:.1f}{arc} {2 * radius:.1f} 0{arc} {-2 * radius:.1f} 0z"


def is_ring(number: int) -> bool:
    """Say whether the marker of a series is open, so that it is not filled with its colour."""
    return MARKERS[number % len(MARKERS)] == "ring"


def _path(points: Iterable[tuple[float, float]]) -> str:
    return "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in points)
