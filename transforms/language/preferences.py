"""The languages that a reader prefers: which tags they are, and which languages of articles they match."""

from collections.abc import Callable, Iterable, Sequence
from functools import cache
from itertools import takewhile

from transforms.language.tags import declared_tag, primary_tag, well_formed

_SCRIPT_LETTERS = 4


def known_tag(raw: str) -> str | None:
    """Return a BCP 47 tag in its usual spelling (`pt-BR` for `PT_br`), None where CLDR does not know it.

    Extensions (`-u-...`) are left out: they say how to sort or count, not what to read.
    """
    primary = primary_tag(well_formed(raw))
    if primary is None or primary not in _languages():
        return None
    subtags = takewhile(lambda subtag: len(subtag) > 1, raw.strip().replace("_", "-").split("-")[1:])
    return _spelt(primary, [subtag.upper() for subtag in subtags])


def _spelt(primary: str, subtags: Sequence[str]) -> str | None:
    """Return a tag of these subtags; None where one is unknown or not in its place."""
    tag, left = primary, list(subtags)
    for known, spell, most in _parts():
        taken = list(takewhile(known.__contains__, left[:most]))
        tag = "-".join((tag, *map(spell, taken)))
        left = left[len(taken) :]
    return None if left else tag


@cache
def _languages() -> frozenset[str]:
    from babel import Locale  # noqa: PLC0415 - reads CLDR's tables
    from babel.core import get_global  # noqa: PLC0415

    return frozenset(get_global("likely_subtags")) | frozenset(Locale("en").languages)


@cache
def _parts() -> Sequence[tuple[frozenset[str], Callable[[str], str], int | None]]:
    """Return what may follow a language, in order: known subtags, their spelling, and how many of them."""
    from babel import Locale  # noqa: PLC0415 - reads CLDR's tables

    english = Locale("en")
    return (
        (frozenset(map(str.upper, english.scripts)), str.title, 1),
        (frozenset(map(str.upper, english.territories)), str.upper, 1),
        (frozenset(map(str.upper, english.variants)), str.lower, None),
    )


def in_order(preferences: Sequence[str], tags: Iterable[str]) -> list[str]:
    """Return the languages of articles that match a preference, the most preferred first.

    Of a preference's language, the tag itself goes first (`pt-BR`), then what it shortens to (`pt`), then
    others. A region never excludes a language (`en-US` matches `en-GB`), another script does (`zh-TW` does
    not match `zh-Hans`).
    """
    ranked = {tag: rank for tag in tags if (rank := _rank(preferences, tag)) is not None}
    return sorted(ranked, key=lambda tag: (ranked[tag], tag))


def _rank(preferences: Sequence[str], tag: str) -> tuple[int, int] | None:
    for place, preference in enumerate(preferences):
        distance = _distance(preference, tag)
        if distance is not None:
            return place, distance
    return None


def _distance(preference: str, tag: str) -> int | None:
    """Return how far a tag is from a preference, 0 for the same; None where it is another language."""
    nearest = _shortened(preference)
    if tag in nearest:
        return nearest.index(tag)
    if tag.partition("-")[0] != nearest[-1]:
        return None
    scripts = {script for one in (*nearest, tag) if (script := _script(one))}
    return len(nearest) if len(scripts) <= 1 else None


@cache
def _shortened(preference: str) -> Sequence[str]:
    """Return a preference, with the script that its region implies, and what it shortens to."""
    subtags = preference.split("-")
    shorter = ["-".join(subtags[:count]) for count in range(len(subtags), 0, -1)]
    scripted = declared_tag(preference)
    if scripted and scripted not in shorter:
        shorter.insert(len(shorter) - 1, scripted)
    return shorter


def _script(tag: str) -> str:
    return next((one for one in tag.split("-")[1:] if len(one) == _SCRIPT_LETTERS and one.isalpha()), "")
