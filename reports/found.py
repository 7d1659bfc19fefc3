"""Draw what a search found: the articles one below the other, with the words that were looked for marked."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from reports.screen import FILE, Screen
from reports.visible import isolated, visible
from reports.widths import ELLIPSIS, cut_in_middle, shortened, widest

# The length of a snippet where there is no terminal that says one.
SNIPPET_COLUMNS = 160
_INDENT = "  "


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A word, a letter of a script without spaces, or what stands between; `is_sought` if it was found."""

    text: str
    is_sought: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundArticle:
    """An article that was found; `pieces` are its text, and none where it has no text."""

    published_at: datetime
    outlet_id: str
    language: str
    title: str
    url: str
    pieces: Sequence[Piece]


def snippet(pieces: Sequence[Piece], columns: int = SNIPPET_COLUMNS) -> list[Piece]:
    """Return the part of a text, `columns` wide at most, that has the most of the words looked for.

    It begins a little before the first of them. Without any it is the beginning of the text. What is left out
    before and after is an ellipsis, and pieces that are alike are put together.
    """
    if not pieces:
        return []
    room = columns - 2 * len(ELLIPSIS)
    sizes = [widest(_line(piece.text)) for piece in pieces]
    start, end = _window(pieces, sizes, room)
    start = _earlier(sizes, start, room - sum(sizes[start:end]))
    end = _later(sizes, end, room - sum(sizes[start:end]))
    part = [Piece(text=_line(piece.text), is_sought=piece.is_sought) for piece in pieces[start:end]]
    before = [Piece(text=ELLIPSIS, is_sought=False)] if start else []
    after = [Piece(text=ELLIPSIS, is_sought=False)] if end < len(pieces) else []
    return _joined([*before, *part, *after])


def _line(text: str) -> str:
    return visible(" ".join(text.split("\n")).replace("\t", " "))


def _window(pieces: Sequence[Piece], sizes: Sequence[int], room: int) -> tuple[int, int]:
    """Return the first and the end of the pieces from a word looked for to another that fit and have most."""
    sought = [index for index, piece in enumerate(pieces) if piece.is_sought]
    best = (0, 0)
    most = first = width = last = 0
    for number, index in enumerate(sought):
        width += sum(sizes[last : index + 1])
        last = index + 1
        while width > room and sought[first] < index:
            width -= sum(sizes[sought[first] : sought[first + 1]])
            first += 1
        if number == 0:
            width = sizes[index]
        if number - first + 1 > most:
            most, best = number - first + 1, (sought[first], index + 1)
    return best


def _earlier(sizes: Sequence[int], start: int, room: int) -> int:
    """Return the place from which a third of the room is filled before `start`."""
    left = room // 3
    while start and sizes[start - 1] <= left:
        start -= 1
        left -= sizes[start]
    return start


def _later(sizes: Sequence[int], end: int, room: int) -> int:
    while end < len(sizes) and sizes[end] <= room:
        room -= sizes[end]
        end += 1
    return end


def _joined(pieces: Sequence[Piece]) -> list[Piece]:
    """Return pieces with those put together that are alike, and words looked for beside each other."""
    joined: list[Piece] = []
    for piece in pieces:
        if joined and joined[-1].is_sought == piece.is_sought:
            joined[-1] = Piece(text=joined[-1].text + piece.text, is_sought=piece.is_sought)
        else:
            joined.append(piece)
    return joined


def marked(pieces: Sequence[Piece]) -> str:
    """Return a snippet with ** before and after what was looked for."""
    return "".join(f"**{piece.text}**" if piece.is_sought else piece.text for piece in pieces)


def draw_found(articles: Sequence[FoundArticle], screen: Screen = FILE) -> str:
    """Return the articles as lines of text that fit the screen, an empty line after each."""
    return "".join(f"{line}\n" for article in articles for line in (*_lines(article, screen), ""))


def _lines(article: FoundArticle, screen: Screen) -> Iterator[str]:
    columns = (screen.width or SNIPPET_COLUMNS) - len(_INDENT)
    at = f"{article.published_at:%Y-%m-%d %H:%M}"
    yield visible(f"{at}  {article.outlet_id}  {article.language}")
    title = visible(article.title.replace("\n", " "))
    yield _INDENT + isolated(shortened(title, columns) if screen.is_terminal else title)
    if article.pieces:
        yield _INDENT + _snippet_line(snippet(article.pieces, columns), screen)
    url = visible(article.url)
    yield _INDENT + (screen.link(cut_in_middle(url, columns), url) if screen.is_terminal else url)


def _snippet_line(pieces: Sequence[Piece], screen: Screen) -> str:
    if not screen.has_styles:
        return marked(pieces)
    styled = (screen.head(piece.text) if piece.is_sought else piece.text for piece in pieces)
    return isolated("".join(styled))
