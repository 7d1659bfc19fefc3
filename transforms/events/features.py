"""What two reports of one happening share besides their meaning: numbers, names, countries and words."""

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

import regex
import xxhash
from anyascii import anyascii
from babel import Locale, UnknownLocaleError

from transforms.embedding.embedder import LEAD_CHARS
from transforms.events.terms import TermSets
from transforms.language.tags import primary_tag
from transforms.text import UNSPACED_SCRIPTS, without_format_marks

# The fields of TextFeatures, which are columns of the warehouse: `places` holds countries.
KINDS = ("numbers", "names", "places", "words", "sounds")

_NUMBER = regex.compile(r"\p{Nd}+(?:[.,\u066b\u066c\u00a0]\p{Nd}+)*")
_NUMBER_MARKS = regex.compile(r"[^\p{Nd}]")
_NUMBERS_LEAD_CHARS = 1_500
_LEAST_DIGITS = 2

# A capital or, in a script without capitals, any word; Japanese writes foreign names in katakana. Scripts
# that put no spaces between words are left out: nothing tells where a name begins.
_NAME = regex.compile(
    rf"\p{{Katakana}}[\p{{Katakana}}ー]+|[\p{{Lo}}--[{UNSPACED_SCRIPTS}]][\p{{L}}\p{{M}}]+", regex.V1
)
# Words with capitals that stand together. The first word of a sentence need not be a name, nor a word by
# itself in a language that writes all nouns with a capital.
_CAPITALISED = regex.compile(r"\b\p{Lu}[\p{L}\p{M}]+(?:[ '’-]\p{Lu}[\p{L}\p{M}]+)*+")
_SENTENCE_MARKS = frozenset('\n.!?:;…|«»“”„"')
_WORDS = regex.compile(r"[\p{L}\p{M}]+")
_NOUN_CAPITALS = frozenset(("de", "lb", "nds"))
_SPACED = rf"[\p{{L}}--[{UNSPACED_SCRIPTS}]]"
_WORD = regex.compile(rf"{_SPACED}[[\p{{L}}\p{{M}}]--[{UNSPACED_SCRIPTS}]]*", regex.V1)
_UNSPACED_RUN = regex.compile(rf"[{UNSPACED_SCRIPTS}]+", regex.V1)
_LEAST_LETTERS = 3
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
    """The features of one text by hash: numbers of 64 bits, all others of 32; `places` are countries."""

    numbers: frozenset[int] = frozenset()
    names: frozenset[int] = frozenset()
    places: frozenset[int] = frozenset()
    words: frozenset[int] = frozenset()
    sounds: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class FeatureColumns:
    """The features of many texts, each kind in a column."""

    numbers: TermSets
    names: TermSets
    places: TermSets
    words: TermSets
    sounds: TermSets


def features_of(title: str, text: str, language: str) -> TextFeatures:
    """Return the features of a title and lead; `language` is a BCP 47 tag."""
    lead = without_format_marks(f"{title}\n{text[:LEAD_CHARS]}")
    return TextFeatures(
        numbers=numbers(title, text),
        names=_hashed(names(lead, language)),
        places=_hashed(countries(lead, language)),
        words=_hashed(words(lead)),
        sounds=_hashed(sounds(lead)),
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


def names(text: str, language: str) -> Iterator[str]:
    """Yield the consonants of whatever may be a name, where there are three or more.

    They are what all scripts and spellings of a name have in common: Зеленський, Selenskyj, زيلينسكي and
    ゼレンスキー are `slnsk`. Soundex (Russell, 1918) does the same within English.
    """
    yield from _consonants(_NAME.findall(text))
    has_noun_capitals = primary_tag(language) in _NOUN_CAPITALS
    for found in _CAPITALISED.finditer(text):
        words_found = _WORDS.findall(found[0])[_begins_sentence(text, found.start()) :]
        if len(words_found) > has_noun_capitals:
            yield from _consonants(words_found)


def _begins_sentence(text: str, start: int) -> bool:
    """Say whether a mark that ends a sentence, or nothing, is between a word and the one before it."""
    for at in range(start - 1, -1, -1):
        if text[at] in _SENTENCE_MARKS:
            return True
        if text[at].isalnum():
            return False
    return True


def sounds(text: str) -> Iterator[str]:
    """Yield the consonants of all words, as `names` does of names; scripts without spaces have none."""
    return _consonants(_WORD.findall(text))


def words(text: str) -> Iterator[str]:
    """Yield the words of a text, and of scripts without spaces all pairs of neighbouring characters."""
    yield from (word.casefold() for word in _WORD.findall(text) if len(word) >= _LEAST_LETTERS)
    for run in _UNSPACED_RUN.findall(text):
        yield from (run[at : at + 2] for at in range(len(run) - 1))


def _consonants(words_found: Iterable[str]) -> Iterator[str]:
    for word in words_found:
        sound = anyascii(word).casefold().translate(_SOUND)
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
