"""Find the copies of one text: wire stories that many outlets cut, retitle and re-date.

A copy is found by containment: the share of the smaller text's sampled shingles that the other text
has too. Unlike Jaccard similarity it does not punish a cut copy.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from model import Relation, SyndicationMember

METHOD_VERSION = "containment-1"
COPY_CONTAINMENT = 0.5
MIN_SHARED = 6
COMMON_TO = 20
# A copy with less than this share of its original's shingles is an excerpt.
EXCERPT_SIZE = 0.7


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """What is compared of an article; `group_id` is None until it has been grouped."""

    article_id: str
    published_at: datetime
    shingles: tuple[int, ...]
    text_hash: int
    group_id: str | None = None


@dataclass(slots=True)
class _Index:
    """The groups of the window, by each hash of their documents.

    A hash of many groups tells nothing; a hash of many documents of one group is a much copied text.
    """

    groups: dict[str, list[Document]] = field(default_factory=lambda: defaultdict(list))
    by_shingle: dict[int, set[str]] = field(default_factory=lambda: defaultdict(set))
    by_text: dict[int, str] = field(default_factory=dict)

    def add(self, group_id: str, document: Document) -> None:
        self.groups[group_id].append(document)
        self.by_text.setdefault(document.text_hash, group_id)
        for value in document.shingles:
            if len(self.by_shingle[value]) <= COMMON_TO:
                self.by_shingle[value].add(group_id)

    def closest(self, document: Document) -> str | None:
        """Return the group with the text that shares most with this one, if that makes it a copy."""
        same = self.by_text.get(document.text_hash)
        if same is not None and document.text_hash:
            return same
        shared = Counter(
            group_id
            for value in document.shingles
            if len(holders := self.by_shingle.get(value, ())) <= COMMON_TO
            for group_id in holders
        )
        candidates = [group_id for group_id, count in shared.items() if count >= MIN_SHARED]
        ranked = ((self._nearness(document, group_id), group_id) for group_id in candidates)
        score, best = max(ranked, default=(0.0, ""))
        return best if score >= COPY_CONTAINMENT else None

    def _nearness(self, document: Document, group_id: str) -> float:
        """Return the best containment with a text of a group that shares enough shingles."""
        own = frozenset(document.shingles)
        return max(
            containment(document, other) if len(own.intersection(other.shingles)) >= MIN_SHARED else 0.0
            for other in self.groups[group_id]
        )


def containment(one: Document, other: Document) -> float:
    """Return the share of the smaller text's shingles that are in the other, 0 to 1."""
    smaller = min(len(one.shingles), len(other.shingles))
    if one.text_hash and one.text_hash == other.text_hash:
        return 1.0
    return len(set(one.shingles) & set(other.shingles)) / smaller if smaller else 0.0


def group_copies(new: Sequence[Document], known: Iterable[Document]) -> list[SyndicationMember]:
    """Group `new` documents with each other and with `known` ones (which have their group).

    Returns the members of every group that a new document is in, known members included, since an
    earlier text makes the others its copies. Documents are taken by published time, so the result
    does not hang on the order they arrived in.
    """
    index = _Index()
    for document in known:
        index.add(document.group_id or document.article_id, document)
    touched: dict[str, None] = {}
    for document in sorted(new, key=_by_time):
        group_id = index.closest(document) or document.article_id
        index.add(group_id, document)
        touched[group_id] = None
    return [member for group_id in touched for member in _members(group_id, index.groups[group_id])]


def _by_time(document: Document) -> tuple[datetime, str]:
    return (document.published_at, document.article_id)


def _members(group_id: str, documents: list[Document]) -> list[SyndicationMember]:
    original, *copies = sorted(documents, key=_by_time)
    first = SyndicationMember(
        group_id=group_id, article_id=original.article_id, relation=Relation.ORIGINAL, similarity=1.0
    )
    return [first, *(_copy(group_id, original, copy) for copy in copies)]


def _copy(group_id: str, original: Document, copy: Document) -> SyndicationMember:
    return SyndicationMember(
        group_id=group_id,
        article_id=copy.article_id,
        relation=_relation(original, copy),
        similarity=round(containment(original, copy), 4),
    )


def _relation(original: Document, copy: Document) -> Relation:
    if original.text_hash == copy.text_hash:
        return Relation.EXACT
    is_cut = len(copy.shingles) < EXCERPT_SIZE * len(original.shingles)
    return Relation.EXCERPT if is_cut else Relation.NEAR
