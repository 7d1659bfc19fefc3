"""Whether two texts that share most of their words report the same: whether names, figures and lead agree.

Reports made from one template (forecasts for two towns, the results of two companies) and reports with one
publisher's boilerplate share as much as copies do. Copies are cut, get a paragraph or a credit line more, and
are edited lightly; what is between the same words in both stays the same name or figure.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from itertools import groupby

import regex

from transforms.text import UNSPACED_SCRIPTS

# So much of a text is compared.
COMPARED_CHARS = 4_000
_TOKEN = regex.compile(
    r"\p{Nd}++(?:[.,\u066b\u066c]\p{Nd}++)*+|[\p{L}\p{M}]++(?:['’][\p{L}\p{M}]++)*+|[.!?:…。！？।\n]"
)
_FIGURE, _NAME, _WORD = "#", "@", ""
_WORDS = regex.compile(r"[\p{L}\p{M}\p{N}]+")
_MARKS = regex.compile(r"[.,\u066b\u066c]")
_SENTENCE_ENDS = frozenset(".!?:…。！？।\n")
# What is around a name or figure: so many words on each side, and of each so many letters next to it.
_CONTEXT_WORDS, _CONTEXT_LETTERS = 2, 6
# So many names or figures that differ, and no fewer than agree, make two reports.
_FEWEST_CONFLICTS = 3
# So many names in common, and more than twice as many as differ, say that one thing is reported.
_NAMES_OF_ONE = 3
# The lead is the first paragraph: of a long one so many words, and of short ones (a byline) as few together.
_LEAD_WORDS, _FEWEST_LEAD_WORDS, _LEAST_LETTERS = 30, 8, 5
_LEAD_CHARS, _FEWEST_LEAD_CHARS, _GRAM_CHARS, _SAMPLE_CHARS = 90, 20, 3, 500
_UNSPACED = regex.compile(f"[{UNSPACED_SCRIPTS}]")
_UNSPACED_SHARE = 0.3
# Of two versions of a report, one's lead is in the other, or both leads have so many words in common.
_LEAST_OF_LEAD, _LEAST_COMMON = 0.25, 3


@dataclass(frozen=True, slots=True, kw_only=True)
class _Particulars:
    """What makes a text a report of its own.

    `figures` and `names` are what is between given words (the key, in which other figures and names are only
    marked as such); `lead` are the longer words at its beginning, `words` those of the whole text.
    """

    figures: Mapping[tuple[str, ...], frozenset[str]]
    names: Mapping[tuple[str, ...], frozenset[str]]
    lead: frozenset[str]
    words: frozenset[str]


class Agreement(Enum):
    """What two texts that share most of their words are to each other."""

    COPY = "one text, cut or edited"
    VERSION = "other figures beside the same names: another hour or day of one thing, perhaps of one event"
    OTHER = "reports of two things, made from one template or with the same boilerplate"


def agreement(one: str, other: str) -> Agreement:
    """Return what two texts that share most of their words are to each other; COPY where one is missing."""
    if not one or not other:
        return Agreement.COPY
    own, others = _particulars(one[:COMPARED_CHARS]), _particulars(other[:COMPARED_CHARS])
    covered = max(_covered(own.lead, others.words), _covered(others.lead, own.words))
    if covered < _LEAST_OF_LEAD and len(own.lead & others.lead) < _LEAST_COMMON:
        return Agreement.OTHER
    figures, names = _compared(own.figures, others.figures), _compared(own.names, others.names)
    both = (figures[0] + names[0], figures[1] + names[1])
    if not any(_FEWEST_CONFLICTS <= conflicts >= agreed for agreed, conflicts in (figures, names, both)):
        return Agreement.COPY
    is_about_one = names[0] >= _NAMES_OF_ONE and names[0] > 2 * names[1]
    return Agreement.VERSION if is_about_one else Agreement.OTHER


def _compared(
    own: Mapping[tuple[str, ...], frozenset[str]], others: Mapping[tuple[str, ...], frozenset[str]]
) -> tuple[int, int]:
    """Return how many contexts of both texts hold the same, and how many hold something else."""
    shared = own.keys() & others.keys()
    agreements = sum(not own[key].isdisjoint(others[key]) for key in shared)
    return agreements, len(shared) - agreements


def _covered(lead: frozenset[str], words: frozenset[str]) -> float:
    return len(lead & words) / len(lead) if lead else 1.0


@lru_cache(maxsize=512)
def _particulars(text: str) -> _Particulars:
    tokens = list(_tokens(text))
    found: dict[str, dict[tuple[str, ...], set[str]]] = {_FIGURE: {}, _NAME: {}}
    shown = [value if kind == _WORD else kind for kind, value in tokens]
    for place, (kind, value) in enumerate(tokens):
        if kind != _WORD:
            found[kind].setdefault(_context(shown, place), set()).add(value)
    return _Particulars(
        figures={key: frozenset(values) for key, values in found[_FIGURE].items()},
        names={key: frozenset(values) for key, values in found[_NAME].items()},
        lead=_longer_words(_lead(text)),
        words=_longer_words(text),
    )


def _context(shown: list[str], place: int) -> tuple[str, ...]:
    before = shown[max(0, place - _CONTEXT_WORDS) : place]
    after = shown[place + 1 : place + 1 + _CONTEXT_WORDS]
    return (*(word[-_CONTEXT_LETTERS:] for word in before), "|", *(word[:_CONTEXT_LETTERS] for word in after))


def _tokens(text: str) -> Iterator[tuple[str, str]]:
    """Yield kind and value of figures, names (what has a capital within a sentence, as one) and words."""
    for kind, tokens in groupby(_kinds(text), key=lambda token: token[0]):
        values = [value for _, value in tokens]
        if kind == _NAME:
            yield kind, " ".join(values)
        else:
            yield from ((kind, value) for value in values)


def _kinds(text: str) -> Iterator[tuple[str, str]]:
    is_start = True
    for token in _TOKEN.findall(text):
        if token in _SENTENCE_ENDS:
            is_start = True
            continue
        if token[0].isdecimal():
            yield _FIGURE, _MARKS.sub("", token)
        else:
            is_name = token[0].isupper() and not is_start
            yield (_NAME if is_name else _WORD), token.casefold()
        is_start = False


def _lead(text: str) -> str:
    """Return the beginning of a text that tells what it is about."""
    lead: list[str] = []
    for line in text.split("\n"):
        lead.extend(_WORDS.findall(line)[: _LEAD_WORDS - len(lead)])
        fewest = _FEWEST_LEAD_CHARS if _is_unspaced(line) else None
        if len(lead) >= _FEWEST_LEAD_WORDS or (fewest and len("".join(lead)) >= fewest):
            break
    joined = " ".join(lead)
    return joined[:_LEAD_CHARS] if _is_unspaced(joined) else joined


def _longer_words(text: str) -> frozenset[str]:
    """Return the longer words of a text, or, in scripts without spaces, all runs of a few characters."""
    words = _WORDS.findall(text.casefold())
    joined = "".join(words)
    if _is_unspaced(joined):
        return frozenset(joined[at : at + _GRAM_CHARS] for at in range(len(joined) - _GRAM_CHARS + 1))
    return frozenset(word for word in words if len(word) >= _LEAST_LETTERS)


def _is_unspaced(text: str) -> bool:
    sample = text[:_SAMPLE_CHARS]
    return len(_UNSPACED.findall(sample)) > _UNSPACED_SHARE * len(sample)
