"""Embed the originals that have no vector yet."""

from collections.abc import Sequence

from pipeline.running import progress
from transforms.embedding.embedder import Embedder, text_to_embed
from transforms.events.features import TextFeatures, features_of
from warehouse import Connection
from warehouse.steps import event_groups
from warehouse.steps.event_groups import FeatureLists, OriginalText

_BATCH_SIZE = 128


def embed_originals(connection: Connection, model: Embedder) -> None:
    """Embed the originals that have no vector, in batches that are stored at once: a dead run keeps them."""
    embed(connection, model, event_groups.originals_without_vector(connection, model.name))


def embed(connection: Connection, model: Embedder, rows: Sequence[OriginalText]) -> None:
    """Embed the texts of `event_groups.originals_without_vector`, and store their vectors batch by batch."""
    with progress.track("embed", len(rows)) as advance:
        for start in range(0, len(rows), _BATCH_SIZE):
            batch = rows[start : start + _BATCH_SIZE]
            vectors = model.embed([text_to_embed(row.title, row.text) for row in batch])
            features = [_listed(features_of(row.title, row.text, row.language)) for row in batch]
            event_groups.write_vectors(connection, batch, vectors, features, model.name)
            for _ in batch:
                advance()


def _listed(features: TextFeatures) -> FeatureLists:
    return FeatureLists(
        numbers=sorted(features.numbers),
        names=sorted(features.names),
        places=sorted(features.places),
        words=sorted(features.words),
        sounds=sorted(features.sounds),
    )
