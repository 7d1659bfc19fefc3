"""The links of a page's head, by the rules of the HTML standard."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin


def linked(tree: Any, relation: str) -> Iterator[str]:
    """Yield the targets of `link` elements, as written, that have a relation among those in their `rel`.

    `rel` is a set of words without case; an element without a target is no link.
    """
    for link in tree.iter("link"):
        href = (link.get("href") or "").strip()
        if href and relation in (link.get("rel") or "").lower().split():
            yield href


def base_of(tree: Any, url: str) -> str:
    """Return the URL against which a page's links are resolved: that of its first `base`, or its own."""
    href = next((base.get("href") for base in tree.iter("base") if base.get("href")), "")
    try:
        base = urljoin(url, href.strip())
    except ValueError:
        return url
    return base if base.lower().startswith(("http://", "https://")) else url
