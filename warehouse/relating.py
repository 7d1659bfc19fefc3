"""Read what is to be related, and write groups of copies and events back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import duckdb
import numpy as np
from numpy.typing import NDArray

from model import EventMember, SyndicationMember
from warehouse.planning import as_dicts
from warehouse.statements import statement
from warehouse.transaction import transaction

Row = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class EventChanges:
    """What relating found: new members, each changed event's central article, vectors by language."""

    members: Sequence[EventMember]
    representatives: Mapping[str, str]
    language_sums: Mapping[str, tuple[int, NDArray[np.float32]]]


def ungrouped(connection: duckdb.DuckDBPyConnection) -> list[Row]:
    """Return the fingerprints of articles that stand in no group of copies."""
    return as_dicts(connection.execute(statement("relate/ungrouped")))


def grouped_in_window(connection: duckdb.DuckDBPyConnection, since: datetime, until: datetime) -> list[Row]:
    """Return the fingerprints of every group with an article published in the window."""
    values = {"since": since, "until": until}
    return as_dicts(connection.execute(statement("relate/grouped_in_window"), values))


def write_groups(
    connection: duckdb.DuckDBPyConnection, members: Sequence[SyndicationMember], method_version: str
) -> None:
    """Write groups of copies, whole ones in place of what stood there, in one transaction."""
    rows = [[m.group_id, m.article_id, m.relation, m.similarity, method_version] for m in members]
    with transaction(connection):
        _stage(connection, "stage_member", "syndication_member", rows)
        connection.execute(
            "DELETE FROM syndication_member WHERE article_id IN (SELECT article_id FROM stage_member)"
        )
        connection.execute("INSERT INTO syndication_member SELECT * FROM stage_member")
        connection.execute(statement("relate/spread_events"))
        connection.execute(statement("relate/stretch_events"))


def originals_without_vector(connection: duckdb.DuckDBPyConnection, embedder: str) -> list[Row]:
    """Return id, time, language, title and text of the originals to embed."""
    return as_dicts(connection.execute(statement("relate/originals_without_vector"), {"embedder": embedder}))


def write_vectors(
    connection: duckdb.DuckDBPyConnection,
    rows: Sequence[Row],
    vectors: Any,
    numbers: Sequence[frozenset[int]],
    embedder: str,
) -> None:
    """Keep the vectors and numbers of `rows` (from `originals_without_vector`), in one transaction."""
    staged = [
        [row["article_id"], row["published_at"], row["language"], embedder, vector.tolist(), sorted(named)]
        for row, vector, named in zip(rows, vectors, numbers, strict=True)
    ]
    with transaction(connection):
        connection.executemany("INSERT INTO article_vector VALUES (?, ?, ?, ?, ?, ?)", staged)


def untold_originals(connection: duckdb.DuckDBPyConnection, embedder: str) -> list[Row]:
    """Return the embedded originals whose group is in no event."""
    return as_dicts(connection.execute(statement("relate/untold_originals"), {"embedder": embedder}))


def told_in_window(
    connection: duckdb.DuckDBPyConnection, embedder: str, since: datetime, until: datetime
) -> list[Row]:
    """Return the embedded articles of every event that reaches into the window."""
    values = {"embedder": embedder, "since": since, "until": until}
    return as_dicts(connection.execute(statement("relate/told_in_window"), values))


def language_sums(
    connection: duckdb.DuckDBPyConnection, embedder: str
) -> dict[str, tuple[int, NDArray[np.float32]]]:
    """Return count and sum of the vectors of each language so far."""
    rows = connection.execute(statement("relate/language_sums"), {"embedder": embedder}).fetchall()
    return {language: (count, np.array(total, dtype=np.float32)) for language, count, total in rows}


def write_events(
    connection: duckdb.DuckDBPyConnection, changes: EventChanges, embedder: str, run_id: str
) -> None:
    """Write new memberships, the copies' with them, and the events they change, in one transaction."""
    members = [[m.event_id, m.article_id, m.score, m.method_version] for m in changes.members]
    sums = [
        [embedder, language, count, total.tolist(), run_id]
        for language, (count, total) in changes.language_sums.items()
    ]
    with transaction(connection):
        _stage(connection, "stage_event_article", "event_article", members)
        connection.execute("INSERT INTO event_article SELECT * FROM stage_event_article")
        connection.execute(statement("relate/spread_events"))
        connection.execute(
            "CREATE OR REPLACE TEMP TABLE stage_representative (event_id UUID, article_id UUID)"
        )
        if changes.representatives:
            pairs = [list(pair) for pair in changes.representatives.items()]
            connection.executemany("INSERT INTO stage_representative VALUES (?, ?)", pairs)
        connection.execute(statement("relate/refresh_events"))
        connection.execute("DELETE FROM language_mean WHERE embedder = ?", [embedder])
        if sums:
            connection.executemany("INSERT INTO language_mean VALUES (?, ?, ?, ?, ?)", sums)


def _stage(connection: duckdb.DuckDBPyConnection, stage: str, table: str, rows: list[list[Any]]) -> None:
    connection.execute(f"CREATE OR REPLACE TEMP TABLE {stage} AS FROM {table} LIMIT 0")
    if rows:
        marks = ", ".join("?" * len(rows[0]))
        connection.executemany(f"INSERT INTO {stage} VALUES ({marks})", rows)  # noqa: S608 - our own names
