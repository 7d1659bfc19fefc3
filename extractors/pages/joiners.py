"""Format characters that belong to a text, kept through a reader that drops all of their category."""

from typing import Any

import regex

# Joiners and word breaks, Mongolian's vowel separator, and the signs of Arabic and other numbers and verses.
_KEPT = (
    "\u180e\u200b\u200c\u200d"
    "\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd"
)
# The last variation selectors, which are registered for no character: a page that has them shows nothing.
_LAST_SELECTOR = 0xE01EF
_STAND_INS = "".join(chr(_LAST_SELECTOR - number) for number in range(len(_KEPT)))
_EITHER = regex.compile(f"[{_KEPT}{_STAND_INS}]")
_HIDDEN = str.maketrans(_KEPT, _STAND_INS, _STAND_INS)
_SHOWN = str.maketrans(_STAND_INS, _KEPT)


def hide_joiners(tree: Any) -> None:
    """Put marks that trafilatura leaves alone in the place of the format characters of a page's texts."""
    for element in tree.iter():
        if element.text and _EITHER.search(element.text):
            element.text = element.text.translate(_HIDDEN)
        if element.tail and _EITHER.search(element.tail):
            element.tail = element.tail.translate(_HIDDEN)


def show_joiners(text: str) -> str:
    """Return a text with the format characters that `hide_joiners` put marks for."""
    return text if text.isascii() else text.translate(_SHOWN)
