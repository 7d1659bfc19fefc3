"""The countries that a text names, by what Unicode's CLDR calls them in the text's language."""

from functools import lru_cache

import regex
from babel import Locale, UnknownLocaleError

from transforms.language.tags import primary_tag

# Endings change with the case of a noun: the last letters of a longer name are left open.
_OPEN_LETTERS, _LEAST_STEM = 2, 4
_LETTER = regex.compile(r"\p{L}")
# Where words are not set apart, or begin with particles, a name may stand inside a word.
_INSIDE = frozenset(("ar", "fa", "he", "ja", "km", "ko", "lo", "my", "th", "ur", "zh"))
_COUNTRY_CODE_CHARS = 2


def places(text: str, language: str) -> frozenset[str]:
    """Return the ISO 3166 codes of the countries a text names; none in a language CLDR does not know."""
    pattern, codes = _gazetteer(primary_tag(language) or "")
    return frozenset(codes[found] for found in pattern.findall(text.casefold())) if codes else frozenset()


@lru_cache(maxsize=64)
def _gazetteer(language: str) -> tuple[regex.Pattern[str], dict[str, str]]:
    """Return a pattern that finds the stems of countries' names in a language, and their codes."""
    try:
        called = Locale.parse(language).territories
    except (UnknownLocaleError, ValueError):
        return regex.compile("(?!)"), {}
    codes = {
        _stem(name.casefold()): code
        for code, name in sorted(called.items())
        if len(code) == _COUNTRY_CODE_CHARS and _LETTER.match(name)
    }
    stems = "|".join(regex.escape(stem) for stem in sorted(codes, key=len, reverse=True))
    start = "" if language in _INSIDE else r"\b"
    return regex.compile(f"{start}({stems})"), codes


def _stem(name: str) -> str:
    return name[: max(_LEAST_STEM, len(name) - _OPEN_LETTERS)]
