"""Write files whole, compare them, and recognise a full disk.

These few functions lie in `model` because every package writes files and the packages do not import each
other.
"""

import errno
import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PARTIAL = ".partial"


@contextmanager
def written_whole(path: Path, *, is_durable: bool = False, ending: str = PARTIAL) -> Iterator[Path]:
    """Yield a hidden name beside `path` to write to, and rename that file to `path` when the block ends.

    Whoever opens `path` sees the old file or the new one, never half of one. Where the block raises, the
    partial file is removed and `path` stays as it was; one that a killed process left is removed first.
    The folder must exist. With `is_durable` the file and its new name are on the disk before this returns.
    Two processes that may write the same file at one time need an `ending` each.
    """
    partial = path.with_name(f".{path.name}{ending}")
    partial.unlink(missing_ok=True)
    try:
        yield partial
        if is_durable:
            sync(partial)
        partial.replace(path)
        if is_durable:
            sync(path.parent)
    finally:
        partial.unlink(missing_ok=True)


def write_whole(path: Path, data: bytes, *, is_durable: bool = False) -> None:
    """Write a file that fits in memory as `written_whole` does."""
    with written_whole(path, is_durable=is_durable) as partial:
        partial.write_bytes(data)


def sync(path: Path) -> None:
    """Wait until a file's content, or the names in a folder, are safe from a loss of power."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sha256_of(path: Path) -> str:
    """Return the SHA-256 of a file's content, in hexadecimal; reads it in pieces."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def is_disk_full(error: OSError) -> bool:
    """Say whether an operation failed because the disk, or the user's share of it, is full."""
    return error.errno in {errno.ENOSPC, errno.EDQUOT}


def full_disk_of(error: OSError) -> Path | None:
    """Return the file that found no room, of two the second, as in copying; None where it is unknown."""
    name = error.filename2 or error.filename
    return Path(os.fsdecode(name)) if isinstance(name, (str, bytes)) else None


def disk_full_text(where: object) -> str:
    """Return what to tell the user about a full disk; `where` is the file or folder that was written."""
    return f"The disk of {where} is full: free some space and run again. Nothing loaded is lost."
