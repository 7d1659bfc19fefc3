"""How alike two texts are: the one number by which a pair of texts is judged."""

import numpy as np
from numpy.typing import NDArray

from transforms.events.originals import Originals, Rows


def likeness(texts: Originals, ones: Rows, others: Rows) -> NDArray[np.float32]:
    """Return how alike each pair of texts (two rows) is: the cosine of their centred vectors, -1 to 1.

    Whatever decides pairs better takes its place here.
    """
    return np.asarray(np.einsum("ij,ij->i", texts.vectors[ones], texts.vectors[others]), dtype=np.float32)
