"""The characters of pages and feeds, with the charsets that their headers and their first lines declare."""

import re
from typing import Any

from lxml import html
from w3lib.encoding import html_body_declared_encoding, http_content_type_encoding

from extractors.charsets.decoding import decode

_PARSER = html.HTMLParser(encoding="utf-8")
# lxml refuses a page without any element.
_EMPTY = b"<!doctype html><html>"
# A declaration counts wherever it stands near the beginning: some servers send blanks or warnings before it.
_HEAD = 4_096
_DECLARATION = re.compile(
    r"""(<\?xml\b[^<>]{0,200}?\bencoding\s{0,20}=\s{0,20}["'])\s{0,20}([\w.:-]{1,60})\s{0,20}(?=["'])"""
)


def decode_page(body: bytes, content_type: str | None) -> str:
    """Return the characters of a page, by the rule of `decode`: its header counts more than its own head."""
    return decode(body, (http_content_type_encoding(content_type), html_body_declared_encoding(body)))


def page_tree(text: str) -> Any:
    """Return the tree of a page's characters; a page without any element has an empty one."""
    return html.document_fromstring(_EMPTY + text.encode("utf-8", "replace"), _PARSER)


def utf8_feed(body: bytes, content_type: str | None) -> bytes:
    """Return a feed or sitemap in UTF-8, without blanks first; a declaration that it has says so.

    Its header counts more than its declaration (RFC 7303, 3), its letters more than both, as for `decode`.
    """
    head = body[:_HEAD].replace(b"\x00", b"").decode("latin-1")
    said = _DECLARATION.search(head)
    text = decode(body, (http_content_type_encoding(content_type), said[2] if said else None))
    text = text.lstrip(" \t\r\n\x00\ufeff")
    head = _DECLARATION.sub(r"\g<1>utf-8", text[:_HEAD])
    return (head + text[_HEAD:]).encode("utf-8", "replace")
