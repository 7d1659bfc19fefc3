"""Memory as a machine hands it out, which is not the same for two runs one after another."""

import os

import numpy as np

_TAKEN_SHARE = 0.25


def hand_out_memory() -> None:
    """Take a quarter of the machine's memory, write to it, and give it back.

    A virtual machine gets memory from its host when that is first written to, and slowly returns what is
    free. Getting it costs up to eight times what taking memory used before does. Without this, a run after a
    large file was copied (whose pages take what was at hand) is up to a tenth dearer in every stage.
    """
    own_bytes = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    np.ones(int(own_bytes * _TAKEN_SHARE), dtype=np.uint8)
