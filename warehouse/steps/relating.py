"""Read what is to be related, and write groups of copies, vectors and events back."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import duckdb
import numpy as np
from numpy.typing import NDArray

from model import EventMember, SyndicationMember
from warehouse.database.staging import stage
from warehouse.database.statements import execute, execute_all, statement
from warehouse.database.transaction import transaction
from warehouse.steps.planning import as_dicts

# Memberships first, for the rows of events are made from them.
WRITE_EVENTS = (
    "events/stage_moved",
    "events/keep_memberships",
    "events/leave",
    "events/join",
    "events/keep_titles",
    "events/empty_events",
    "events/event",
    "events/forget_titles",
    "events/event_title",
    "events/revived",
    "events/event_alias",
    "events/related",
    "events/untallied",
)
Row = dict[str, Any]
Span = tuple[datetime, datetime]
Columns = Mapping[str, NDArray[Any]]
CLUES = ("numbers", "names", "places")
# DuckDB packs such numbers into half the room of others; cosines move by less than 1e-4.
_VECTOR_DECIMALS = 5
_READ_AT_ONCE = 8_192
# Reading what stands between costs less than another query, up to some hundred vectors.
_SKIPPED_FROM = 512
_MEMBER = {"event_id": "UUID", "article_id": "UUID", "score": "FLOAT", "method_version": "VARCHAR"}
_COPY = {
    "group_id": "UUID", "article_id": "UUID", "relation": "VARCHAR", "similarity": "FLOAT",
    "method_version": "VARCHAR",
}  # fmt: skip
_VECTOR = {
    "article_id": "UUID", "published_at": "TIMESTAMPTZ", "language": "VARCHAR", "embedder": "VARCHAR",
    "vector": "FLOAT[]", "numbers": "UBIGINT[]", "names": "UINTEGER[]", "places": "UINTEGER[]",
}  # fmt: skip
_SUM = {
    "embedder": "VARCHAR", "language": "VARCHAR", "article_count": "BIGINT", "total": "DOUBLE[]",
    "run_id": "VARCHAR",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class EventChanges:
    """What relating found: memberships that changed, and which events live on in which others.

    `central` has the most central article of each changed event overall, and of each of its languages.
    """

    members: Sequence[EventMember]
    aliases: Mapping[str, str]
    central: Mapping[str, Sequence[str]]


def ungrouped(connection: duckdb.DuckDBPyConnection) -> list[Row]:
    """Return articles that stand in no group of copies, as they were published.

    The rows have text (a number), article_id, published_at, text_hash, shingles, outlet_id, outlet_code,
    title and agency.
    """
    execute(connection, "copies/stage_ungrouped")
    return as_dicts(connection.execute("FROM stage_ungrouped ORDER BY published_at, article_id"))


def shingles_around(connection: duckdb.DuckDBPyConnection, days: int) -> tuple[Columns, Columns]:
    """Return in columns what the texts around the ungrouped ones, these too, have of the shingles of these.

    Around is within `days`. First text and hash, then of each text that has one its group_code (0 for none)
    and outlet_code, by text.
    """
    execute(connection, "copies/stage_near", days=days)
    execute(connection, "copies/stage_shingle")
    hashes = _columns(connection, "FROM stage_shingle")
    return hashes, _columns(connection, statement("copies/shingled"))


def _columns(connection: duckdb.DuckDBPyConnection, query: str) -> dict[str, NDArray[Any]]:
    """Return in columns what a query without parameters gives.

    A relation's columns are laid out at their size. Those of `execute` grow by doubling: that takes twice the
    memory, and getting it costs more than the query.
    """
    return connection.sql(query).fetchnumpy()


def near_groups(connection: duckdb.DuckDBPyConnection, texts: Sequence[int], days: int) -> list[Row]:
    """Return the rows (as of `ungrouped`, with group_id) of groups that hold one of the texts.

    Those too that hold, within `days`, the very text of an ungrouped one.
    """
    stage(connection, "stage_text", {"text": "BIGINT"}, [{"text": text} for text in texts])
    return as_dicts(execute(connection, "copies/near_groups", days=days))


def write_groups(
    connection: duckdb.DuckDBPyConnection,
    members: Sequence[SyndicationMember],
    method_version: str,
    at: datetime,
) -> None:
    """Write groups of copies, whole ones in place of what stood there, in one transaction."""
    rows = [
        {
            "group_id": one.group_id,
            "article_id": one.article_id,
            "relation": str(one.relation),
            "similarity": one.similarity,
            "method_version": method_version,
        }
        for one in members
    ]
    with transaction(connection):
        stage(connection, "stage_copy", _COPY, rows)
        connection.execute(
            "DELETE FROM syndication_member WHERE article_id IN (SELECT article_id FROM stage_copy)"
        )
        connection.execute("INSERT INTO syndication_member BY NAME FROM stage_copy")
        execute(connection, "copies/spread_events", at=at)
        execute(connection, "copies/stretch_events")
        connection.execute("INSERT INTO untallied SELECT article_id FROM stage_copy")


def originals_without_vector(connection: duckdb.DuckDBPyConnection, embedder: str) -> list[Row]:
    """Return id, time, language, title and text of the originals to embed."""
    execute(connection, "window/stage_new_original")
    return as_dicts(execute(connection, "window/originals_without_vector", embedder=embedder))


def write_vectors(
    connection: duckdb.DuckDBPyConnection,
    rows: Sequence[Row],
    vectors: NDArray[np.float32],
    clues: Sequence[Mapping[str, Sequence[int]]],
    embedder: str,
) -> None:
    """Keep the vectors and clues of `rows` (from `originals_without_vector`), in one transaction.

    The clues of a row are those of CLUES, by name.
    """
    staged = [
        {
            "article_id": str(row["article_id"]),
            "published_at": row["published_at"],
            "language": row["language"],
            "embedder": embedder,
            "vector": vector,
            **own,
        }
        for row, vector, own in zip(rows, stored_vectors(vectors), clues, strict=True)
    ]
    with transaction(connection):
        stage(connection, "stage_vector", _VECTOR, staged)
        connection.execute("INSERT INTO article_vector BY NAME FROM stage_vector")


def stored_vectors(vectors: NDArray[np.float32]) -> list[list[float]]:
    """Return vectors (n by dimension) as they are stored."""
    rounded: list[list[float]] = vectors.astype(float).round(_VECTOR_DECIMALS).tolist()
    return rounded


def untold_spans(connection: duckdb.DuckDBPyConnection, embedder: str, margin: timedelta) -> list[Span]:
    """Return the spans of time within `margin` of the originals without an event, where there are any."""
    execute(connection, "window/stage_new_original")
    values = {"embedder": embedder, "margin_s": margin.total_seconds()}
    return execute(connection, "window/new_original_spans", **values).fetchall()


def window(
    connection: duckdb.DuckDBPyConnection,
    embedder: str,
    spans: Sequence[Span],
    events: Sequence[str] = (),
) -> Columns:
    """Return in columns the originals without an event, and the texts of all events of the spans of time.

    The columns: article_id, published_s, language, event_id ("" for none), score; vector (n by dimension);
    and of each of CLUES all hashes in one, with where each text's begin in its `_start`.
    `events` are taken in whenever they were; without spans they are all.
    """
    if spans:
        execute(connection, "window/stage_new_original")
    else:
        connection.execute("CREATE OR REPLACE TEMP TABLE stage_new_original (article_id UUID)")
    since, until = ([span[side] for span in spans] for side in (0, 1))
    values = {"embedder": embedder, "since": since, "until": until, "events": list(events)}
    execute(connection, "window/stage_window", **values)
    columns = _columns(connection, statement("window/window"))
    columns["vector"] = _vectors(connection, embedder, columns["position"])
    for kind in CLUES:
        found = _beside_window(connection, kind)
        order = _order(found["position"])
        columns[kind] = found["value"][order]
        columns[f"{kind}_start"] = np.searchsorted(found["position"][order], columns["position"])
    return columns


def _vectors(
    connection: duckdb.DuckDBPyConnection, embedder: str, positions: NDArray[np.int64]
) -> NDArray[np.float32]:
    """Return the window's vectors (n by dimension), read in lots: memory is dearer to get than to read."""
    values = np.empty((0, 0), dtype=np.float32)
    done = 0
    _set_variables(connection, embedder=embedder)
    for lot in _stretches(positions):
        _set_variables(connection, first=int(lot[0]), last=int(lot[-1]))
        standing = _columns(connection, statement("window/vector_positions"))["position"]
        found = _columns(connection, statement("window/vectors"))["value"].reshape(len(standing), -1)
        if not done:
            values = np.empty((len(positions), found.shape[1]), dtype=np.float32)
        np.take(
            found, np.searchsorted(standing, lot), axis=0, out=values[done : done + len(lot)], mode="clip"
        )
        done += len(lot)
    return values


def _set_variables(connection: duckdb.DuckDBPyConnection, **values: str | int) -> None:
    """Bind what a query of `_columns` reads by getvariable()."""
    for name, value in values.items():
        connection.execute(f"SET VARIABLE {name} = $value", {"value": value})


def _stretches(positions: NDArray[np.int64]) -> Iterator[NDArray[np.int64]]:
    """Yield rising positions in parts that lie close together: what is between them is read as well."""
    for part in np.split(positions, np.flatnonzero(np.diff(positions) > _SKIPPED_FROM) + 1):
        for start in range(0, len(part), _READ_AT_ONCE):
            yield part[start : start + _READ_AT_ONCE]


def _order(positions: NDArray[np.int64]) -> NDArray[np.int64] | slice:
    """Return what sorts positions, which mostly are."""
    is_sorted = bool((positions[1:] >= positions[:-1]).all())
    return slice(None) if is_sorted else np.argsort(positions, kind="stable")


def _beside_window(connection: duckdb.DuckDBPyConnection, clue: str) -> Columns:
    """Return all hashes of a kind of clue of the window's texts with their positions, in no order.

    Lists are not copied into the table of the window: that costs ten times what reading them does.
    """
    query = (
        f"SELECT article_vector.rowid AS position, unnest({clue}) AS value "  # noqa: S608 - our own names
        "FROM article_vector SEMI JOIN stage_window ON article_vector.rowid = stage_window.position"
    )
    return _columns(connection, query)


def taken_ids(connection: duckdb.DuckDBPyConnection, since_s: float, until_s: float) -> frozenset[str]:
    """Return the ids of articles published in a span (POSIX seconds) that are an event's id too."""
    rows = execute(connection, "window/taken_ids", since=since_s, until=until_s).fetchall()
    return frozenset(article_id for (article_id,) in rows)


def language_sums(
    connection: duckdb.DuckDBPyConnection, embedder: str
) -> dict[str, tuple[int, NDArray[np.float32]]]:
    """Return count and sum of the vectors of each language so far."""
    rows = execute(connection, "window/language_sums", embedder=embedder).fetchall()
    return {language: (count, np.array(total, dtype=np.float32)) for language, count, total in rows}


def write_events(
    connection: duckdb.DuckDBPyConnection, changes: EventChanges, at: datetime, sums: Sequence[Row] = ()
) -> None:
    """Write changed memberships, the copies' with them, and the events they change, in one transaction.

    `sums` are the rows of `language_mean` of an embedder as they are now; none leave those that stand.
    """
    members = [
        {
            "event_id": one.event_id,
            "article_id": one.article_id,
            "score": one.score,
            "method_version": one.method_version,
        }
        for one in changes.members
    ]
    central = [
        {"event_id": event_id, "article_id": article_id, "is_representative": rank == 0}
        for event_id, articles in changes.central.items()
        for rank, article_id in enumerate(articles)
    ]
    aliases = [{"old_event_id": old, "event_id": new} for old, new in changes.aliases.items()]
    with transaction(connection):
        stage(connection, "stage_member", _MEMBER, members)
        stage(
            connection,
            "stage_central",
            {"event_id": "UUID", "article_id": "UUID", "is_representative": "BOOLEAN"},
            central,
        )
        stage(connection, "stage_alias", {"old_event_id": "UUID", "event_id": "UUID"}, aliases)
        execute_all(connection, WRITE_EVENTS, at=at)
        stage(connection, "stage_sum", _SUM, sums)
        connection.execute("DELETE FROM language_mean WHERE embedder IN (SELECT embedder FROM stage_sum)")
        connection.execute("INSERT INTO language_mean BY NAME FROM stage_sum")
