"""Find the copies of one text: wire stories that many outlets cut, retitle and re-date.

A copy is found by containment: the share of the smaller text's sampled shingles that the other text
has too. Unlike Jaccard similarity it does not punish a cut copy. An outlet's boilerplate (a cookie notice,
an offer of its newsletter) is not compared, unless hardly anything else is left. Texts that share enough are
copies only if their names and figures agree: reports made from one template are not.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice

from model import Relation, SyndicationMember
from transforms.copies.agreement import Agreement, agreement
from transforms.copies.shingles import BOILERPLATE_FROM, Repeats, boilerplate_of

METHOD_VERSION = "containment-4"
# Texts that share half of their shingles may still be about two things; cut and edited copies share more.
COPY_CONTAINMENT = 0.6
MIN_SHARED = 6
COMMON_TO = 20
# A copy with less than this share of its original's shingles is an excerpt.
EXCERPT_SIZE = 0.7
# Where less than this share is left without an outlet's boilerplate, two texts are versions of one.
_VERSION_SHARE = 0.1


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """The parts of an article that are compared; `group_id` is None until it has been grouped.

    `is_credited` says that it credits an agency. The hashes of text and title are 0 where there is none.
    `text` is the beginning of the text; where it is empty (it is kept no longer), hashes alone decide.
    """

    article_id: str
    published_at: datetime
    shingles: tuple[int, ...]
    text_hash: int
    title_hash: int = 0
    outlet_id: str = ""
    is_credited: bool = False
    group_id: str | None = None
    text: str = ""

    @property
    def is_short(self) -> bool:
        """Say whether it has too few shingles to be compared by them."""
        return len(self.shingles) < MIN_SHARED


@dataclass(frozen=True, slots=True, kw_only=True)
class Copies:
    """Groups of copies, and the texts that are as alike as copies and report other things.

    `apart` are pairs of originals of two groups: they belong in no event together.
    """

    members: Sequence[SyndicationMember]
    apart: Sequence[tuple[str, str]]


@dataclass(slots=True)
class _Group:
    """The documents of a group, and the two of them that others are compared with."""

    documents: list[Document]
    original: Document
    fullest: Document

    def add(self, document: Document) -> None:
        self.documents.append(document)
        self.original = min(self.original, document, key=_by_credit)
        self.fullest = max(self.fullest, document, key=_by_fullness)


@dataclass(slots=True)
class _SameText:
    """The documents with one text, as pairs of their number in the order they came and their group.

    Only the first of an outlet and the first of a title in an outlet are kept.
    """

    outlets: dict[str, tuple[int, str]] = field(default_factory=dict)
    titles: dict[str, dict[int, tuple[int, str]]] = field(default_factory=lambda: defaultdict(dict))
    count: int = 0

    def add(self, group_id: str, document: Document) -> None:
        self.count += 1
        one = (self.count, group_id)
        self.outlets.setdefault(document.outlet_id, one)
        self.titles[document.outlet_id].setdefault(document.title_hash, one)

    def group_of(self, document: Document) -> str | None:
        """Return the group of the first document that a document with this text is a copy of.

        Within one outlet and under two titles they are no copies where the text is short, or many titles
        share it: then it is a notice that the outlet shows in place of articles.
        """
        titles = self.titles.get(document.outlet_id, {})
        title_count = len(titles) + (document.title_hash not in titles)
        is_notice = document.is_short or title_count >= BOILERPLATE_FROM
        others = (
            one for outlet, one in self.outlets.items() if not is_notice or outlet != document.outlet_id
        )
        found = [*islice(others, 1)]
        if document.title_hash in titles:
            found.append(titles[document.title_hash])
        return min(found)[1] if found else None


@dataclass(slots=True)
class _Index:
    """The groups of the window, by each hash of their documents.

    A hash that is in many groups says nothing; one in many documents of one group is of a text much copied.
    """

    repeats: Repeats
    groups: dict[str, _Group] = field(default_factory=dict)
    by_shingle: dict[int, set[str]] = field(default_factory=lambda: defaultdict(set))
    by_text: dict[int, _SameText] = field(default_factory=lambda: defaultdict(_SameText))
    apart: list[tuple[str, str]] = field(default_factory=list)

    def add(self, group_id: str, document: Document) -> None:
        group = self.groups.get(group_id)
        if group is None:
            self.groups[group_id] = _Group([document], document, document)
        else:
            group.add(document)
        if document.text_hash:
            self.by_text[document.text_hash].add(group_id, document)
        for value in document.shingles:
            if len(self.by_shingle[value]) <= COMMON_TO:
                self.by_shingle[value].add(group_id)

    def closest(self, document: Document) -> str | None:
        """Return the group whose text shares most with this one, None where that is too little for a copy."""
        same = self.by_text.get(document.text_hash)
        exact = same.group_of(document) if same else None
        if exact is not None or document.is_short:
            return exact
        shared = Counter(
            group_id
            for value in document.shingles
            if value not in self.repeats.common
            and len(holders := self.by_shingle.get(value, ())) <= COMMON_TO
            for group_id in holders
        )
        candidates = [group_id for group_id, count in shared.items() if count >= MIN_SHARED]
        ranked = ((self._nearness(document, group_id), group_id) for group_id in candidates)
        score, best = max(ranked, default=(0.0, ""))
        return best if score >= COPY_CONTAINMENT else None

    def _nearness(self, document: Document, group_id: str) -> float:
        """Return the containment with the original or the fullest text of a group, whichever is more.

        The other texts are not compared: a chain of texts that each share something with the next would
        become one group.
        """
        group = self.groups[group_id]
        best = 0.0
        for other in (group.original, group.fullest):
            score = _closeness(document, other, self.repeats)
            if score < COPY_CONTAINMENT:
                continue
            found = agreement(document.text, other.text)
            if found is Agreement.COPY:
                best = max(best, score)
            elif found is Agreement.OTHER:
                self.apart.append((document.article_id, group_id))
        return best


def _closeness(one: Document, other: Document, repeats: Repeats) -> float:
    """Return the containment of two texts without their outlets' boilerplate; 0 where too little is left."""
    if one.is_short or other.is_short or one.text_hash == other.text_hash:
        return 0.0
    own, others = set(one.shingles), set(other.shingles)
    nothing: frozenset[int] = frozenset()
    boilerplate = repeats.boilerplate.get(one.outlet_id, nothing) | repeats.boilerplate.get(
        other.outlet_id, nothing
    )
    left, others_left = own - boilerplate, others - boilerplate
    # Where nearly all of a text is in many texts of its outlet, these are versions of one text.
    if len(left) >= _VERSION_SHARE * len(own) and len(others_left) >= _VERSION_SHARE * len(others):
        own, others = left, others_left
    shared, smaller = len(own & others), min(len(own), len(others))
    return shared / smaller if shared >= min(MIN_SHARED, smaller) > 0 else 0.0


def containment(one: Document, other: Document) -> float:
    """Return the share of the smaller text's shingles that are in the other text, 0 to 1."""
    smaller = min(len(one.shingles), len(other.shingles))
    if one.text_hash and one.text_hash == other.text_hash:
        return 1.0
    return len(set(one.shingles) & set(other.shingles)) / smaller if smaller else 0.0


def find_copies(new: Sequence[Document], known: Iterable[Document], repeats: Repeats | None = None) -> Copies:
    """Group `new` documents with each other and with `known` ones, which have a group already.

    `repeats` has to be given where `known` holds only the texts that share something with a new one: it is of
    all texts of the window. Returns the members of every group with a new document, known members included,
    since an earlier text makes the others its copies. Documents are taken in order of publication, so the
    result does not depend on the order of arrival.
    """
    known = list(known)
    every = ((one.outlet_id, one.shingles) for one in (*known, *new))
    index = _Index(repeats or Repeats(boilerplate=boilerplate_of(every)))
    for document in known:
        index.add(document.group_id or document.article_id, document)
    touched: dict[str, str] = {}
    for document in sorted(new, key=_by_time):
        group_id = index.closest(document) or document.article_id
        index.add(group_id, document)
        touched[document.article_id] = group_id
    members = [
        member
        for group_id in dict.fromkeys(touched.values())
        for member in _members(group_id, index.groups[group_id].documents)
    ]
    return Copies(members=members, apart=_apart(index, touched))


def _apart(index: _Index, group_of: Mapping[str, str]) -> Sequence[tuple[str, str]]:
    """Return the originals of the groups that were found to report other things, each pair once."""
    groups = {(group_of[article_id], other) for article_id, other in index.apart}
    pairs = {
        (index.groups[one].original.article_id, index.groups[other].original.article_id)
        for one, other in groups
        if one != other
    }
    return sorted({(min(pair), max(pair)) for pair in pairs})


def _by_time(document: Document) -> tuple[datetime, str]:
    return (document.published_at, document.article_id)


def _by_fullness(document: Document) -> tuple[int, str]:
    return (len(document.shingles), document.article_id)


def _by_credit(document: Document) -> tuple[bool, datetime, str]:
    """Return the sort key whose least document is the original: credited to an agency first, then early."""
    return (not document.is_credited, *_by_time(document))


def _members(group_id: str, documents: list[Document]) -> list[SyndicationMember]:
    original, *copies = sorted(documents, key=_by_credit)
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
