"""Embed originals: their vectors, and the features that are compared beside these."""

from collections.abc import Iterator, Sequence

from pipeline.running import progress
from transforms.embedding.embedder import Embedder, text_to_embed
from transforms.events.features import features_of
from warehouse import Connection
from warehouse.steps import event_groups
from warehouse.steps.event_groups import OriginalText, TextVector, stored_vectors

_BATCH_SIZE = 128


def embed(connection: Connection, model: Embedder, texts: Sequence[OriginalText]) -> None:
    """Embed texts, and store their vectors batch by batch: what was interrupted keeps them."""
    for batch in _batches(model, texts):
        event_groups.write_vectors(connection, batch)


def embedded(model: Embedder, texts: Sequence[OriginalText]) -> Iterator[TextVector]:
    """Yield the vector and the features of each text, in their order."""
    for batch in _batches(model, texts):
        yield from batch


def _batches(model: Embedder, texts: Sequence[OriginalText]) -> Iterator[list[TextVector]]:
    with progress.track("embed", len(texts)) as advance:
        for start in range(0, len(texts), _BATCH_SIZE):
            batch = texts[start : start + _BATCH_SIZE]
            vectors = stored_vectors(model.embed([text_to_embed(one.title, one.text) for one in batch]))
            yield [_compared(*one, model.name) for one in zip(batch, vectors, strict=True)]
            for _ in batch:
                advance()


def _compared(text: OriginalText, vector: Sequence[float], model_name: str) -> TextVector:
    features = features_of(text.title, text.text, text.language)
    return TextVector(
        article_id=text.article_id,
        published_at=text.published_at,
        language=text.language,
        embedder=model_name,
        vector=vector,
        numbers=sorted(features.numbers),
        names=sorted(features.names),
        places=sorted(features.places),
        words=sorted(features.words),
        sounds=sorted(features.sounds),
    )
