"""Write files whole, compare them, and recognise a full disk.

These few functions lie in `model` because every package writes files and the packages do not import each
other.
"""

import errno
import fcntl
import hashlib
import os
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp

PARTIAL = ".partial"
# How long a lock of a folder is waited for: whoever removes leftovers holds one for a moment.
_PATIENCE_S = 2.0
# The folders that this process has locked for itself: a second lock of its own would wait for the first.
_ALONE_IN: set[Path] = set()


@contextmanager
def written_whole(path: Path, *, is_durable: bool = False, ending: str = PARTIAL) -> Iterator[Path]:
    """Yield a hidden name beside `path` to write to, and rename that file to `path` when the block ends.

    Whoever opens `path` sees the old file or the new one, never half of one. Where the block raises, the
    partial file is removed and `path` stays as it was; one that a killed process left is removed first.
    The folder must exist. With `is_durable` the file and its new name are on the disk before this returns.
    Two processes that may write the same file at one time need an `ending` each.
    """
    partial = path.with_name(f".{path.name}{ending}")
    with in_use(path.parent):
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


@contextmanager
def temporary_folder(parent: Path, prefix: str) -> Iterator[Path]:
    """Make a folder in `parent` that is removed when the block ends, and in use until then."""
    while True:
        folder = Path(mkdtemp(prefix=prefix, dir=parent))
        with in_use(folder):
            # Between its making and its use, another process may have taken it for one that was left behind.
            if not folder.exists():
                continue
            try:
                yield folder
            finally:
                shutil.rmtree(folder, ignore_errors=True)
            return


@contextmanager
def in_use(folder: Path) -> Iterator[None]:
    """Say to other processes that this one has temporary files in a folder, or that the folder is one.

    The operating system forgets it however the process ends, so that `claimed` finds what was left behind.
    Where somebody else locks the folder for long, the work goes on without this.
    """
    handle = None if folder.absolute() in _ALONE_IN else _handle(folder)
    try:
        if handle is not None:
            _share(handle)
        yield
    finally:
        if handle is not None:
            os.close(handle)


@contextmanager
def claimed(folder: Path) -> Iterator[bool]:
    """Yield whether nobody has a folder in use; then nobody can begin to before the block ends."""
    handle = _handle(folder)
    try:
        yield handle is not None and _claim(handle)
    finally:
        if handle is not None:
            os.close(handle)


@contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """Wait until nobody else works in a folder, and keep others waiting until the block ends."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        _ALONE_IN.add(folder.absolute())
        yield
    finally:
        _ALONE_IN.discard(folder.absolute())
        os.close(handle)


def _handle(folder: Path) -> int | None:
    try:
        return os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    except OSError:
        return None


def _share(handle: int) -> None:
    """Lock a folder together with others; not every file system of a network can."""
    until = time.monotonic() + _PATIENCE_S
    while time.monotonic() < until:
        try:
            fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            time.sleep(0.01)
        except OSError:
            return
        else:
            return


def _claim(handle: int) -> bool:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


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
