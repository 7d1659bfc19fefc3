"""What grouping compares of original texts, in columns, because a window holds a hundred thousand."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from transforms.embedding.embedder import Vectors
from transforms.events.features import FeatureColumns
from transforms.events.nearest import Products
from transforms.events.terms import Rows
from transforms.language.tags import without_script


@dataclass(frozen=True, kw_only=True)
class Originals:
    """Original texts, one per row.

    `vectors` are centred and whole (`nearest.whole`), `published_s` POSIX seconds. For a text that has an
    event, `event_ids` has its id and `scores` the score with which it is in it; for others None and 0.
    `products` are those of the last grouping (`nearest.Nearest`); a text that was in none is not
    `is_compared`, and has zeros.
    """

    article_ids: Sequence[str]
    published_s: NDArray[np.float64]
    vectors: Vectors
    languages: Sequence[str]
    features: FeatureColumns
    event_ids: Sequence[str | None]
    scores: Sequence[float]
    products: Products
    is_compared: NDArray[np.bool_]

    def __len__(self) -> int:
        """Return how many texts there are."""
        return len(self.article_ids)

    @cached_property
    def language_codes(self) -> Rows:
        """A number for the language of each text, whatever its script."""
        codes: dict[str, int] = {}
        code_of = {
            tag: codes.setdefault(without_script(tag), len(codes)) for tag in dict.fromkeys(self.languages)
        }
        return np.fromiter((code_of[tag] for tag in self.languages), np.intp, len(self))

    def in_order(self, rows: Iterable[int]) -> list[int]:
        """Return rows in the order of publication, those of one moment in the order of their ids."""
        return sorted(rows, key=lambda row: (self.published_s[row], self.article_ids[row]))
