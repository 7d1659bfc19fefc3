"""The names in a text, as what they have in common in all scripts and spellings: their consonants.

Зеленський, Selenskyj, زيلينسكي and ゼレンスキー are `slnsk`. Soundex (Russell, 1918) does so within English.
"""

from collections.abc import Iterator

import regex
from anyascii import anyascii

from transforms.text import UNSPACED_SCRIPTS

# A capital or, in a script without capitals, any word; Japanese writes foreign names in katakana. Scripts
# that put no spaces between words are left out: nothing tells where a name begins.
_NAME = regex.compile(
    r"\p{Katakana}[\p{Katakana}ー]+|\b\p{Lu}[\p{L}\p{M}]+|"
    rf"[\p{{Lo}}--[{UNSPACED_SCRIPTS}]][\p{{L}}\p{{M}}]+",
    regex.V1,
)
# Sounds in which scripts and spellings of one name differ are taken for one; vowels and breaths fall away.
_SOUND = str.maketrans("pbcqkxgzsdtvfrlmnj", "bbkkkkgssttffllmnj", "aeiouyhw' -")
_LEAST_CONSONANTS = 3


def names(text: str) -> Iterator[str]:
    """Yield the consonants of whatever may be a name, those of three consonants and more."""
    for found in _NAME.findall(text):
        sound = anyascii(found).casefold().translate(_SOUND)
        if len(sound) >= _LEAST_CONSONANTS:
            yield sound
