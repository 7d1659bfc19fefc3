"""Check what a load left: each file of `checks/` returns the rows that should not be."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

import duckdb

from warehouse.database.statements import execute, header

CHECKS = (
    "checks/article_twice",
    "checks/text_missing",
    "checks/outlet_missing",
    "checks/group_twice",
    "checks/original_missing",
    "checks/event_twice",
    "checks/event_missing",
    "checks/copies_apart",
    "checks/uncorrected_idle",
    "checks/alias_astray",
    "checks/time_ahead",
    "checks/books_open",
    "checks/tally_off",
    "checks/key_twice",
    "checks/fetch_twice",
    "checks/rejection_twice",
    "checks/entry_twice",
    "checks/part_twice",
    "checks/event_row_twice",
    "checks/count_twice",
    "checks/left_behind",
    "checks/origin_missing",
    "checks/feed_astray",
    "checks/entry_astray",
    "checks/fetch_astray",
    "checks/event_empty",
    "checks/title_astray",
    "checks/story_astray",
    "checks/alias_living",
    "checks/span_off",
    "checks/times_crossed",
    "checks/counts_apart",
    "checks/word_off",
    "checks/poll_off",
    "checks/share_off",
    "checks/index_astray",
    "checks/document_twice",
)
# These read the index of words, which the lake has no copy of.
INDEX_CHECKS = ("checks/index_astray", "checks/document_twice")


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Rows that a check found: its name, what they are, how many, and one of them."""

    name: str
    what: str
    count: int
    example: str


def check(connection: duckdb.DuckDBPyConnection) -> Iterator[Finding]:
    """Yield what is wrong with the articles that this connection has just tallied, their days and events."""
    execute(connection, "tally/stage_run")
    yield from check_staged(connection)


def check_staged(connection: duckdb.DuckDBPyConnection, left_out: Collection[str] = ()) -> Iterator[Finding]:
    """Yield what is wrong with what is staged: stage_run, stage_article, stage_touched and stage_week."""
    for name in (name for name in CHECKS if name not in left_out):
        rows = execute(connection, name).fetchall()
        if rows:
            subject, problem = rows[0]
            example = f"{subject}: {problem}"
            check_name = name.rpartition("/")[2]
            yield Finding(name=check_name, what=header(name), count=len(rows), example=example)
