"""The numbers that a text names: they stay the same in every language."""

import unicodedata

import regex
import xxhash

_NUMBER = regex.compile(r"\p{Nd}+(?:[.,\u066b\u066c\u00a0]\p{Nd}+)*")
_MARKS = regex.compile(r"[^\p{Nd}]")
_LEAD_CHARS = 1_500
_LEAST_DIGITS = 2


def numbers(title: str, text: str) -> frozenset[int]:
    """Return 64-bit hashes of the numbers of two digits and more in a title and lead, in any script."""
    found = (_MARKS.sub("", number) for number in _NUMBER.findall(f"{title}\n{text[:_LEAD_CHARS]}"))
    plain = ("".join(map(_digit, number)) for number in found)
    return frozenset(
        xxhash.xxh3_64_intdigest(number.encode()) for number in plain if len(number) >= _LEAST_DIGITS
    )


def _digit(character: str) -> str:
    # `regex` may know digits of a newer Unicode than Python: they stay as they are.
    return str(unicodedata.digit(character, character))
