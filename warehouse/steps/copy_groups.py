"""Read the articles that are in no group of copies yet, and write groups of copies."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import duckdb
import numpy as np
from numpy.typing import NDArray

from model import SyndicationMember
from warehouse.database.columns import columns
from warehouse.database.rows import Float32, UuidText, rows, stage
from warehouse.database.statements import execute, execute_all, statement
from warehouse.database.transaction import transaction

STAGE_AROUND = ("copies/stage_near", "copies/stage_shingle")
# What follows where groups of copies have changed.
SPREAD = ("copies/spread_events", "copies/stretch_events")


@dataclass(frozen=True, slots=True, kw_only=True)
class TextRow:
    """What is compared of an article's text.

    `is_credited` says that it credits an agency, or that its outlet is one.
    `text` and `outlet_code` are numbers for the text and its outlet; `group_id` is None for an ungrouped one.
    """

    text: int
    article_id: str
    published_at: datetime
    text_hash: int
    shingles: tuple[int, ...]
    outlet_id: str
    outlet_code: int
    title: str | None
    is_credited: bool
    group_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ShingleColumns:
    """The shingles that texts share with the ungrouped ones: `hashes` beside `text_of`, in no order.

    Each of these texts is in `texts`, with the number of its group (0 for none) and of its outlet.
    """

    text_of: NDArray[np.int64]
    hashes: NDArray[Any]
    texts: NDArray[np.int64]
    group_codes: NDArray[np.uint64]
    outlet_codes: NDArray[np.uint64]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Text:
    text: int


@dataclass(frozen=True, slots=True, kw_only=True)
class _Wanted:
    article_id: UuidText


@dataclass(frozen=True, slots=True, kw_only=True)
class _Beginning:
    article_id: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Apart:
    article_id: UuidText
    other_article_id: UuidText


@dataclass(frozen=True, slots=True, kw_only=True)
class _Copy:
    group_id: UuidText
    article_id: UuidText
    relation: str
    similarity: Float32
    method_version: str


def ungrouped(connection: duckdb.DuckDBPyConnection) -> list[TextRow]:
    """Return the articles that are in no group of copies, in the order of publication."""
    execute(connection, "copies/stage_ungrouped")
    return rows(execute(connection, "copies/ungrouped"), TextRow)


def shingles_around(connection: duckdb.DuckDBPyConnection, days: int) -> ShingleColumns:
    """Return the shingles of the ungrouped texts in all texts published within `days` of one of them."""
    execute_all(connection, STAGE_AROUND, days=days)
    shared = columns(connection, "FROM stage_shingle")
    texts = columns(connection, statement("copies/shingled"))
    return ShingleColumns(
        text_of=shared["text"],
        hashes=shared["hash"],
        texts=texts["text"],
        group_codes=texts["group_code"],
        outlet_codes=texts["outlet_code"],
    )


def near_groups(connection: duckdb.DuckDBPyConnection, texts: Sequence[int], days: int) -> list[TextRow]:
    """Return all articles of the groups that hold one of `texts`, or, within `days`, an ungrouped text."""
    stage(connection, "stage_text", _Text, [_Text(text=text) for text in texts])
    return rows(execute(connection, "copies/near_groups", days=days), TextRow)


def texts(connection: duckdb.DuckDBPyConnection, wanted: Sequence[TextRow], chars: int) -> dict[str, str]:
    """Return by article the first `chars` code points of the texts that are kept."""
    if not wanted:
        return {}
    stage(connection, "stage_wanted", _Wanted, [_Wanted(article_id=row.article_id) for row in wanted])
    times = [row.published_at for row in wanted]
    bound = {"first": min(times), "last": max(times), "chars": chars}
    found = rows(execute(connection, "copies/beginnings", **bound), _Beginning)
    return {one.article_id: one.text for one in found}


def write_groups(
    connection: duckdb.DuckDBPyConnection,
    members: Sequence[SyndicationMember],
    method_version: str,
    at: datetime,
    apart: Sequence[tuple[str, str]] = (),
) -> None:
    """Write whole groups of copies instead of their members' old rows, in one transaction.

    Pairs of originals in `apart` are kept, so that no grouping ever puts them in one event.
    """
    staged = [
        _Copy(
            group_id=one.group_id,
            article_id=one.article_id,
            relation=one.relation,
            similarity=one.similarity,
            method_version=method_version,
        )
        for one in members
    ]
    with transaction(connection):
        stage(connection, "stage_copy", _Copy, staged)
        connection.execute(
            "DELETE FROM syndication_member WHERE article_id IN (SELECT article_id FROM stage_copy)"
        )
        connection.execute("INSERT INTO syndication_member BY NAME FROM stage_copy")
        stage(
            connection,
            "stage_apart",
            _Apart,
            [_Apart(article_id=one, other_article_id=other) for one, other in apart],
        )
        execute(connection, "copies/apart")
        execute_all(connection, SPREAD, at=at)
        connection.execute("INSERT INTO untallied SELECT article_id FROM stage_copy")
