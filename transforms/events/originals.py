"""What grouping compares of original texts, in columns, because a window holds a hundred thousand."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from transforms.embedding.embedder import Vectors
from transforms.events.features import KINDS, FeatureColumns
from transforms.events.nearest import Products
from transforms.events.terms import Rows
from transforms.language.tags import without_script


@dataclass(frozen=True, kw_only=True)
class Originals:
    """Original texts, one per row.

    `vectors` are centred and whole (`nearest.whole`), `published_s` POSIX seconds. `event_ids` has the event
    of each text, None for one without. `products` are those of the last grouping (`nearest.Nearest`); a text
    that was in none is not `is_compared`, and has zeros.
    """

    article_ids: Sequence[str]
    published_s: NDArray[np.float64]
    vectors: Vectors
    languages: Sequence[str]
    features: FeatureColumns
    event_ids: Sequence[str | None]
    products: Products
    is_compared: NDArray[np.bool_]

    def __len__(self) -> int:
        """Return how many texts there are."""
        return len(self.article_ids)

    def of_rows(self, rows: Rows) -> "Originals":
        """Return some of the texts."""
        listed = rows.tolist()
        return Originals(
            article_ids=[self.article_ids[row] for row in listed],
            published_s=self.published_s[rows],
            vectors=self.vectors[rows],
            languages=[self.languages[row] for row in listed],
            features=FeatureColumns(**{kind: getattr(self.features, kind).of_rows(rows) for kind in KINDS}),
            event_ids=[self.event_ids[row] for row in listed],
            products=self.products[rows],
            is_compared=self.is_compared[rows],
        )

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
