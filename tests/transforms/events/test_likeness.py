"""How alike two texts are: the cosine of their centred vectors."""

import numpy as np

from transforms.events.features import features_of, in_columns
from transforms.events.likeness import likeness
from transforms.events.originals import Originals


def test_the_same_is_wholly_alike_and_the_opposite_not_at_all() -> None:
    vectors = np.array([[1, 0], [0.6, 0.8], [-1, 0]], np.float32)
    texts = Originals(
        article_ids=["a", "b", "c"],
        published_s=np.zeros(3),
        vectors=vectors,
        languages=["en"] * 3,
        features=in_columns(features_of("", "", "en") for _ in vectors),
        event_ids=[None] * 3,
        scores=[0.0] * 3,
    )
    found = likeness(texts, np.array([0, 0, 0, 1]), np.array([0, 1, 2, 0]))
    assert np.allclose(found, [1, 0.6, -1, 0.6])
