"""How alike two texts are, in one number."""

import numpy as np
from numpy.typing import NDArray

from transforms.events.originals import Originals, Rows


def likeness(texts: Originals, ones: Rows, others: Rows) -> NDArray[np.float32]:
    """Return the likeness of each pair of texts (rows): the cosine of their centred vectors, -1 to 1."""
    return np.asarray(np.einsum("ij,ij->i", texts.vectors[ones], texts.vectors[others]), dtype=np.float32)
