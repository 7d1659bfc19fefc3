"""Copies of one text."""

from dataclasses import dataclass
from enum import StrEnum


class Relation(StrEnum):
    """How a member's text stands to the group's original."""

    ORIGINAL = "original"
    EXACT = "exact"
    NEAR = "near"
    EXCERPT = "excerpt"


@dataclass(frozen=True, slots=True, kw_only=True)
class SyndicationMember:
    """One article's place in its group of copies; `similarity` is containment, 0 to 1.

    `group_id` is the id of the article that founded the group and stays when an earlier one joins.
    """

    group_id: str
    article_id: str
    relation: Relation
    similarity: float
