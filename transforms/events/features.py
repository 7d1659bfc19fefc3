"""What two reports of one happening share besides their meaning: numbers, names and countries."""

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

import regex
import xxhash
from anyascii import anyascii
from babel import Locale, UnknownLocaleError

from transforms.embedding.embedder import LEAD_CHARS
from transforms.events.tfidf import TermSets
from transforms.language.tags import primary_tag
from transforms.text import UNSPACED_SCRIPTS, without_format_marks

# The fields of TextFeatures, which are columns of the warehouse: `places` holds countries.
KINDS = ("numbers", "names", "places")

_NUMBER = regex.compile(r"\p{Nd}+(?:[.,\u066b\u066c\u00a0]\p{Nd}+)*")
_NUMBER_MARKS = regex.compile(r"[^\p{Nd}]")
_NUMBERS_LEAD_CHARS = 1_500
_LEAST_DIGITS = 2

# A capital or, in a script without capitals, any word; Japanese writes foreign names in katakana. Scripts
# that put no spaces between words are left out: nothing tells where a name begins.
_NAME = regex.compile(
    r"\p{Katakana}[\p{Katakana}ー]+|\b\p{Lu}[\p{L}\p{M}]+|"
    rf"[\p{{Lo}}--[{UNSPACED_SCRIPTS}]][\p{{L}}\p{{M}}]+",
    regex.V1,
)
# Sounds in which scripts and spellings of one name differ are taken for one; vowels and breaks are dropped.
_SOUND = str.maketrans("pbcqkxgzsdtvfrlmnj", "bbkkkkgssttffllmnj", "aeiouyhw' -")
_LEAST_CONSONANTS = 3

# The end of a noun changes with its case: the last letters of a longer country name are not compared.
_OPEN_LETTERS, _LEAST_STEM = 2, 4
_LETTER = regex.compile(r"\p{L}")
# In languages that do not separate words, or begin them with particles, a name may be inside a word.
_INSIDE = frozenset(("ar", "fa", "he", "ja", "km", "ko", "lo", "my", "th", "ur", "zh"))
_COUNTRY_CODE_CHARS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class TextFeatures:
    """The features of one text by hash: numbers of 64 bits, names and countries (`places`) of 32."""

    numbers: frozenset[int] = frozenset()
    names: frozenset[int] = frozenset()
    places: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class FeatureColumns:
    """The features of many texts, each kind in a column."""

    numbers: TermSets
    names: TermSets
    places: TermSets


def features_of(title: str, text: str, language: str) -> TextFeatures:
    """Return the features of a title and lead; `language` is a BCP 47 tag."""
    lead = without_format_marks(f"{title}\n{text[:LEAD_CHARS]}")
    return TextFeatures(
        numbers=numbers(title, text),
        names=_hashed(names(lead)),
        places=_hashed(countries(lead, language)),
    )


def in_columns(features: Iterable[TextFeatures]) -> FeatureColumns:
    """Put the features of texts in columns, in the order of the texts."""
    listed = list(features)
    return FeatureColumns(**{kind: TermSets.of(getattr(own, kind) for own in listed) for kind in KINDS})


def numbers(title: str, text: str) -> frozenset[int]:
    """Return 64-bit hashes of the numbers of two or more digits in a title and lead, in any script."""
    written = _NUMBER.findall(f"{title}\n{text[:_NUMBERS_LEAD_CHARS]}")
    plain = ("".join(map(_digit, _NUMBER_MARKS.sub("", number))) for number in written)
    return frozenset(
        xxhash.xxh3_64_intdigest(number.encode()) for number in plain if len(number) >= _LEAST_DIGITS
    )


def names(text: str) -> Iterator[str]:
    """Yield the consonants of whatever may be a name, where there are three or more.

    They are what all scripts and spellings of a name have in common: Зеленський, Selenskyj, زيلينسكي and
    ゼレンスキー are `slnsk`. Soundex (Russell, 1918) does the same within English.
    """
    for name in _NAME.findall(text):
        sound = anyascii(name).casefold().translate(_SOUND)
        if len(sound) >= _LEAST_CONSONANTS:
            yield sound


def countries(text: str, language: str) -> frozenset[str]:
    """Return the ISO 3166 codes of the countries that a text names, as CLDR calls them in its language.

    Empty for a language that CLDR does not know.
    """
    pattern, codes = _gazetteer(primary_tag(language) or "")
    return frozenset(codes[stem] for stem in pattern.findall(text.casefold())) if codes else frozenset()


def _hashed(terms: Iterable[str]) -> frozenset[int]:
    return frozenset(xxhash.xxh32_intdigest(term.encode()) for term in terms)


def _digit(character: str) -> str:
    # `regex` may know digits of a newer Unicode than Python: they stay as they are.
    return str(unicodedata.digit(character, character))


@lru_cache(maxsize=64)
def _gazetteer(language: str) -> tuple[regex.Pattern[str], dict[str, str]]:
    """Return a pattern that finds the stems of countries' names in a language, and the codes by stem."""
    try:
        called = Locale.parse(language).territories
    except (UnknownLocaleError, ValueError):
        return regex.compile("(?!)"), {}
    codes = {
        _stem(without_format_marks(name).casefold()): code
        for code, name in sorted(called.items())
        if len(code) == _COUNTRY_CODE_CHARS and _LETTER.match(name)
    }
    stems = "|".join(regex.escape(stem) for stem in sorted(codes, key=len, reverse=True))
    start = "" if language in _INSIDE else r"\b"
    return regex.compile(f"{start}({stems})"), codes


def _stem(name: str) -> str:
    return name[: max(_LEAST_STEM, len(name) - _OPEN_LETTERS)]
