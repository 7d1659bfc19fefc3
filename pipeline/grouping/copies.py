"""Put new articles into groups of copies."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

import numpy as np

from model.counting import counted
from transforms.copies import syndication
from transforms.copies.agreement import COMPARED_CHARS
from transforms.copies.overlap import Overlap, Shingled, overlap
from transforms.copies.shingles import Repeats, text_hash
from transforms.copies.syndication import Document, find_copies
from warehouse import Connection
from warehouse.steps import copy_groups
from warehouse.steps.copy_groups import TextRow

SYNDICATION_WINDOW_DAYS = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupedCopies:
    """How many articles came into how many groups."""

    article_count: int = 0
    group_count: int = 0

    def report(self) -> str:
        """Return the line that a run shows of it."""
        groups = counted(self.group_count, "group of copies", "groups of copies")
        return f"copies: {counted(self.article_count, 'new article')} in {groups}"


def group_new_articles(connection: Connection, now: datetime) -> GroupedCopies:
    """Put every ungrouped article into its group of copies."""
    new = copy_groups.ungrouped(connection)
    if not new:
        return GroupedCopies()
    found = _overlap(connection, new)
    near = copy_groups.near_groups(connection, found.near.tolist(), SYNDICATION_WINDOW_DAYS)
    texts = copy_groups.texts(connection, [*new, *near], COMPARED_CHARS)
    documents, known = ([_document(row, texts) for row in rows] for rows in (new, near))
    copies = find_copies(documents, known, _repeats(found, [*new, *near]))
    copy_groups.write_groups(connection, copies.members, syndication.METHOD_VERSION, now, copies.apart)
    group_count = len({member.group_id for member in copies.members})
    return GroupedCopies(article_count=len(new), group_count=group_count)


def _overlap(connection: Connection, new: list[TextRow]) -> Overlap:
    """Return what the texts of the window share with the new texts."""
    shared = copy_groups.shingles_around(connection, SYNDICATION_WINDOW_DAYS)
    window = Shingled(
        text_of=shared.text_of,
        hashes=shared.hashes,
        texts=shared.texts,
        groups=shared.group_codes,
        outlets=shared.outlet_codes,
    )
    new_texts = np.array([row.text for row in new])
    return overlap(window, new_texts, min_shared=syndication.MIN_SHARED, common_to=syndication.COMMON_TO)


def _repeats(found: Overlap, rows: list[TextRow]) -> Repeats:
    """Return the shingles that say nothing about the texts in rows: common phrases and boilerplate."""
    outlets = {row.outlet_code: row.outlet_id for row in rows}
    boilerplate: dict[str, set[int]] = {outlet_id: set() for outlet_id in outlets.values()}
    for code, value in zip(*(column.tolist() for column in found.boilerplate), strict=True):
        if code in outlets:
            boilerplate[outlets[code]].add(value)
    return Repeats(
        common=frozenset(found.common.tolist()),
        boilerplate={outlet_id: frozenset(values) for outlet_id, values in boilerplate.items()},
    )


def _document(row: TextRow, texts: Mapping[str, str]) -> Document:
    return Document(
        article_id=row.article_id,
        published_at=row.published_at,
        shingles=row.shingles,
        text_hash=row.text_hash,
        title_hash=text_hash(row.title or ""),
        outlet_id=row.outlet_id,
        is_credited=row.is_credited,
        group_id=row.group_id,
        text=texts.get(row.article_id, ""),
    )
