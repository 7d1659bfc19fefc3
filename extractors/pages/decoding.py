"""Page bytes to characters, by the charset of the server or the page, or by a guess."""

from charset_normalizer import from_bytes
from w3lib.encoding import (
    html_body_declared_encoding,
    http_content_type_encoding,
    read_bom,
    resolve_encoding,
)

_GUESSED_BYTES = 20_000
# Charsets that encode other letters in ASCII bytes: those are valid UTF-8, but mean something else.
_SEVEN_BIT = frozenset(("iso2022_jp", "iso2022_kr", "hz", "utf_7"))
_ESCAPE = b"\x1b$"


def decode_page(body: bytes, content_type: str | None) -> str:
    """Return the characters of a page; bytes that cannot be decoded become U+FFFD.

    A byte-order mark decides. A body that is valid UTF-8 is read as UTF-8 whatever is declared: text in
    another charset is hardly ever valid by accident. Otherwise the charset of the header counts, then that of
    the page, then a guess.
    """
    bom, _ = read_bom(body)
    declared = bom or http_content_type_encoding(content_type) or html_body_declared_encoding(body)
    is_seven_bit = _ESCAPE in body or (declared or "").replace("-", "_") in _SEVEN_BIT
    if not bom and not (is_seven_bit and declared):
        try:
            return body.decode("utf-8")
        except UnicodeDecodeError:
            pass
    charset = resolve_encoding(declared) if declared else None
    return body.decode(charset or _guessed(body), errors="replace").removeprefix("\ufeff")


def _guessed(body: bytes) -> str:
    best = from_bytes(body[:_GUESSED_BYTES]).best()
    return best.encoding if best else "utf-8"
