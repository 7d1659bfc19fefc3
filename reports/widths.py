"""How many columns of a terminal a text takes, and shortening it to fit.

Terminals disagree about some texts: a family of emoji is one picture or three, and a Devanagari sign beside
its letter takes a column or none. `width` is what most of them show, `widest` the most that any shows.
"""

import unicodedata
from collections.abc import Iterable

from rich.cells import cell_len, get_character_cell_size, split_graphemes

ELLIPSIS = "…"
_EMOJI_STYLE = "\ufe0f"


def width(text: str) -> int:
    """Return the columns that a text without control characters takes in most terminals."""
    return len(text) if text.isascii() else cell_len(text) + _spacing_marks(text)


def widest(text: str) -> int:
    """Return the columns that it takes where each code point is drawn on its own."""
    if text.isascii():
        return len(text)
    return max(
        width(text),
        sum(map(get_character_cell_size, text)) + _spacing_marks(text) + text.count(_EMOJI_STYLE),
    )


def is_disputed(text: str) -> bool:
    """Say whether terminals disagree about the width of a text."""
    if text.isascii():
        return False
    return widest(text) != width(text) or _EMOJI_STYLE in text or _spacing_marks(text) > 0


def shortened(text: str, limit: int) -> str:
    """Return a text that takes `limit` columns at most, ending in an ellipsis where it was longer."""
    if widest(text) <= limit:
        return text
    return _fitting(_clusters(text), limit - 1).rstrip() + ELLIPSIS


def wrapped(text: str, limit: int) -> list[str]:
    """Return a text as lines of `limit` columns, broken between words; a longer word has its own line."""
    lines = [""]
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}" if lines[-1] else word
        if widest(longer) <= limit or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def cut_in_middle(text: str, limit: int) -> str:
    """Return a text that takes `limit` columns at most; its beginning and end stay, as of a URL."""
    if widest(text) <= limit:
        return text
    clusters = _clusters(text)
    end = _fitting(reversed(clusters), (limit - 1) // 3, is_reversed=True)
    return _fitting(clusters, limit - 1 - widest(end)) + ELLIPSIS + end


def _spacing_marks(text: str) -> int:
    return sum(unicodedata.category(character) == "Mc" for character in text)


def _clusters(text: str) -> list[str]:
    """Return the characters as a reader sees them: a letter with its marks is one."""
    if text.isascii():
        return list(text)
    return [text[start:end] for start, end, _ in split_graphemes(text)[0]]


def _fitting(clusters: Iterable[str], limit: int, *, is_reversed: bool = False) -> str:
    kept: list[str] = []
    left = limit
    for cluster in clusters:
        left -= widest(cluster)
        if left < 0:
            break
        kept.append(cluster)
    return "".join(reversed(kept) if is_reversed else kept)
