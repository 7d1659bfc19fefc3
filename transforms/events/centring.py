"""Remove the language from a vector: subtract the mean of its language, then scale it to unit length again.

Raw cosines of unrelated texts in one language exceed those of translations in two, so that without this no
threshold would work. A language begins with the mean that ships in `weights/` (or the mean of those means),
which moves towards the mean of its own articles as they arrive.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import msgspec
import numpy as np

from transforms.embedding.embedder import VECTORS_AT_ONCE, Vectors
from transforms.language.tags import without_script

# The starting mean of a language weighs as much as this many articles; one that was not measured, less.
STARTING_WEIGHT = 25
UNMEASURED_WEIGHT = 5


@dataclass(frozen=True, slots=True)
class VectorSum:
    """The number of vectors of a language, and their sum."""

    count: int
    total: Vectors


def moved_sums(
    before: Mapping[str, tuple[int, Vectors]], languages: Iterable[str], vectors: Iterable[Vectors]
) -> dict[str, VectorSum]:
    """Return count and sum of the vectors of each language after more vectors arrived, with their tags."""
    sums = {language: VectorSum(count, total) for language, (count, total) in before.items()}
    for language, vector in zip(languages, vectors, strict=True):
        seen = sums.get(language, VectorSum(0, np.zeros_like(vector)))
        sums[language] = VectorSum(seen.count + 1, seen.total + vector)
    return sums


def unit(vectors: Vectors) -> Vectors:
    """Return vectors (n by dimension, or one) scaled to length 1; zero vectors stay zero."""
    lengths = np.sqrt(np.einsum("...i,...i->...", vectors, vectors))
    return np.asarray(vectors * (1 / np.maximum(lengths, 1e-9))[..., None], dtype=np.float32)


@dataclass(frozen=True, slots=True)
class LanguageMeans:
    """The mean vector of each language, and a fallback for all others."""

    by_language: Mapping[str, Vectors]
    fallback: Vectors

    def centre(self, vectors: Vectors, languages: list[str], out: Vectors | None = None) -> Vectors:
        """Return unit vectors (n by dimension) after the mean of each one's language was subtracted.

        They are written to `out`, which may be `vectors`.
        """
        places: dict[str, int] = {}
        codes = np.fromiter(
            (places.setdefault(tag, len(places)) for tag in languages), np.intp, len(languages)
        )
        means = np.stack([self._mean(tag) for tag in places])
        centred = np.empty(vectors.shape, dtype=np.float32) if out is None else out
        # In batches: a window has a hundred thousand texts.
        for start in range(0, len(vectors), VECTORS_AT_ONCE):
            batch = slice(start, start + VECTORS_AT_ONCE)
            centred[batch] = unit(vectors[batch] - means[codes[batch]])
        return centred

    def _mean(self, tag: str) -> Vectors:
        """Return the mean of a tag, of its language without script, or of all languages."""
        mean = self.by_language.get(tag, self.by_language.get(without_script(tag)))
        return self.fallback if mean is None else mean


def language_means(seen: Mapping[str, VectorSum]) -> LanguageMeans:
    """Return the starting means, moved by the weight of the articles in `seen`."""
    starting = _starting_means()
    fallback = np.mean(list(starting.values()), axis=0).astype(np.float32)
    moved = dict(starting)
    for language, vectors in seen.items():
        shipped = starting.get(language, starting.get(without_script(language)))
        weight = UNMEASURED_WEIGHT if shipped is None else STARTING_WEIGHT
        start = fallback if shipped is None else shipped
        moved[language] = ((start * weight + vectors.total) / (weight + vectors.count)).astype(np.float32)
    return LanguageMeans(by_language=moved, fallback=fallback)


@cache
def _starting_means() -> Mapping[str, Vectors]:
    raw = files("transforms").joinpath("weights/language_means.json").read_bytes()
    rows = msgspec.json.decode(raw, type=dict[str, list[int]])
    return {language: np.array(row, dtype=np.float32) / np.float32(10_000) for language, row in rows.items()}
