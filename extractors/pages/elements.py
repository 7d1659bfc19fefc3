"""What one element of a page holds, and where it is."""

from typing import Any

_BOILERPLATE_TAGS = ("nav", "footer", "aside")


def is_in_boilerplate(element: Any) -> bool:
    """Say whether an element is in a part of the page that is no article's, by the tags around it."""
    return next(element.iterancestors(*_BOILERPLATE_TAGS), None) is not None


def line_of(element: Any) -> str:
    """Return the text of an element as one line."""
    return " ".join("".join(element.itertext()).split())
