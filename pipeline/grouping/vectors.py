"""Embed the originals that have no vector yet."""

from typing import Any

from pipeline.running import progress
from transforms.embedding.embedder import Embedder, text_to_embed
from transforms.events.features import KINDS, TextFeatures, features_of
from warehouse import Connection
from warehouse.steps import relating

_BATCH_SIZE = 128

Row = dict[str, Any]


def embed_originals(connection: Connection, model: Embedder) -> None:
    """Embed the originals that have no vector, in batches that are stored at once: a dead run keeps them."""
    embed(connection, model, relating.originals_without_vector(connection, model.name))


def embed(connection: Connection, model: Embedder, rows: list[Row]) -> None:
    """Embed the texts of `relating.originals_without_vector`, and store their vectors batch by batch."""
    with progress.track("embed", len(rows)) as advance:
        for start in range(0, len(rows), _BATCH_SIZE):
            batch = rows[start : start + _BATCH_SIZE]
            vectors = model.embed([text_to_embed(row["title"], row["text"]) for row in batch])
            features = [_listed(features_of(row["title"], row["text"], row["language"])) for row in batch]
            relating.write_vectors(connection, batch, vectors, features, model.name)
            for _ in batch:
                advance()


def _listed(features: TextFeatures) -> dict[str, list[int]]:
    return {kind: sorted(getattr(features, kind)) for kind in KINDS}
