"""The articles that a page describes in JSON-LD (schema.org), which sites often write with errors."""

import json
import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

import msgspec

from extractors.pages.identity import Identity, letters, same_title
from model.limits import MAX_ARTICLE_NODES, MAX_JSON_LD_CHARS, MAX_JSON_LD_DEPTH, MAX_PAGE_KINDS

_ARTICLE = re.compile(r"(?:Article|Posting|Report|Review|Gallery|NewsStory)$")
_WRAPPERS = ("@graph", "mainEntity", "mainEntityOfPage", "itemListElement", "item")
_LISTS = frozenset(("itemListElement", "item"))
_HEADLINE_KEYS = ("headline", "name", "alternativeHeadline")
# The first of these that a node has says which page it is about.
_ADDRESS_KEYS = ("url", "mainEntityOfPage", "@id")
# In one script: far more than are kept, because lists of others may come first.
_MOST_DESCRIBED = 20 * MAX_ARTICLE_NODES
_TRAILING_COMMA = re.compile(r",(\s*[}\]])")
# Some sites hide their JSON from old browsers, as scripts once were hidden.
_COMMENT_BEGINS = re.compile(r"\s*+(?:<!--|//\s*+<!\[CDATA\[|<!\[CDATA\[)")
_COMMENT_ENDS = ("-->", "]]>")
_CONTROL = re.compile(r"[\x00-\x1f]")

Node = dict[str, Any]


def article_nodes(tree: Any, page: Identity) -> tuple[list[Node], list[Node]]:
    """Return the nodes of a page's JSON-LD that are its article, and those of other articles.

    Of its article those with headline and date come first. They are the nodes that have the page's title or
    address. Where none has, they are the first node and those of the same headline, unless it is in a list
    of articles or has the address of another page.
    """
    described: list[Node] = []
    listed: list[Node] = []
    for node, is_listed in _described(tree):
        kept = listed if is_listed else described
        if len(kept) < MAX_ARTICLE_NODES:
            kept.append(node)
    described.sort(key=lambda node: (not node.get("headline"), not node.get("datePublished")))
    own = _own(described, listed, page)
    return own, [node for node in (*described, *listed) if node not in own]


def _own(described: list[Node], listed: list[Node], page: Identity) -> list[Node]:
    matching = [node for node in (*described, *listed) if _is_of(node, page)]
    if matching:
        return [node for node in described if _is_silent(node) and node not in matching] + matching
    return _of_one_headline([node for node in described if not page.is_elsewhere(_link(node.get("url")))])


def _described(tree: Any) -> Iterator[tuple[Node, bool]]:
    """Yield the articles in a page's JSON-LD, and whether each is an item of a list."""
    for script in tree.iter("script"):
        text = script.text_content() if "ld+json" in (script.get("type") or "").lower() else ""
        if 0 < len(text) <= MAX_JSON_LD_CHARS:
            found = (
                (node, is_listed) for node, is_listed in _nodes(decode_json(text), 0) if _is_article(node)
            )
            yield from islice(found, _MOST_DESCRIBED)


def _is_of(node: Node, page: Identity) -> bool:
    """Say whether a node has a title of the page, or its address."""
    if any(page.has_title(title) for title in headlines_of(node)):
        return True
    stated = (page.has_address(_link(node.get(key))) for key in _ADDRESS_KEYS)
    return next((is_own for is_own in stated if is_own is not None), False)


def _is_silent(node: Node) -> bool:
    """Say whether a node says nothing of which article it is."""
    return not any(headlines_of(node)) and not any(_link(node.get(key)) for key in _ADDRESS_KEYS)


def headlines_of(node: Node) -> list[str]:
    """Return the headline of a node, its name and its other headline, as far as it has them."""
    return [title for key in _HEADLINE_KEYS for title in islice(texts(node.get(key)), 1)]


def _link(value: Any) -> str:
    """Return a URL, that of a node or the first of a list of them."""
    for _ in range(MAX_JSON_LD_DEPTH):
        if isinstance(value, list):
            value = value[0] if value else ""
        elif isinstance(value, dict):
            value = value.get("@id") or value.get("url") or ""
    return value if isinstance(value, str) else ""


def _of_one_headline(nodes: list[Node]) -> list[Node]:
    """Return the first node, and those that have its headline or none."""
    first = next((letters(title) for node in nodes for title in headlines_of(node)), "")
    titles = [[letters(title) for title in headlines_of(node)] for node in nodes]
    return [
        node
        for node, own in zip(nodes, titles, strict=True)
        if not own or any(same_title(title, first) for title in own)
    ]


def decode_json(text: str) -> Any:
    """Return the value of JSON text, with the usual errors of sites repaired; None where that fails."""
    try:
        return msgspec.json.decode(text.encode("utf-8", "replace"))
    except (msgspec.DecodeError, RecursionError):
        pass
    repaired = _TRAILING_COMMA.sub(r"\1", _CONTROL.sub(" ", _without_comment(text)))
    try:
        value, _ = json.JSONDecoder(strict=False).raw_decode(repaired)
    except (ValueError, RecursionError):
        return None
    return value


def _without_comment(text: str) -> str:
    """Return a script without the marks of a comment or CDATA section around it, and without a last `;`."""
    opening = _COMMENT_BEGINS.match(text)
    text = (text[opening.end() :] if opening else text).strip()
    text = text.removesuffix(";").rstrip()
    if text.endswith(_COMMENT_ENDS):
        text = text[:-3].rstrip().removesuffix("//")
    return text.strip().rstrip(";")


def texts(value: Any) -> Iterator[str]:
    """Yield the texts of a JSON-LD value: a string, a node with a name, or a list of these."""
    return _texts(value, 0)


def _texts(value: Any, depth: int) -> Iterator[str]:
    if isinstance(value, str):
        if value.strip():
            yield value
    elif depth >= MAX_JSON_LD_DEPTH:
        return
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item, depth + 1)
    elif isinstance(value, dict):
        yield from _texts(value.get("name") or value.get("@value"), depth + 1)


def kinds_of(node: Node) -> tuple[str, ...]:
    """Return the types of a node."""
    return tuple(islice(texts(node.get("@type")), MAX_PAGE_KINDS))


def is_true(value: Any) -> bool | None:
    """Return a JSON-LD Boolean, which may be written as text; None where it is neither yes nor no."""
    written = str(value).strip().lower()
    return {"true": True, "1": True, "yes": True, "false": False, "0": False, "no": False}.get(written)


def _is_article(node: Node) -> bool:
    return any(_ARTICLE.search(kind) for kind in kinds_of(node))


def _nodes(data: Any, depth: int, *, is_listed: bool = False) -> Iterator[tuple[Node, bool]]:
    if depth > MAX_JSON_LD_DEPTH:
        return
    if isinstance(data, list):
        for item in data:
            yield from _nodes(item, depth + 1, is_listed=is_listed)
    elif isinstance(data, dict):
        yield data, is_listed
        for wrapper in _WRAPPERS:
            if wrapper in data:
                yield from _nodes(data[wrapper], depth + 1, is_listed=is_listed or wrapper in _LISTS)
