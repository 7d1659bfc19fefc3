"""Draw the tables of the warehouse: a column of boxes for each chapter, lines to the tables referred to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

from warehouse.docs.describing import Relation, references

_WIDTH, _GAP, _MARGIN = 216, 74, 48
_HEAD, _ROW, _BETWEEN, _TOP = 24, 17, 14, 58
# Tables that others refer to, each with the colour of what refers to it.
_COLOURS = {
    "outlet": "#b45309", "feed": "#7c3aed", "run": "#64748b", "fetch": "#0e7490", "article": "#1d4ed8",
    "event": "#be123c",
}  # fmt: skip
_STYLE = (
    "text{font:12px ui-sans-serif,system-ui,sans-serif;fill:#1e293b}"
    ".title{font-size:14px;font-weight:600}.name{font-weight:600;fill:#fff}"
    ".key{font-weight:600}.more{fill:#64748b}path{fill:none;stroke-width:1.4;opacity:.6}"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Box:
    """A table on the picture; `rows` are what stands in it, each a column, or how many more there are."""

    relation: Relation
    x: int
    y: int
    place: int
    rows: tuple[str, ...]
    more: int
    targets: Mapping[str, str]

    @property
    def height(self) -> int:
        return _HEAD + _ROW * (len(self.rows) + (self.more > 0)) + 6


def draw(chapters: Mapping[str, Sequence[str]], relations: Mapping[str, Relation]) -> str:
    """Return an SVG of the tables of each chapter, with their keys and what refers to other tables."""
    boxes = {
        box.relation.name: box
        for place, names in enumerate(chapters.values())
        for box in _stacked(place, [relations[name] for name in names])
    }
    width = 2 * _MARGIN + len(chapters) * (_WIDTH + _GAP) - _GAP
    height = max(box.y + box.height for box in boxes.values()) + _MARGIN
    titles = [
        f'<text class="title" x="{_x(place)}" y="38">{escape(title)}</text>'
        for place, title in enumerate(chapters)
    ]
    lines = [line for box in boxes.values() for line in _lines(box, boxes)]
    drawn = [part for box in boxes.values() for part in _drawn(box)]
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img">',
            "<title>The tables of the warehouse</title>",
            f"<style>{_STYLE}</style>",
            f'<rect width="{width}" height="{height}" fill="#fff"/>',
            *(titles + lines + drawn),
            "</svg>\n",
        ]
    )


def _x(place: int) -> int:
    return _MARGIN + place * (_WIDTH + _GAP)


def _stacked(place: int, relations: Sequence[Relation]) -> list[_Box]:
    boxes, y = [], _TOP
    for relation in relations:
        targets = references(relation, list(_COLOURS))
        rows = tuple(
            column.name
            for column in relation.columns
            if column.name in relation.key or column.name in targets
        )
        more = len(relation.columns) - len(rows)
        box = _Box(
            relation=relation, x=_x(place), y=y, place=place, rows=rows, more=more, targets=targets
        )  # fmt: skip
        boxes.append(box)
        y += box.height + _BETWEEN
    return boxes


def _lines(box: _Box, boxes: Mapping[str, _Box]) -> list[str]:
    """Return a line for each reference to the own chapter or the next; farther ones have their colour."""
    return [
        _line(box, row, boxes[box.targets[name]], _COLOURS[box.targets[name]])
        for row, name in enumerate(box.rows)
        if name in box.targets and abs(boxes[box.targets[name]].place - box.place) <= 1
    ]


def _line(box: _Box, row: int, target: _Box, colour: str) -> str:
    y, end_y = box.y + _HEAD + _ROW * row + 11, target.y + _HEAD // 2
    is_left = target.place <= box.place
    x = box.x if is_left else box.x + _WIDTH
    end_x = target.x if target.place >= box.place else target.x + _WIDTH
    if target.place == box.place:
        bend, end_bend = x - 34, end_x - 34
    else:
        bend = end_bend = (x + end_x) // 2
    return f'<path d="M{x} {y}C{bend} {y} {end_bend} {end_y} {end_x} {end_y}" stroke="{colour}"/>'


def _drawn(box: _Box) -> list[str]:
    colour = _COLOURS.get(box.relation.name, "#334155")
    x, y, text_x = box.x, box.y, box.x + 9
    frame = f'width="{_WIDTH}" height="{box.height}" rx="4" fill="#f8fafc" stroke="{colour}"'
    head = f"M{x} {y + _HEAD}v-{_HEAD - 4}q0 -4 4 -4h{_WIDTH - 8}q4 0 4 4v{_HEAD - 4}z"
    return [
        f'<rect x="{x}" y="{y}" {frame}/>',
        f'<path d="{head}" style="fill:{colour};opacity:1"/>',
        f'<text class="name" x="{text_x}" y="{y + 16}">{escape(box.relation.name)}</text>',
        *(_row(box, place, name) for place, name in enumerate(box.rows)),
        *(
            [f'<text class="more" x="{text_x}" y="{_row_y(box, len(box.rows))}">{box.more} more</text>']
            if box.more
            else []
        ),
    ]


def _row(box: _Box, place: int, name: str) -> str:
    kind = ' class="key"' if name in box.relation.key else ""
    fill = f' style="fill:{_COLOURS[box.targets[name]]}"' if name in box.targets else ""
    return f'<text{kind}{fill} x="{box.x + 9}" y="{_row_y(box, place)}">{escape(name)}</text>'


def _row_y(box: _Box, place: int) -> int:
    return box.y + _HEAD + _ROW * place + 15
