"""Stop words: words that say nothing of what a text is about, such as "the" and "and".

The lists are those of Stopwords ISO (the package stopwordsiso), without the words that news is about.
"""

import tomllib
from collections.abc import Iterable, Mapping
from functools import cache

import regex

from transforms.phrases import read_phrases

# Titles are cut there into words.
_BORDER = regex.compile(r"[^\p{L}\p{M}\p{N}\u200c\u200d]+")
_LEAST_CHARS = 2
# Languages that share the words of another. Malay has a list, of the words most frequent in its news.
_AS = {
    "nb": "no",
    "nn": "no",
    "bs": "hr",
    "cnr": "hr",
    "sr-Latn": "hr",
    "ckb": "ku",
    "fil": "tl",
    "ms": "id",
}


@cache
def stop_words() -> Mapping[str, frozenset[str]]:
    """Return the stop words by language (BCP 47), in lower case, as titles are cut into words.

    A tag with a script is for that script only; all others are primary tags.
    """
    import stopwordsiso  # noqa: PLC0415 - reads its lists

    subjects = tomllib.loads(read_phrases("subject_words.toml"))
    listed = {
        tag: _words(stopwordsiso.stopwords(tag)) - {*subjects.get(tag, ())} for tag in stopwordsiso.langs()
    }
    return {**listed, **{tag: listed[other] for tag, other in _AS.items()}}


def _words(listed: Iterable[str]) -> frozenset[str]:
    """Return the words of a list. Phrases are left out: their words may be about something."""
    return frozenset(
        word
        for entry in listed
        if " " not in entry
        for word in _BORDER.split(entry.lower())
        if len(word) >= _LEAST_CHARS
    )
