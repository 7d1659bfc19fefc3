"""How articles are grouped: copies of one text, events, and what people corrected of events."""

from dataclasses import dataclass
from enum import StrEnum


class Relation(StrEnum):
    """How a member's text relates to the original of its group of copies."""

    ORIGINAL = "original"
    EXACT = "exact"
    NEAR = "near"
    EXCERPT = "excerpt"


@dataclass(frozen=True, slots=True, kw_only=True)
class SyndicationMember:
    """One article as a member of a group of copies; `similarity` is its containment, 0 to 1.

    `group_id` is the id of the article that founded the group. It stays when an earlier article joins.
    """

    group_id: str
    article_id: str
    relation: Relation
    similarity: float


@dataclass(frozen=True, slots=True, kw_only=True)
class EventMember:
    """One article as a member of an event.

    `score` is the probability, 0 to 1, with which the method decided that the article belongs there; 1 for
    the article that founded the event and for what a person decided.
    """

    event_id: str
    article_id: str
    score: float
    method_version: str


class CorrectionKind(StrEnum):
    """Merge: the events of two articles are one. Split: an article is not in another's event. Pin: it is."""

    MERGE = "merge"
    SPLIT = "split"
    PIN = "pin"


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """One correction by a person. It names articles, because ids of events change and those of articles stay.

    `anchor_article_id` is an article of the event that `article_id` is merged into, split from or pinned to.
    """

    kind: CorrectionKind
    article_id: str
    anchor_article_id: str
