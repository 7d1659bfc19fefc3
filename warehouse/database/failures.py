"""What DuckDB's errors mean for a warehouse file: locked, damaged, newer, without room or without right."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from model import DamagedError, ParallaxError, PermanentError, TransientError
from model.files import disk_full_text, full_disk_of, is_disk_full

_LOCKED = re.compile(r'IO Error: Could not set lock on file "')
_NEWER = re.compile(r"IO Error: Trying to read a database file with version number ")
# The whole beginning is compared: the rest has the path, which may have any word in it.
_DAMAGED = re.compile(
    r"IO Error: (Corrupt database file: "
    r'|The file ".*" exists, but it is not a valid DuckDB database file!'
    r'|Could not read enough bytes from file "'
    r'|Failure while replaying WAL file ")'
)
# A log that cannot be replayed for such a reason can be, once the reason is gone.
_BARRED = re.compile(r"(Permission denied|Is a directory|Input/output error)$")
_MAGIC_AT, _MAGIC = 8, b"DUCK"


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn what DuckDB says of a file into one of our errors, with what to do about it."""
    try:
        yield
    except OSError as error:
        if not is_disk_full(error):
            raise
        raise TransientError(disk_full_text(full_disk_of(error) or path.parent)) from error
    except duckdb.Error as error:
        # A commit that finds no room is no IOException, but a failed transaction.
        text = first_line(error)
        if "No space left" in text or "Disk quota" in text:
            raise TransientError(disk_full_text(path.parent)) from error
        known = _explanation(path, error, text)
        if known is None:
            raise
        raise known from error


def first_line(error: duckdb.Error) -> str:
    """Return the first line of what DuckDB says."""
    return str(error).partition("\n")[0]


def is_damage(error: duckdb.Error) -> bool:
    """Say whether an error says that a database file is damaged, or none."""
    text = first_line(error)
    return isinstance(error, duckdb.IOException) and bool(_DAMAGED.match(text)) and not _BARRED.search(text)


def require_database(path: Path) -> None:
    """Raise DamagedError where a file does not begin as a DuckDB file; DuckDB would try other formats."""
    try:
        with path.open("rb") as stream:
            head = stream.read(_MAGIC_AT + len(_MAGIC))
    except OSError as error:
        raise _barred(path, error.strerror or str(error)) from error
    if head[_MAGIC_AT:] != _MAGIC:
        raise damaged(path, "it does not begin as a DuckDB file" if head else "it is empty")


def damaged(path: Path, fault: str) -> DamagedError:
    """Return the error for a damaged file."""
    text = (
        f"The warehouse {path} is damaged and cannot be opened or read ({fault}): move it away, and the next "
        "`parallax run` takes its other copy. Without another copy restore a backup: `parallax restore DIR "
        "--overwrite`."
    )
    return DamagedError(text, fault)


def _explanation(path: Path, error: duckdb.Error, text: str) -> ParallaxError | None:
    """Return what an error means for the file, None where it is one of the statement."""
    if is_damage(error):
        return damaged(path, text)
    if isinstance(error, duckdb.IOException):
        return _barred(path, text)
    if isinstance(error, (duckdb.SerializationException, duckdb.FatalException, duckdb.InternalException)):
        return damaged(path, text)
    return None


def _barred(path: Path, text: str) -> ParallaxError:
    if _LOCKED.match(text):
        return TransientError(
            f"Another process has {path} open ({text}): wait for it, or end it, and run again."
        )
    if _NEWER.match(text):
        return PermanentError(
            f"The warehouse {path} was written by a newer DuckDB ({text}): update this installation."
        )
    if "Permission denied" in text:
        return PermanentError(
            f"The warehouse {path} may not be opened ({text}): change the rights of the file and its folder."
        )
    if "Is a directory" in text:
        return PermanentError(
            f"The warehouse {path} is a folder ({text}): move it away, or name another file."
        )
    return PermanentError(f"The warehouse {path} cannot be opened or written: {text}")
