"""The articles that a page describes in JSON-LD (schema.org), which sites often write with errors."""

import json
import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

import msgspec

from model.limits import MAX_ARTICLE_NODES, MAX_JSON_LD_CHARS, MAX_JSON_LD_DEPTH, MAX_PAGE_KINDS

_ARTICLE = re.compile(r"(?:Article|Posting|Report|Review|Gallery|NewsStory)$")
_WRAPPERS = ("@graph", "mainEntity", "mainEntityOfPage", "itemListElement", "item")
_TRAILING_COMMA = re.compile(r",(\s*[}\]])")
# Some sites hide their JSON from old browsers, as scripts once were hidden.
_COMMENT_BEGINS = re.compile(r"\s*+(?:<!--|//\s*+<!\[CDATA\[|<!\[CDATA\[)")
_COMMENT_ENDS = ("-->", "]]>")
_CONTROL = re.compile(r"[\x00-\x1f]")

Node = dict[str, Any]


def article_nodes(tree: Any) -> list[Node]:
    """Return the nodes of a page's JSON-LD that are articles; those with headline and date come first."""
    found: list[Node] = []
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        text = script.text_content()
        if 0 < len(text) <= MAX_JSON_LD_CHARS:
            articles = (node for node in _nodes(decode_json(text), 0) if _is_article(node))
            found += islice(articles, MAX_ARTICLE_NODES - len(found))
    return sorted(found, key=lambda node: (not node.get("headline"), not node.get("datePublished")))


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


def _nodes(data: Any, depth: int) -> Iterator[Node]:
    if depth > MAX_JSON_LD_DEPTH:
        return
    if isinstance(data, list):
        for item in data:
            yield from _nodes(item, depth + 1)
    elif isinstance(data, dict):
        yield data
        for wrapper in _WRAPPERS:
            if wrapper in data:
                yield from _nodes(data[wrapper], depth + 1)
