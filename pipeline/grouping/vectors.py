"""Embed the originals that have no vector yet."""

from typing import Any

from pipeline.running import progress
from transforms.embedding.embedder import Embedder, text_to_embed
from transforms.events.clues import KINDS, Clues, clues_of
from warehouse import Connection
from warehouse.steps import relating

_BATCH_SIZE = 128

Row = dict[str, Any]


def embed_originals(connection: Connection, model: Embedder) -> None:
    """Embed the originals that have no vector; kept in small lots, so that a dead run's are not lost."""
    embed(connection, model, relating.originals_without_vector(connection, model.name))


def embed(connection: Connection, model: Embedder, rows: list[Row]) -> None:
    """Embed texts (as of `relating.originals_without_vector`), and keep their vectors in small lots."""
    with progress.track("embed", len(rows)) as advance:
        for start in range(0, len(rows), _BATCH_SIZE):
            lot = rows[start : start + _BATCH_SIZE]
            vectors = model.embed([text_to_embed(row["title"], row["text"]) for row in lot])
            clues = [_listed(clues_of(row["title"], row["text"], row["language"])) for row in lot]
            relating.write_vectors(connection, lot, vectors, clues, model.name)
            for _ in lot:
                advance()


def _listed(clues: Clues) -> dict[str, list[int]]:
    return {kind: sorted(getattr(clues, kind)) for kind in KINDS}
