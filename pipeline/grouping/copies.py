"""Put new articles into groups of copies."""

from datetime import datetime

import numpy as np

from transforms.copies import syndication
from transforms.copies.overlap import Overlap, Shingled, overlap
from transforms.copies.shingles import Repeats, text_hash
from transforms.copies.syndication import Document, group_copies
from warehouse import Connection
from warehouse.steps import copy_groups
from warehouse.steps.copy_groups import TextRow

SYNDICATION_WINDOW_DAYS = 7


def group_new_articles(connection: Connection, now: datetime) -> tuple[int, int]:
    """Put every ungrouped article into its group of copies; return the numbers of articles and groups."""
    new = copy_groups.ungrouped(connection)
    if not new:
        return 0, 0
    found = _overlap(connection, new)
    near = copy_groups.near_groups(connection, found.near.tolist(), SYNDICATION_WINDOW_DAYS)
    documents, known = [_document(row) for row in new], [_document(row) for row in near]
    members = group_copies(documents, known, _repeats(found, [*new, *near]))
    copy_groups.write_groups(connection, members, syndication.METHOD_VERSION, now)
    return len(new), len({member.group_id for member in members})


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


def _document(row: TextRow) -> Document:
    return Document(
        article_id=row.article_id,
        published_at=row.published_at,
        shingles=row.shingles,
        text_hash=row.text_hash,
        title_hash=text_hash(row.title or ""),
        outlet_id=row.outlet_id,
        is_credited=row.agency is not None,
        group_id=row.group_id,
    )
