"""Remove the language from a vector: subtract the mean of its language, then scale it to unit length again.

Raw cosines of unrelated texts in one language exceed those of translations in two, so that without this no
threshold would work. For multilingual-e5-small the means ship in `weights/`, and stay as they are: a vector
then never depends on which articles came before. For a model of the user's they are the means of the articles
seen so far.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import msgspec
import numpy as np

from transforms.embedding.embedder import VECTORS_AT_ONCE, Vectors
from transforms.language.tags import without_script

# Until it has more articles, the mean of a language is close to that of all languages.
STARTING_WEIGHT = 5
# The models whose means ship: all engines for these weights make nearly the same vectors.
MEASURED_MODEL = "multilingual-e5-small/"


@dataclass(frozen=True, slots=True)
class VectorSum:
    """The number of vectors of a language, and their sum."""

    count: int
    total: Vectors


def known_sums(stored: Mapping[str, tuple[int, Vectors]]) -> dict[str, VectorSum]:
    """Return count and sum of the vectors of each language, as they are stored."""
    return {language: VectorSum(count, total) for language, (count, total) in stored.items()}


def moved_sums(
    before: Mapping[str, tuple[int, Vectors]], languages: Iterable[str], vectors: Iterable[Vectors]
) -> dict[str, VectorSum]:
    """Return count and sum of the vectors of each language after more vectors arrived, with their tags."""
    sums = known_sums(before)
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


def language_means(embedder: str, seen: Mapping[str, VectorSum]) -> LanguageMeans:
    """Return the means for the vectors of an embedder; `seen` are its sums so far, by language."""
    if embedder.startswith(MEASURED_MODEL):
        shipped = _shipped_means()
        return LanguageMeans(shipped, np.mean(list(shipped.values()), axis=0).astype(np.float32))
    if not seen:
        raise ValueError(f"No articles of {embedder} have been seen: there is nothing to take means of.")
    count = sum(one.count for one in seen.values())
    overall = np.asarray(sum(one.total for one in seen.values()) / max(1, count), dtype=np.float32)
    means = {
        language: ((overall * STARTING_WEIGHT + one.total) / (STARTING_WEIGHT + one.count)).astype(np.float32)
        for language, one in seen.items()
    }
    return LanguageMeans(by_language=means, fallback=overall)


@cache
def _shipped_means() -> Mapping[str, Vectors]:
    raw = files("transforms").joinpath("weights/language_means.json").read_bytes()
    rows = msgspec.json.decode(raw, type=dict[str, list[int]])
    return {language: np.array(row, dtype=np.float32) / np.float32(10_000) for language, row in rows.items()}
