"""Files and renames that outlast a loss of power."""

import os
from pathlib import Path


def sync(path: Path) -> None:
    """Wait until the disk has a file, or of a folder the names in it."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
