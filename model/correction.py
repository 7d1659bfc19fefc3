"""What a person corrected of the grouping."""

from dataclasses import dataclass
from enum import StrEnum


class CorrectionKind(StrEnum):
    """Merge: the events of two articles are one. Split: an article is not in another's event. Pin: it is."""

    MERGE = "merge"
    SPLIT = "split"
    PIN = "pin"


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """One correction: it names articles, since events come and go, and articles stay.

    `anchor_article_id` is an article that stands for the event merged into, split from or pinned to.
    """

    kind: CorrectionKind
    article_id: str
    anchor_article_id: str
