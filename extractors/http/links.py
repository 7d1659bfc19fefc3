"""The Link header: which other resources an answer names (RFC 8288)."""

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass

from extractors.http.answer import Headers

# A target, and the parameters up to the comma before the next target.
_LINK = re.compile(r"<([^<>]*+)>((?:[^,\"<]++|\"(?:[^\"\\]|\\.)*+\"|,(?!\s*+<))*+)")
_PARAMETER = re.compile(r";\s*+([!#$%&'*+.^_`|~\w-]++)\s*+(?:=\s*+(\"(?:[^\"\\]|\\.)*+\"|[^\s;,\"]*+))?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """One link: its target as written, its relations and its media type in lower case."""

    target: str
    rels: frozenset[str]
    kind: str = ""


def links(headers: Headers) -> Iterator[Link]:
    """Yield the links of an answer's headers in their order, except those of another context (`anchor`)."""
    for name, value in headers:
        if name.lower() == "link":
            yield from filter(None, map(_link, _LINK.finditer(_as_text(value))))


def _link(found: "re.Match[str]") -> Link | None:
    # Of a parameter that comes twice the first counts.
    stated = {
        parameter[1].lower(): _unquoted(parameter[2] or "")
        for parameter in reversed(list(_PARAMETER.finditer(found[2])))
    }
    if stated.get("anchor"):
        return None
    return Link(
        target=found[1].strip(),
        rels=frozenset(stated.get("rel", "").lower().split()),
        kind=stated.get("type", "").strip().lower(),
    )


def _unquoted(value: str) -> str:
    return value[1:-1].replace("\\", "") if value.startswith('"') else value


def _as_text(value: str) -> str:
    """Return a header as text: where it has a character for each byte, the bytes are read as UTF-8."""
    with suppress(UnicodeError):
        return value.encode("latin-1").decode()
    return value
