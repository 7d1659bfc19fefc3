"""The article of a page whose text is only in its scripts, to be drawn by the browser (Next.js, Nuxt ...)."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from itertools import islice
from typing import Any

import regex

from extractors.pages.json_ld import Node, decode_json
from model.limits import MAX_SCRIPT_CHARS, MAX_SCRIPT_DEPTH, MAX_SCRIPT_STATES, MAX_SCRIPT_VALUES

_LEAST_CHARS = 250
# Blocks hold their text at most this deep; an element of React is written ["$", tag, key, attributes].
_NEAR, _REACT_LENGTH = 3, 4
_STATE = re.compile(r"(?:=|\bpush\(|\bparse\()\s*(?=[\[{\"])")
_ROW_BEGINS = re.compile(r"\n?(?=\b[0-9a-f]{1,4}:(?:T[0-9a-f]+,|[\[{\"]))")
_FLIGHT = re.compile(r"__next_f\.push\(\s*(?=\[)")
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,500}+>")
_PARAGRAPH = re.compile(r"<p\b|<br|<div\b|\n\n")
_BLOCK_ENDS = re.compile(r"(?i)</(?:p|div|li|h[1-6]|blockquote|ul|ol|figure|section)>|<br\s*/?>")
_UNREAD_BEGINS = re.compile(r"<(script|style|figcaption|figure|aside)\b", re.IGNORECASE)
_UNREAD_ENDS = {
    name: re.compile(f"</{name}>", re.IGNORECASE)
    for name in ("script", "style", "figcaption", "figure", "aside")
}
# The end of a sentence before a space, or in a script without spaces: not code, not class names.
_PROSE = regex.compile(r"[.!?…]['\"»”)]?(?:\s|<|$)|[。！？।؟]")
_CODE = re.compile(r"function\s*\(|=>|\{\s*[\w-]+\s*:|;\s*\}|@media")
_TEXT_KEYS = frozenset(("text", "content", "html", "body", "value", "paragraph", "children", "data"))


@dataclass(frozen=True, slots=True, kw_only=True)
class ScriptArticle:
    """The text in a script, one block per line, and the JSON object that contains it."""

    text: str = ""
    node: Node = field(default_factory=dict)


def script_article(tree: Any) -> ScriptArticle:
    """Return the longest article among the values in a page's scripts, an empty one where there is none."""
    candidates = _candidates(tree)
    best = max(candidates, key=lambda found: (len(found.text), len(found.node)), default=ScriptArticle())
    return best if len(best.text) >= _LEAST_CHARS else ScriptArticle()


def _candidates(tree: Any) -> Iterator[ScriptArticle]:
    flight: list[str] = []
    for script in tree.iter("script"):
        kind, text = (script.get("type") or "").lower(), script.text or ""
        if not 0 < len(text) <= MAX_SCRIPT_CHARS or "ld+json" in kind:
            continue
        if "__next_f" in text:
            flight += _flight_chunks(text)
            continue
        for value in _values(kind, text):
            yield from _texts(value)
    for value in _flight_values("".join(flight)):
        yield from _texts(value)


def _values(kind: str, text: str) -> Iterator[Any]:
    if "json" in kind or text.lstrip().startswith(("{", "[")):
        yield decode_json(text)
        return
    for state in islice(_STATE.finditer(text), MAX_SCRIPT_STATES):
        value = _value_of(text[state.end() :])
        yield decode_json(value) if isinstance(value, str) and value[:1] in "[{" else value


def _value_of(text: str) -> Any:
    """Return the JSON value that a text begins with, None where it is damaged."""
    try:
        value, _ = json.JSONDecoder(strict=False).raw_decode(text)
    except (ValueError, RecursionError):
        return None
    return value


def _flight_chunks(text: str) -> Iterator[str]:
    """Yield the strings in which React sends server components."""
    # Each call on its own: where one is damaged, the decoder counts the lines of all text before the damage.
    for call in _FLIGHT.split(text)[1:]:
        value = _value_of(call)
        if isinstance(value, list) and len(value) > 1 and isinstance(value[1], str):
            yield value[1]


def _flight_values(flight: str) -> Iterator[Any]:
    """Yield the values of React's flight format: `id:JSON` on a line, or `id:T<length>,` and bare text."""
    for line in _ROW_BEGINS.split(flight):
        _, _, value = line.partition(":")
        if value[:1] == "T":
            yield value.partition(",")[2]
        elif value[:1] in {"[", "{", '"'}:
            yield decode_json(value)


def _texts(root: Any) -> Iterator[ScriptArticle]:
    """Yield the prose in a value: each long string, and the texts of each list's members, one per line."""
    waiting: list[tuple[Any, Node, int]] = [(root, {}, 0)]
    for _ in range(MAX_SCRIPT_VALUES):
        if not waiting:
            return
        value, holder, depth = waiting.pop()
        if depth > MAX_SCRIPT_DEPTH:
            continue
        if isinstance(value, str):
            if len(value) >= _LEAST_CHARS and _is_prose(value):
                yield ScriptArticle(text=_plain(value), node=holder)
        elif isinstance(value, dict):
            waiting += [(item, value, depth + 1) for item in value.values()]
        elif isinstance(value, list):
            yield ScriptArticle(text="\n".join(_members(value)), node=holder)
            waiting += [(item, holder, depth + 1) for item in value]


def _members(values: list[Any]) -> Iterator[str]:
    for value in values:
        text = _own_text(value, 0)
        if text and (_is_prose(text) or _PARAGRAPH.search(text)):
            yield _plain(text)


def _own_text(value: Any, depth: int) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, list) and depth < _NEAR and len(value) == _REACT_LENGTH and value[0] == "$":
        return _own_text(value[3], depth)
    if isinstance(value, list) and depth == 1:
        return "".join(_own_text(item, depth + 1) for item in value)
    if isinstance(value, dict) and depth < _NEAR:
        parts = (_own_text(item, depth + 1) for key, item in value.items() if key.lower() in _TEXT_KEYS)
        return next((part for part in parts if part), "")
    return ""


def _is_prose(text: str) -> bool:
    return bool(_PROSE.search(text)) and not _CODE.search(text[:2_000])


def _plain(text: str) -> str:
    if "<" not in text:
        return text
    return unescape(_TAG.sub("", _BLOCK_ENDS.sub("\n", _without_unread(text))))


def _without_unread(text: str) -> str:
    """Return HTML without the elements that are not part of the text; one that never ends stays."""
    kept, start, endless = [], 0, set()
    for opening in _UNREAD_BEGINS.finditer(text):
        name = opening[1].lower()
        if opening.start() < start or name in endless:
            continue
        closing = _UNREAD_ENDS[name].search(text, opening.end())
        if closing is None:
            endless.add(name)
            continue
        kept.append(text[start : opening.start()])
        start = closing.end()
    return "\n".join([*kept, text[start:]])
