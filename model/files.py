"""Write files whole, compare them, and recognise a full disk.

These few functions lie in `model` because every package writes files and the packages do not import each
other.
"""

import errno
import fcntl
import hashlib
import os
import shutil
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import mkdtemp

PARTIAL = ".partial"
# How long a lock of a folder is waited for: whoever removes leftovers holds one for a moment.
_PATIENCE_S = 2.0
# The folders that this process has locked for itself: a second lock of its own would wait for the first.
_ALONE_IN: set[Path] = set()

# As many links as Linux follows.
_MOST_LINKS = 40


@contextmanager
def written_whole(path: Path, *, is_durable: bool = False, ending: str = PARTIAL) -> Iterator[Path]:
    """Yield a name to write to, and rename that file to `path` when the block ends.

    Whoever opens `path` sees the old file or the new one, never half of one. Where the block raises, what it
    wrote is removed and `path` stays as it was; what a killed process left is removed first. The folder must
    exist. With `is_durable` the file and its new name are on the disk before this returns. Two processes
    that may write the same file at one time need an `ending` each (`process_ending`).

    The name is free, and in a hidden folder beside `path` that only this user may enter and that was made
    just now: no link that someone has planted there redirects what is written, also where a library opens
    the file by its name. That holds wherever others cannot rename this user's files: in folders of one's own
    and in those like /tmp. A link at `path` itself is replaced, not followed.
    """
    folder = _partial_folder(path, ending)
    with in_use(path.parent):
        discard(folder)
        folder.mkdir(mode=0o700)
        partial = folder / f"{path.name}{ending}"
        try:
            yield partial
            if is_durable:
                sync(partial)
            partial.replace(path)
            if is_durable:
                sync(path.parent)
        finally:
            discard(folder)


def process_ending(process_id: int | None = None) -> str:
    """Return an `ending` for files that one process writes, by default this one."""
    return f".{process_id or os.getpid()}{PARTIAL}"


def remove_partial(path: Path, ending: str = PARTIAL) -> None:
    """Remove what a killed process has left of a file it was writing."""
    discard(_partial_folder(path, ending))


def _partial_folder(path: Path, ending: str) -> Path:
    return path.with_name(f".{path.name}{ending}")


def discard(path: Path) -> None:
    """Remove a folder with all in it, or whatever else has its name; a link is removed, not followed."""
    with suppress(FileNotFoundError):
        if stat.S_ISDIR(path.lstat().st_mode):
            shutil.rmtree(path)
        else:
            path.unlink()


def hard_linked(source: Path, target: Path) -> bool:
    """Give a file a second name; say whether that worked: not across disks, nor on every file system."""
    try:
        os.link(source, target)
    except OSError:
        return False
    return True


def own_target(path: Path) -> Path:
    """Return the file to write where a user names `path`: that at the end of its links.

    Raises PermissionError at a link of another user, who could redirect what is written; those of the
    folder's owner are followed, as Linux does.
    """
    folder = path.absolute().parent
    for _ in range(_MOST_LINKS):
        link = folder / path.name
        if not link.is_symlink():
            break
        if link.lstat().st_uid not in {os.geteuid(), folder.stat().st_uid}:
            raise PermissionError(errno.EPERM, "is a link of another user: name a file", str(link))
        path = link.readlink()
        folder = (folder / path).parent
    return (folder / path.name).resolve()


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
