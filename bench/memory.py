"""Memory of a virtual machine, which costs two successive runs different amounts of time."""

import os

import numpy as np

_TAKEN_SHARE = 0.25


def hand_out_memory() -> None:
    """Allocate a quarter of the machine's memory, write to it, and free it.

    A virtual machine gets memory from its host when that is first written to, and slowly returns what is
    free. Getting it costs up to eight times as much as reusing memory. Without this, a run after the copying
    of a large file (which used up the available memory) costs up to a tenth more in every stage.
    """
    own_bytes = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    np.ones(int(own_bytes * _TAKEN_SHARE), dtype=np.uint8)
