"""What Parallax keeps is for its user alone: folders 0700 and files 0600, whatever the umask was."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from pipeline.running import progress

_FOR_OTHERS = 0o077


@contextmanager
def private(data: Path) -> Iterator[None]:
    """Make the data folder, and close it and what is made until the context ends to other users.

    A folder that others may enter, as versions before this one left it, is closed with all that is in it. The
    processes that are started in the context inherit this; what the user asked for elsewhere, before or
    after it, gets the user's own umask.
    """
    data.parent.mkdir(parents=True, exist_ok=True)
    before = os.umask(_FOR_OTHERS)
    try:
        data.mkdir(exist_ok=True)
        if data.stat().st_mode & _FOR_OTHERS:
            _close(data)
        yield
    finally:
        os.umask(before)


def _close(data: Path) -> None:
    try:
        data.chmod(0o700)
        for folder, folders, files in os.walk(data):
            for name in folders:
                _close_one(Path(folder, name))
            for name in files:
                _close_one(Path(folder, name))
    except OSError as error:
        progress.warn(
            f"{error.filename} is open to other users of this machine and cannot be closed "
            f"({error.strerror}): let its owner change its mode to 0700."
        )
        return
    progress.say(f"{data} was open to other users of this machine: now it is yours alone.")


def _close_one(path: Path) -> None:
    mode = path.lstat().st_mode
    if mode & _FOR_OTHERS and not path.is_symlink():
        path.chmod(mode & 0o777 & ~_FOR_OTHERS)
