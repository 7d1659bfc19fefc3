"""How close an extracted text is to the one that a person annotated."""

import unicodedata
from collections import Counter

import regex

_WORD = regex.compile(r"\w+")
_UNSPACED = regex.compile(
    r"[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Khmer}\p{Script=Lao}]"
)
_INVISIBLE = regex.compile(r"\p{Cf}")
_UNSPACED_SHARE = 0.3
_GRAM = 4


def body_f1(found: str, expected: str) -> float:
    """Return the F1 of 4-grams: of words, or of characters in scripts without spaces."""
    is_unspaced = len(_UNSPACED.findall(expected)) > _UNSPACED_SHARE * len(expected)
    one, other = _grams(found, is_unspaced=is_unspaced), _grams(expected, is_unspaced=is_unspaced)
    shared = sum((one & other).values())
    return 2 * shared / (sum(one.values()) + sum(other.values())) if shared else 0.0


def _grams(text: str, *, is_unspaced: bool) -> Counter[tuple[str, ...]]:
    words = _WORD.findall(unicodedata.normalize("NFKC", _INVISIBLE.sub("", text)).casefold())
    tokens = [character for word in words for character in word] if is_unspaced else words
    if len(tokens) < _GRAM:
        return Counter([tuple(tokens)])
    return Counter(tuple(tokens[start : start + _GRAM]) for start in range(len(tokens) - _GRAM + 1))
