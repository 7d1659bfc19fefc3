"""Open the warehouse: one private file for the one writer, one published copy for everyone else.

While a process has a DuckDB file open for writing nobody else can open it, not even to read. So the
writer's file is private, and readers get a copy that each load replaces in one rename.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb

from model import PermanentError, TransientError
from warehouse.migrating import migrate

Connection = duckdb.DuckDBPyConnection


@dataclass(frozen=True, slots=True, kw_only=True)
class WarehousePaths:
    """Where the warehouse lives: `published` is what readers open, `writer` is private."""

    published: Path
    writer: Path


@contextmanager
def open_writer(paths: WarehousePaths) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open the writer's file, made or migrated where it needs to be, and close it again.

    Raises TransientError where another process has it open or the disk is full, PermanentError where
    the file cannot be read as a warehouse.
    """
    paths.writer.parent.mkdir(parents=True, exist_ok=True)
    if not paths.writer.exists() and paths.published.exists():
        _adopt_published(paths)
    with explained(paths.writer):
        connection = duckdb.connect(paths.writer, config={"checkpoint_threshold": "256MB"})
        try:
            connection.execute("SET TimeZone = 'UTC'")
            migrate(connection)
            yield connection
        finally:
            connection.close()


def _adopt_published(paths: WarehousePaths) -> None:
    """Begin from the published copy where the writer's file was lost."""
    beside = paths.writer.with_suffix(".partial")
    shutil.copyfile(paths.published, beside)
    beside.replace(paths.writer)


@contextmanager
def open_reader(path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open the published copy for Parallax's own reading: read-only, but able to read its run files."""
    require(path)
    with explained(path):
        connection = duckdb.connect(path, read_only=True)
        try:
            connection.execute("SET TimeZone = 'UTC'")
            yield connection
        finally:
            connection.close()


def require(path: Path) -> None:
    """Raise PermanentError where there is no warehouse yet."""
    if not path.exists():
        raise PermanentError(
            f"There is no warehouse at {path} yet: `parallax run` or `parallax demo` makes one."
        )


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn what DuckDB says of a file into one of our errors, with what to do about it."""
    try:
        yield
    except duckdb.IOException as error:
        text = str(error).splitlines()[0]
        if "No space left" in text or "Disk quota" in text:
            raise TransientError(
                f"The disk of {path.parent} is full: free some space and run again. Nothing loaded is lost."
            ) from error
        if "lock" in text:
            raise TransientError(
                f"Another process has {path} open ({text}): wait for it, or end it, and run again."
            ) from error
        raise PermanentError(f"The warehouse {path} cannot be opened or written: {text}") from error
    except (duckdb.SerializationException, duckdb.FatalException, duckdb.InternalException) as error:
        raise PermanentError(
            f"The warehouse {path} is damaged ({str(error).splitlines()[0]}): move it away; "
            f"the other copy beside it will be taken instead."
        ) from error
