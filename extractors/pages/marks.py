"""The names that sites give to the elements of a page: classes and ids."""

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
    marked = []
    for element in tree.xpath("//*[@class or @id]"):
        get = element.get
        marked.append(Marked(element, f"{get('class', '')} {get('id', '')}"[:_LONGEST_MARKS]))
    return marked


def finder(pattern: str) -> Callable[[str], str | None]:
    """Return a function that finds the first word of a name that matches `pattern` as a whole.

    A capital begins a word too. The function caches its results, since the pages of a site repeat their
    names.
    """
    compiled = regex.compile(rf"(?:^|[\s_-])({pattern})(?=$|[\s_-]|(?-i:\p{{Lu}}))", regex.IGNORECASE)

    @lru_cache(maxsize=_KEPT)
    def find(marks: str) -> str | None:
        match = compiled.search(marks)
        return match[1].lower() if match else None

    return find
