"""The names that sites give the elements of a page: their classes and ids."""

from collections.abc import Callable
from functools import lru_cache
from typing import Any, NamedTuple

import regex

_KEPT = 20_000
_LONGEST_MARKS = 1_000


class Marked(NamedTuple):
    """An element, and its classes and id in one text."""

    element: Any
    marks: str


def marked_elements(tree: Any) -> list[Marked]:
    """Return the elements of a page that have a class or an id, in the order of the page."""
    found = []
    for element in tree.xpath("//*[@class or @id]"):
        get = element.get
        found.append(Marked(element, f"{get('class', '')} {get('id', '')}"[:_LONGEST_MARKS]))
    return found


def finder(pattern: str) -> Callable[[str], str | None]:
    """Return what gives the first whole word of a name that fits `pattern`; capitals begin a word too.

    Names come again and again on the pages of a site, so that what was found in one is remembered.
    """
    compiled = regex.compile(rf"(?:^|[\s_-])({pattern})(?=$|[\s_-]|(?-i:\p{{Lu}}))", regex.IGNORECASE)

    @lru_cache(maxsize=_KEPT)
    def find(marks: str) -> str | None:
        found = compiled.search(marks)
        return found[1].lower() if found else None

    return find
