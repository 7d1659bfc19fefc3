"""Which languages the letters of a text allow: each alphabet, from CLDR's exemplar characters."""

import tomllib
from collections import Counter
from functools import lru_cache

import regex

from transforms.language.tags import main_script
from transforms.phrases import read_phrases

_ALPHABETS = {
    script: {tag: frozenset(letters) for tag, letters in languages.items()}
    for script, languages in tomllib.loads(read_phrases("alphabets.toml")).items()
}
_LETTERS = {
    "Cyrl": regex.compile(r"\p{Script=Cyrillic}"),
    "Arab": regex.compile(r"(?=\p{Script=Arabic})\p{L}"),
    "Latn": regex.compile(r"\p{Script=Latin}"),
}
# Letters that say nothing about a language: most languages of the script have them, or their loanwords do.
_COMMON = {
    "Cyrl": frozenset("абвгдеёжзийклмнопрстуфхцчшщъыьэюя"),
    "Arab": _ALPHABETS["Arab"]["ar"] | _ALPHABETS["Arab"]["fa"],
}
# Foreign letters come with foreign names, above all in Latin letters: up to this share and number they are no
# sign of another language.
_FOREIGN_SHARE = {"Cyrl": 0.01, "Arab": 0.02, "Latn": 0.03}
_FOREIGN_COUNT = {"Cyrl": 0, "Arab": 0, "Latn": 6}
_OWN_SHARE = 0.01


def is_impossible(tag: str, text: str) -> bool:
    """Say whether a text has letters that the language does not use, more than foreign names bring."""
    script, counts = _written(text)
    alphabet = _ALPHABETS.get(script, {}).get(tag)
    return alphabet is not None and not _fits(alphabet, counts, script)


def by_letters(text: str) -> str | None:
    """Return the language whose own letters a text in Cyrillic or Arabic letters uses, if it is only one."""
    script, counts = _written(text)
    if script not in _COMMON:
        return None
    own = {
        tag: sum(counts[letter] for letter in alphabet - _COMMON[script])
        for tag, alphabet in _ALPHABETS[script].items()
        if _fits(alphabet, counts, script)
    }
    most = max(own.values(), default=0)
    best = [tag for tag, count in own.items() if count == most]
    return best[0] if len(best) == 1 and most > _OWN_SHARE * counts.total() else None


def _fits(alphabet: frozenset[str], counts: Counter[str], script: str) -> bool:
    foreign = sum(
        count
        for letter, count in counts.items()
        if letter not in alphabet and not (script == "Latn" and letter.isascii())
    )
    return foreign <= max(_FOREIGN_COUNT[script], _FOREIGN_SHARE[script] * counts.total())


@lru_cache(maxsize=8)
def _written(text: str) -> tuple[str, Counter[str]]:
    """Return the script of a text and the counts of its letters, kept for the next language asked."""
    script = main_script(text)
    letters = _LETTERS.get(script)
    counts = Counter(text.lower()) if letters else Counter[str]()
    return script, Counter({one: count for one, count in counts.items() if letters and letters.match(one)})
