"""The words of a text, as two texts of one language are compared by them."""

from collections.abc import Iterator

import regex

_WORD = regex.compile(r"[\p{L}\p{M}]+")
# Scripts that put no spaces between words are compared by pairs of characters.
_UNSPACED = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}ー]")
_LEAST_LETTERS, _STEM_LETTERS = 3, 6


def words(text: str) -> Iterator[str]:
    """Yield the beginnings of words, which endings of grammar leave alone, or pairs of characters."""
    for word in _WORD.findall(text.casefold()):
        if _UNSPACED.match(word):
            yield from (word[at : at + 2] for at in range(len(word) - 1))
        elif len(word) >= _LEAST_LETTERS:
            yield word[:_STEM_LETTERS]
