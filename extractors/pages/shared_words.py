"""How much of its vocabulary a text shares with another: parts of one story share more than two stories."""

from collections.abc import Iterator

import regex

_MOST_CHARS = 20_000
# Inflected words agree in their first letters; words shorter than these are in every text.
_STEM = 6
_WORD = regex.compile(
    r"[[\p{L}\p{M}]--[\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}"
    r"\p{Hebrew}\p{Arabic}]]{5,}+|[\p{Hebrew}\p{Arabic}]{4,}+|\p{N}{2,}+",
    regex.V1,
)
# The first two syllables of a Korean word, whose endings are joined to it.
_SYLLABLES = regex.compile(r"(?<!\p{Hangul})\p{Hangul}{2}")
# Where no spaces are written, any run of so many letters; hiragana alone is grammar.
_RUN = regex.compile(r"[\p{Han}\p{Katakana}]{2}|[\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]{5}")


def content_of(text: str) -> frozenset[str]:
    """Return what a text is about: its longer words, cut to their stems, and its numbers."""
    return frozenset(_stems(text[:_MOST_CHARS].casefold()))


def _stems(text: str) -> Iterator[str]:
    yield from (word[:_STEM] for word in _WORD.findall(text))
    yield from _SYLLABLES.findall(text)
    yield from _RUN.findall(text, overlapped=True)
