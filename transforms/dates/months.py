"""The names of months in every language that CLDR has, in all their forms, with the letters around them."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib import import_module
from importlib.resources import files
from importlib.resources.abc import Traversable
from itertools import product
from pathlib import Path
from typing import Any

import regex
from babel.core import get_global
from babel.dates import tokenize_pattern
from babel.localedata import locale_identifiers

from transforms.dates.cldr import dates_of
from transforms.dates.words import Token, cleaned, folded, tokens

Name = tuple[str | int, ...]
MOST_TOKENS = 8
_HEAD = "# The names of months in CLDR, by Babel. `python -m transforms.dates.months` writes this file."
_ENGLISH = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
    "november", "december",
)  # fmt: skip
_MONTHS = len(_ENGLISH)
# Shorter ones of dateparser's are parts of words rather than words.
_SHORTEST = 3
# Patterns write longer fields as names.
_LONGEST_NUMBER = 2
_STYLES = ("wide", "abbreviated")
_USED = ("format", "stand-alone")
# Some languages have numbers for names.
_NUMBER = regex.compile(r"\d\d?")
# Letters that a pattern writes together with the name: Hebrew's "in", Basque's genitive.
_LETTERS_BEFORE = regex.compile(r"[\p{L}\p{M}]*$")
_LETTERS_BEHIND = regex.compile(r"^[\p{L}\p{M}]*")
_EVERYWHERE: dict[Name, int] = {
    (number, sign): number for number in range(1, _MONTHS + 1) for sign in ("月", "월")
}
# Names of months in the case that dates use, where neither CLDR nor dateparser has it.
_SERBIAN = (
    "јануара фебруара марта априла маја јуна јула августа септембра октобра новембра децембра",
    "januara februara marta aprila maja juna jula avgusta septembra oktobra novembra decembra",
    "januara februara marta aprila maja juna jula augusta septembra oktobra novembra decembra",
)
_CASES = {"sr": _SERBIAN, "bs": _SERBIAN}
# Languages that CLDR writes in the words of another, or under another code.
_WRITTEN_AS = {
    "no": "nb", "sh": "sr", "cnr": "sr", "prs": "fa", "pes": "fa", "kmr": "ku", "arb": "ar", "zsm": "ms",
}  # fmt: skip


class Months:
    """The names of the months of one language, or of several, and which month each means."""

    def __init__(self, names: dict[Name, int]) -> None:
        """Take the names, each as the words and numbers that it is written in."""
        self._names = names
        self._first_words = {name[0] for name in names}

    def at(self, words: Sequence[Token], index: int) -> tuple[int, int] | None:
        """Return the month whose name begins at a token, and of how many tokens it is; the longest name."""
        if words[index].value not in self._first_words:
            return None
        for count in range(min(MOST_TOKENS, len(words) - index), 0, -1):
            month = self._names.get(tuple(token.value for token in words[index : index + count]))
            if month is not None:
                return month, count
        return None


@cache
def months_of(language: str) -> Months | None:
    """Return the names of the months in a language, of all its regions; None where CLDR does not know it."""
    language = _WRITTEN_AS.get(language, language)
    locales = [name for name in locale_identifiers() if name.partition("_")[0] == language]
    if not locales:
        return None
    return Months(_unambiguous(_further(language)) | _unambiguous(_meanings(locales)) | _EVERYWHERE)


@cache
def months_of_all() -> Months:
    """Return the names that mean one month in all the official languages of the world that have them."""
    # Reading them from CLDR takes a second in every process.
    lines = (
        line.split(" ")
        for line in file_of_all().read_text(encoding="utf-8").splitlines()
        if not line.startswith("#")
    )
    written = ((tuple(map(_word, words)), int(month)) for month, *words in lines)
    return Months(dict(written) | _EVERYWHERE)


def file_of_all() -> Traversable:
    """Return the file with the names of all languages."""
    return files("transforms.dates").joinpath("months.txt")


def written_months() -> str:
    """Return what the file of all names holds: a month, then the words of a name of it, on each line."""
    names = sorted(_names_of_all().items(), key=lambda name: (name[1], list(map(str, name[0]))))
    lines = (" ".join(map(str, (month, *words))) for words, month in names)
    return "".join(f"{line}\n" for line in (_HEAD, *lines))


def _word(written: str) -> str | int:
    return int(written) if _NUMBER.fullmatch(written) else written


def _names_of_all() -> dict[Name, int]:
    facts = [fact for languages in get_global("territory_languages").values() for fact in languages.items()]
    official = {tag for tag, fact in facts if fact["official_status"]} & set(locale_identifiers())
    meant = (meaning for name in sorted(official) for meaning in _meanings([name]))
    return _unambiguous(meant)


def _unambiguous(meant: Iterable[tuple[Name, int]]) -> dict[Name, int]:
    """Return the names that mean one month."""
    months: dict[Name, set[int]] = {}
    for name, month in meant:
        months.setdefault(name, set()).add(month)
    return {name: min(found) for name, found in months.items() if len(found) == 1}


def _meanings(names: Iterable[str]) -> Iterator[tuple[Name, int]]:
    """Yield the names of months in some locales of one language, and which months they are."""
    words: set[tuple[int, str]] = set()
    around = {("", "")}
    for locale in names:
        words.update(_words_of(locale))
        around |= _letters_around(locale)
    for (month, word), (before, behind) in product(words, around):
        found = tuple(token.value for token in tokens(cleaned(f"{before}{word}{behind}")))
        if found and len(found) <= MOST_TOKENS:
            yield found, month


def _further(language: str) -> Iterator[tuple[Name, int]]:
    """Yield names beside CLDR's: other cases, and spellings that are usual too; dateparser knows most."""
    for cases in _CASES.get(language, ()):
        yield from (((folded(word),), month) for month, word in enumerate(cases.split(), 1))
    try:
        data = import_module(f"dateparser.data.date_translation_data.{language}").info
    except ModuleNotFoundError:
        return
    for month, english in enumerate(_ENGLISH, 1):
        for word in data.get(english, ()):
            found = tuple(token.value for token in tokens(cleaned(word)))
            if len(word) >= _SHORTEST and found and not all(isinstance(part, int) for part in found):
                yield found, month


def _words_of(locale: str) -> Iterator[tuple[int, str]]:
    """Yield the names of a locale's months."""
    for style in _STYLES:
        for use in _USED:
            named = dates_of(locale)["months"][use][style]
            yield from ((month, word) for month, word in named.items() if not _NUMBER.fullmatch(word))


def _letters_around(locale: str) -> set[tuple[str, str]]:
    """Return the letters that a locale's patterns put right before and right behind the name of a month."""
    data = dates_of(locale)
    patterns = [*data["date_formats"].values(), *data["datetime_skeletons"].values()]
    return {found for pattern in patterns for found in _around_month(pattern.pattern)}


def _around_month(pattern: str) -> Iterator[tuple[str, str]]:
    parts = [("chars", ""), *tokenize_pattern(pattern), ("chars", "")]
    for before, field, behind in zip(parts, parts[1:], parts[2:], strict=False):
        if field[0] == "field" and field[1][0] in "ML" and int(field[1][1]) > _LONGEST_NUMBER:
            yield _literal(before, _LETTERS_BEFORE), _literal(behind, _LETTERS_BEHIND)


def _literal(part: tuple[str, Any], letters: regex.Pattern[str]) -> str:
    found = letters.search(part[1]) if part[0] == "chars" else None
    return found[0] if found else ""


if __name__ == "__main__":
    Path(str(file_of_all())).write_text(written_months(), encoding="utf-8")
