"""What two reports of one happening share beside their meaning: numbers, names and places."""

from collections.abc import Iterable
from dataclasses import dataclass

import xxhash

from transforms.embedding.embedder import LEAD_CHARS
from transforms.events.names import names
from transforms.events.numbers import numbers
from transforms.events.places import places
from transforms.events.tfidf import TermSets

KINDS = ("numbers", "names", "places")


@dataclass(frozen=True, slots=True, kw_only=True)
class Clues:
    """The clues of one text by hash: numbers of 64 bits, the others of 32."""

    numbers: frozenset[int] = frozenset()
    names: frozenset[int] = frozenset()
    places: frozenset[int] = frozenset()


def clues_of(title: str, text: str, language: str) -> Clues:
    """Return the clues in a title and lead."""
    lead = f"{title}\n{text[:LEAD_CHARS]}"
    return Clues(
        numbers=numbers(title, text),
        names=_hashed(names(lead)),
        places=_hashed(places(lead, language)),
    )


def _hashed(found: Iterable[str]) -> frozenset[int]:
    return frozenset(xxhash.xxh32_intdigest(one.encode()) for one in found)


@dataclass(frozen=True, slots=True, kw_only=True)
class ClueColumns:
    """The clues of many texts, each kind in a column."""

    numbers: TermSets
    names: TermSets
    places: TermSets


def in_columns(clues: Iterable[Clues]) -> ClueColumns:
    """Put the clues of texts in columns."""
    listed = list(clues)
    return ClueColumns(**{kind: TermSets.of(getattr(one, kind) for one in listed) for kind in KINDS})
