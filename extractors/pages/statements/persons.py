"""The authors that JSON-LD gives as persons, whose names need no splitting."""

from collections.abc import Iterator
from html import unescape
from itertools import chain, islice
from typing import Any

from extractors.pages.json_ld import Node, kinds_of
from model.limits import HTML_FACTOR, MAX_STATEMENT_CHARS, MAX_STATEMENTS_OF_A_KIND


def persons(nodes: list[Node]) -> tuple[str, ...]:
    """Return the names of the authors in JSON-LD that are each a Person, as `statements` states them."""
    found = chain.from_iterable(_persons(node.get("author")) for node in nodes)
    return tuple(islice(dict.fromkeys(filter(None, found)), MAX_STATEMENTS_OF_A_KIND))


def _persons(author: Any) -> Iterator[str]:
    for node in author if isinstance(author, list) else [author]:
        if isinstance(node, dict) and "Person" in kinds_of(node) and isinstance(node.get("name"), str):
            cut = unescape(node["name"][: HTML_FACTOR * MAX_STATEMENT_CHARS])
            yield " ".join(cut.split())[:MAX_STATEMENT_CHARS]
