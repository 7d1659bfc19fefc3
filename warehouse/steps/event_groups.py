"""Read the originals that are in no event yet and the texts around them, and write vectors."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import duckdb
import numpy as np
from numpy.typing import NDArray

from warehouse.database.columns import columns
from warehouse.database.rows import Float32, Unsigned32, Unsigned64, UuidText, rows, stage
from warehouse.database.statements import execute, execute_all, statement

Span = tuple[datetime, datetime]
FEATURES = ("numbers", "names", "places", "words", "sounds")
# How many products a text has.
PRODUCT_COUNT = 10
STAGE_WINDOW = ("window/stage_new_original", "window/stage_reached", "window/stage_window")
# DuckDB packs such numbers into half the space of others; cosines move by less than 1e-4.
_VECTOR_DECIMALS = 5
# Vectors and features are made of less; whole texts of a run may be a hundred megabytes.
_LEAD_CHARS = 20_000
_READ_AT_ONCE = 8_192
# Up to some hundred vectors in between are read as well: that costs less than another query.
_SKIPPED_FROM = 512


@dataclass(frozen=True, slots=True, kw_only=True)
class OriginalText:
    """The text of an original that is to be embedded."""

    article_id: str
    published_at: datetime
    language: str
    title: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TextVector:
    """The vector of an original by one model, as it is stored, and the hashes of each kind of feature."""

    article_id: UuidText
    published_at: datetime
    language: str
    embedder: str
    vector: Sequence[Float32]
    numbers: Sequence[Unsigned64]
    names: Sequence[Unsigned32]
    places: Sequence[Unsigned32]
    words: Sequence[Unsigned32]
    sounds: Sequence[Unsigned32]


@dataclass(frozen=True, slots=True, kw_only=True)
class FeatureColumn:
    """One kind of feature of many texts: all hashes in one array, and where each text's begin in it."""

    values: NDArray[np.unsignedinteger]
    starts: NDArray[np.intp]


@dataclass(frozen=True, slots=True, kw_only=True)
class WindowColumns:
    """Texts in columns; `event_id` is empty for a text in no event, `vector` is n by dimension.

    `features` has a column for each of FEATURES. A text that no grouping compared yet is not
    `is_compared`, and its `products` are zeros.
    """

    article_id: NDArray[np.object_]
    published_s: NDArray[np.float64]
    language: NDArray[np.object_]
    event_id: NDArray[np.object_]
    is_compared: NDArray[np.bool_]
    products: NDArray[np.int32]
    vector: NDArray[np.float32]
    features: Mapping[str, FeatureColumn]


@dataclass(frozen=True, slots=True, kw_only=True)
class LanguageSum:
    """Count and sum of the vectors that an embedder made of texts in a language, as of a run."""

    embedder: str
    language: str
    article_count: int
    total: Sequence[float]
    run_id: str


def originals_without_vector(connection: duckdb.DuckDBPyConnection, embedder: str) -> list[OriginalText]:
    """Return the originals to embed, each with the beginning of its text."""
    execute(connection, "window/stage_new_original")
    bound = {"embedder": embedder, "lead_chars": _LEAD_CHARS}
    return rows(execute(connection, "window/originals_without_vector", **bound), OriginalText)


def write_vectors(connection: duckdb.DuckDBPyConnection, vectors: Sequence[TextVector]) -> None:
    """Store vectors and features; those of articles that have them already, or are gone, are left out."""
    stage(connection, "stage_vector", TextVector, vectors)
    execute(connection, "window/keep_vectors")


def stored_vectors(vectors: NDArray[np.float32]) -> list[list[float]]:
    """Return vectors (n by dimension) as they are stored."""
    rounded: list[list[float]] = vectors.astype(float).round(_VECTOR_DECIMALS).tolist()
    return rounded


def as_stored(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return vectors as they are read again after they were stored."""
    return vectors.astype(float).round(_VECTOR_DECIMALS).astype(np.float32)


def new_original_spans(connection: duckdb.DuckDBPyConnection, embedder: str, margin: timedelta) -> list[Span]:
    """Return the spans of time within `margin` of the originals in no event, where there are any."""
    execute(connection, "window/stage_new_original")
    execute(connection, "window/stage_moment", embedder=embedder)
    return execute(connection, "window/spans", margin_s=margin.total_seconds()).fetchall()


def bounds(spans: Sequence[Span]) -> dict[str, list[datetime]]:
    """Return the beginnings and the ends of spans of time, by the names that statements bind them to."""
    return {"since": [since for since, _ in spans], "until": [until for _, until in spans]}


def text_count(connection: duckdb.DuckDBPyConnection, embedder: str, spans: Sequence[Span]) -> int:
    """Return how many texts with a vector were published in spans of time."""
    ((count,),) = execute(connection, "window/text_count", embedder=embedder, **bounds(spans)).fetchall()
    return int(count)


def window(connection: duckdb.DuckDBPyConnection, embedder: str, spans: Sequence[Span]) -> WindowColumns:
    """Return the originals in no event, and the texts of all events of the spans of time.

    Events are as grouping alone decided: what corrections moved is where it was.
    """
    execute_all(connection, STAGE_WINDOW, embedder=embedder, **bounds(spans))
    return window_columns(connection, embedder)


def texts_of_events(
    connection: duckdb.DuckDBPyConnection, embedder: str, events: Collection[str]
) -> WindowColumns:
    """Return the texts of some events as they are shown."""
    execute(connection, "window/stage_events", embedder=embedder, events=sorted(events))
    return window_columns(connection, embedder)


def window_columns(connection: duckdb.DuckDBPyConnection, embedder: str) -> WindowColumns:
    """Return the texts that are staged as the window."""
    found = columns(connection, statement("window/window"))
    return WindowColumns(
        article_id=found["article_id"],
        published_s=found["published_s"],
        language=found["language"],
        event_id=found["event_id"],
        is_compared=found["is_compared"],
        products=_products(connection, found["position"]),
        vector=_vectors(connection, embedder, found["position"]),
        features={kind: _features(connection, kind, found["position"]) for kind in FEATURES},
    )


def _vectors(
    connection: duckdb.DuckDBPyConnection, embedder: str, positions: NDArray[np.int64]
) -> NDArray[np.float32]:
    """Return the vectors at some row ids (n by dimension), read in batches.

    Batches reuse memory, and getting memory costs more than reading.
    """
    values = np.empty((0, 0), dtype=np.float32)
    done = 0
    _set_variables(connection, embedder=embedder)
    for batch in _stretches(positions):
        _set_variables(connection, first=int(batch[0]), last=int(batch[-1]))
        present = columns(connection, statement("window/vector_positions"))["position"]
        found = columns(connection, statement("window/vectors"))["value"].reshape(len(present), -1)
        if not done:
            values = np.empty((len(positions), found.shape[1]), dtype=np.float32)
        rows_of_batch = values[done : done + len(batch)]
        np.take(found, np.searchsorted(present, batch), axis=0, out=rows_of_batch, mode="clip")
        done += len(batch)
    return values


def _set_variables(connection: duckdb.DuckDBPyConnection, **values: str | int) -> None:
    """Bind what a query of `columns` reads by getvariable()."""
    for name, value in values.items():
        connection.execute(f"SET VARIABLE {name} = $value", {"value": value})


def _stretches(positions: NDArray[np.int64]) -> Iterator[NDArray[np.int64]]:
    """Yield rising positions in parts that are close together: what is between them is read as well."""
    for part in np.split(positions, np.flatnonzero(np.diff(positions) > _SKIPPED_FROM) + 1):
        for start in range(0, len(part), _READ_AT_ONCE):
            yield part[start : start + _READ_AT_ONCE]


def _features(
    connection: duckdb.DuckDBPyConnection, kind: str, positions: NDArray[np.int64]
) -> FeatureColumn:
    """Return one kind of feature of the window's texts.

    Lists are not copied into the window's table: that costs ten times what reading them does.
    """
    found = columns(
        connection,
        f"SELECT article_vector.rowid AS position, unnest({kind}) AS value "  # noqa: S608 - our own names
        "FROM article_vector SEMI JOIN stage_window ON article_vector.rowid = stage_window.position",
    )
    order = _order(found["position"])
    return FeatureColumn(
        values=found["value"][order], starts=np.searchsorted(found["position"][order], positions)
    )


def _products(connection: duckdb.DuckDBPyConnection, positions: NDArray[np.int64]) -> NDArray[np.int32]:
    found = columns(connection, statement("window/products"))
    products = np.zeros((len(positions), PRODUCT_COUNT), dtype=np.int32)
    rows_of = np.searchsorted(positions, found["position"].reshape(-1, PRODUCT_COUNT)[:, 0])
    products[rows_of] = found["value"].reshape(-1, PRODUCT_COUNT)
    return products


def _order(positions: NDArray[np.int64]) -> NDArray[np.int64] | slice:
    """Return what sorts positions; mostly they are sorted already."""
    is_sorted = bool((positions[1:] >= positions[:-1]).all())
    return slice(None) if is_sorted else np.argsort(positions, kind="stable")


def apart_pairs(connection: duckdb.DuckDBPyConnection) -> list[tuple[str, str]]:
    """Return the pairs of texts of the window (as last read) that share no event."""
    return execute(connection, "window/apart").fetchall()


def taken_ids(connection: duckdb.DuckDBPyConnection, since_s: float, until_s: float) -> frozenset[str]:
    """Return the ids of articles published in a span (POSIX seconds) that grouping gave an event too."""
    found = execute(connection, "window/taken_ids", since=since_s, until=until_s).fetchall()
    return frozenset(article_id for (article_id,) in found)


def language_sums(
    connection: duckdb.DuckDBPyConnection, embedder: str
) -> dict[str, tuple[int, NDArray[np.float32]]]:
    """Return the count and the sum of all vectors of each language so far."""
    found = execute(connection, "window/language_sums", embedder=embedder).fetchall()
    return {language: (count, np.array(total, dtype=np.float32)) for language, count, total in found}


def latest_embedder(connection: duckdb.DuckDBPyConnection, events: Collection[str]) -> str | None:
    """Return the model that made the vector of the latest text of some events, None where none has one."""
    found = execute(connection, "window/latest_embedder", events=sorted(events)).fetchall()
    return str(found[0][0]) if found[0][0] else None
