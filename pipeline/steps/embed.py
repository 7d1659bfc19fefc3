"""Embed one batch of texts. This needs no warehouse: any worker can do it."""

from pipeline.grouping.embedders import embedder
from pipeline.grouping.vectors import embedded
from pipeline.handoff import EMBEDDED_TEXTS, TEXTS_TO_EMBED, Batch
from pipeline.settings import Settings


def embed(settings: Settings, batch: str) -> str:
    """Embed the texts of a batch that `group_copies` wrote; return the folder of the results.

    Raises ConfigurationError where a model folder of the user's cannot be loaded.
    """
    own = Batch.at(batch)
    texts = TEXTS_TO_EMBED.read(own.folder, own.number)
    results = embedded(embedder(settings), texts) if texts else ()
    return str(EMBEDDED_TEXTS.write(own.folder, results, own.attempt().number).parent)
