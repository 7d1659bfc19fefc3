"""Tell apart languages that detectors confuse, by words that only one of them uses."""

import tomllib
from collections import Counter
from collections.abc import Collection, Iterable, Mapping

import regex

from transforms.phrases import read_phrases

_WORD = regex.compile(r"\p{L}+")
WORDS_OF_A_WITNESS = 3
_GROUPS = tuple(
    {tag: frozenset(listed.split()) for tag, listed in group.items()}
    for group in tomllib.loads(read_phrases("close_languages.toml")).values()
)


def by_words(tag: str, text: str, declared: Iterable[str], found: str | None) -> str | None:
    """Return which of `tag` and the languages close to it a text is in, by words of their own.

    The declared languages, and the one that a detector found which can tell them apart, count as much as
    WORDS_OF_A_WITNESS words each. Words of several languages tell them from the others only where none of
    them is declared: what is listed for Croatian and Bosnian, some write in Serbian too. If the one found is
    not declared, a declared language keeps all its words but those that it shares with the one found. None
    where `tag` has no close languages, or nothing decides.
    """
    group = next((group for group in _GROUPS if tag in group), None)
    if group is None:
        return None
    named = {name for name in declared if name in group}
    words = Counter(_WORD.findall(text.casefold()))
    counts = {
        name: sum(words[word] for word in _telling(group, name, named, found))
        + WORDS_OF_A_WITNESS * ((name in named) + (name == found))
        for name in group
    }
    most = max(counts.values())
    best = [name for name, count in counts.items() if count == most]
    return best[0] if most and len(best) == 1 else None


def _telling(
    group: Mapping[str, frozenset[str]], name: str, named: Collection[str], found: str | None
) -> frozenset[str]:
    """Return the words that count for one language of a group; `named` are the declared ones."""
    if not named:
        return group[name]
    if name in named and found is not None and found in group and found not in named:
        return group[name] - group[found]
    return group[name].difference(*(listed for other, listed in group.items() if other != name))


def are_close(one: str, other: str) -> bool:
    """Say whether two languages are so easily confused that finding both in one text means little."""
    return any(one in group and other in group for group in _CLOSE)


_CLOSE = (
    frozenset(("nb", "nn", "da", "sv")), frozenset(("sr", "hr", "bs", "sl", "mk")),
    frozenset(("id", "ms", "jv", "su")),
    frozenset(("es", "gl", "pt", "ca")), frozenset(("cs", "sk")), frozenset(("ru", "uk", "be", "bg", "kk")),
    frozenset(("xh", "zu", "st", "tn", "nso", "ss", "ts")), frozenset(("nl", "af")),
    frozenset(("fa", "ps", "ur", "ar")),
    frozenset(("az", "tr", "tk")), frozenset(("zh", "ja")), frozenset(("hi", "mr", "ne")),
    frozenset(("fr", "co", "oc")),
)  # fmt: skip
