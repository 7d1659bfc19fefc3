"""All pairs of some rows."""

import numpy as np

from transforms.events.terms import Rows


def all_pairs(count: int) -> tuple[Rows, Rows]:
    """Return every pair of rows, both ways round and each row with itself."""
    ones, others = np.indices((count, count))
    return ones.ravel(), others.ravel()
