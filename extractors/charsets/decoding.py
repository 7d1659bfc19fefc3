"""The one rule by which bytes from the web become characters."""

import re
from collections.abc import Iterable

from w3lib.encoding import read_bom

from extractors.charsets.guessing import Fit, fitting
from extractors.charsets.labels import SEVEN_BIT, USUAL, codec_of

_SEQUENCE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_HIGH = re.compile(rb"[\x80-\xff]")
_ESCAPE, _ESCAPED = b"\x1b$", "iso2022_jp_ext"
# Of letters in UTF-16 this share of every other byte is zero, even where few are Latin: there is markup.
_ZERO_SHARE = 0.3
_LOOKED_AT_BYTES = 2_000
# A declared charset is believed if it fits at least so well, of what the best one does.
_BELIEVED_SHARE = 0.93
# Fewer letters beyond ASCII say less: then less is enough to believe what is declared, or usual.
_ENOUGH_LETTERS, _ENOUGH_AGAINST_USUAL = 12, 4
_LANGUAGE = re.compile(
    rb"""\blang\s{0,9}=\s{0,9}["']?([A-Za-z]{2,3})\b|<(?:dc:)?language>\s{0,99}([A-Za-z]{2,3})\b"""
)
_LANGUAGE_BYTES = 8_000
_USUAL = "cp1252"


def decode(body: bytes, declared: Iterable[str | None] = ()) -> str:
    """Return the characters of a body; bytes that mean nothing become U+FFFD.

    `declared` are the names of charsets that it is said to be in, first the one that counts most. A
    byte-order mark decides; then bytes that are UTF-8, but for some damaged ones, are UTF-8. Otherwise the
    first name counts that the letters of the text do not contradict; where there is none, the charset that
    they fit best.
    """
    codec = charset_of(body, declared)
    return body.decode(codec, errors="replace").lstrip("\ufeff")


def charset_of(body: bytes, declared: Iterable[str | None] = ()) -> str:
    """Return the codec for a body, as `decode` finds it."""
    named = [codec for label in declared if label and (codec := codec_of(label))]
    codec = read_bom(body)[0] or _utf16(body) or _seven_bit(body, named)
    if codec is None and not is_utf8(body, is_declared="utf-8" in named):
        codec = _fitting(body, named)
    return codec or "utf-8"


def is_utf8(body: bytes, *, is_declared: bool = False) -> bool:
    """Say whether bytes are UTF-8, but for some damaged ones.

    In texts of other charsets a third of the letters look like UTF-8 at most.
    """
    try:
        body.decode()
    except UnicodeDecodeError:
        rest, count = _SEQUENCE.subn(b"", body)
        bad_count = len(_HIGH.findall(rest))
        return count > bad_count or (is_declared and count == bad_count)
    return True


def _utf16(body: bytes) -> str | None:
    """Return the form of UTF-16 that zeros in every other byte show."""
    head = body[:_LOOKED_AT_BYTES]
    half = len(head) // 2
    first, second = head[::2].count(0), head[1::2].count(0)
    if max(first, second) < max(1, _ZERO_SHARE * half) or min(first, second) > _ZERO_SHARE * max(
        first, second
    ):
        return None
    return "utf-16-be" if first > second else "utf-16-le"


def _seven_bit(body: bytes, named: list[str]) -> str | None:
    codec = next((codec for codec in named if codec in SEVEN_BIT), None)
    if codec is None and _ESCAPE in body and body.isascii():
        codec = _ESCAPED
    if codec is None or not body.isascii():
        return None
    try:
        body.decode(codec)
    except UnicodeDecodeError:
        return codec if codec in named else None
    return codec


def _fitting(body: bytes, named: list[str]) -> str:
    """Return the codec of bytes that are no UTF-8: a declared one that fits, else the one that fits best."""
    named = [codec for codec in named if not codec.startswith("utf") and codec not in SEVEN_BIT]
    language = _language(body)
    fits = fitting(body, language, named)
    usual = USUAL.get(language) or (_USUAL if fits.is_mostly_ascii else None)
    believed = next((codec for codec in named if fits.share(codec) >= _share_needed(fits, codec)), None)
    if usual and fits.share(usual) < min(1.0, fits.letter_count / _ENOUGH_AGAINST_USUAL):
        usual = None
    return believed or usual or fits.best or _USUAL


def _share_needed(fits: Fit, codec: str) -> float:
    """Return how well a declared charset has to fit, as a share of what the best one does."""
    evidence = 1.0 if codec in fits.damaged else min(1.0, fits.letter_count / _ENOUGH_LETTERS)
    return _BELIEVED_SHARE * evidence


def _language(body: bytes) -> str:
    """Return the language that markup declares, as two or three letters; empty where it does not."""
    found = _LANGUAGE.search(body[:_LANGUAGE_BYTES])
    return (found[1] or found[2]).decode().lower() if found else ""
