"""Cut endless runs of combining marks, which take the square of their length to normalise."""

from typing import Any

import regex

from model.limits import MAX_MARK_RUN

_LONG_RUN = regex.compile(rf"(?<=\p{{M}}{{{MAX_MARK_RUN}}})\p{{M}}++")
_SAMPLED_RUN = regex.compile(r"\p{M}{10}")
_SAMPLED_CHARS = 10 * MAX_MARK_RUN


def without_mark_runs(text: str) -> str:
    """Return a text with at most MAX_MARK_RUN combining marks in a row where it has far longer runs.

    Looks at a sample first, which a run of ten times that length shows up in: shorter ones cost little.
    """
    if text.isascii() or not _SAMPLED_RUN.search(text[::MAX_MARK_RUN]):
        return text
    cut: str = _LONG_RUN.sub("", text)
    return cut


def remove_referred_mark_runs(tree: Any) -> None:
    """Cut such runs in the text of a page's elements, where character references may have hidden them."""
    for element in tree.iter():
        if element.text:
            _cut(element, "text")
        if element.tail:
            _cut(element, "tail")


def _cut(element: Any, where: str) -> None:
    text = getattr(element, where)
    if len(text) > _SAMPLED_CHARS and (cut := without_mark_runs(text)) != text:
        setattr(element, where, cut)
