"""The articles that a page describes in JSON-LD (schema.org), which sites often write with errors."""

import json
import re
from collections.abc import Iterator
from typing import Any

import msgspec

MAX_JSON_LD_CHARS = 2_000_000
_ARTICLE = re.compile(r"(?:Article|Posting|Report|Review|Gallery|NewsStory)$")
_WRAPPERS = ("@graph", "mainEntity", "mainEntityOfPage", "itemListElement", "item")
_MAX_DEPTH = 6
_TRAILING_COMMA = re.compile(r",(\s*[}\]])")
_COMMENT = re.compile(r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\s*\]\]>|\]\]>)\s*;?\s*$")
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
            found += [node for node in _nodes(decode_json(text), 0) if _is_article(node)]
    return sorted(found, key=lambda node: (not node.get("headline"), not node.get("datePublished")))


def decode_json(text: str) -> Any:
    """Return the value of JSON text, with the usual errors of sites repaired; None where that fails."""
    try:
        return msgspec.json.decode(text.encode("utf-8", "replace"))
    except (msgspec.DecodeError, RecursionError):
        pass
    repaired = _TRAILING_COMMA.sub(r"\1", _CONTROL.sub(" ", _COMMENT.sub("", text))).strip().rstrip(";")
    try:
        value, _ = json.JSONDecoder(strict=False).raw_decode(repaired)
    except (ValueError, RecursionError):
        return None
    return value


def texts(value: Any) -> list[str]:
    """Return the texts of a JSON-LD value: a string, a node with a name, or a list of these."""
    if isinstance(value, str):
        return [value] if value.strip() else []
    if isinstance(value, list):
        return [text for item in value for text in texts(item)]
    if isinstance(value, dict):
        return texts(value.get("name") or value.get("@value"))
    return []


def kinds_of(node: Node) -> tuple[str, ...]:
    """Return the types of a node."""
    return tuple(texts(node.get("@type")))


def is_true(value: Any) -> bool | None:
    """Return a JSON-LD Boolean, which may be written as text; None where it is neither yes nor no."""
    written = str(value).strip().lower()
    return {"true": True, "1": True, "yes": True, "false": False, "0": False, "no": False}.get(written)


def _is_article(node: Node) -> bool:
    return any(_ARTICLE.search(kind) for kind in kinds_of(node))


def _nodes(data: Any, depth: int) -> Iterator[Node]:
    if depth > _MAX_DEPTH:
        return
    if isinstance(data, list):
        for item in data:
            yield from _nodes(item, depth + 1)
    elif isinstance(data, dict):
        yield data
        for wrapper in _WRAPPERS:
            if wrapper in data:
                yield from _nodes(data[wrapper], depth + 1)
