"""What grouping compares of original texts, in columns, because a window holds a hundred thousand."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from transforms.embedding.embedder import Vectors
from transforms.events.features import FeatureColumns

Rows = NDArray[np.intp]


@dataclass(frozen=True, slots=True, kw_only=True)
class Originals:
    """Original texts, one per row.

    `vectors` are centred and of unit length, `published_s` POSIX seconds. For a text that has an event,
    `event_ids` has its id and `scores` the score with which the text joined it; for others None and 0.
    """

    article_ids: Sequence[str]
    published_s: NDArray[np.float64]
    vectors: Vectors
    languages: Sequence[str]
    features: FeatureColumns
    event_ids: Sequence[str | None]
    scores: Sequence[float]

    def __len__(self) -> int:
        """Return how many texts there are."""
        return len(self.article_ids)

    def in_order(self, rows: Iterable[int]) -> list[int]:
        """Return rows in the order of publication, those of one moment in the order of their ids."""
        return sorted(rows, key=lambda row: (self.published_s[row], self.article_ids[row]))

    def without_event(self) -> list[int]:
        """Return the rows of texts that have no event yet."""
        return [row for row, event_id in enumerate(self.event_ids) if event_id is None]
