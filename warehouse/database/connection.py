"""Open the warehouse: one private file for the one writer, one published copy for everyone else.

While a process has a DuckDB file open for writing nobody else can open it, not even to read. So the
writer's file is private, and readers get a copy that each load replaces in one rename.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from model import ParallaxError, PermanentError, TransientError
from model.files import disk_full_text, in_use, is_disk_full, written_whole
from model.paths import WarehousePaths
from warehouse.database.file_format import FORMAT, bring_to_format, has_format
from warehouse.database.migrating import is_current, migrate

Connection = duckdb.DuckDBPyConnection

WRITER_CONFIG: dict[str, str | bool | int | float | list[str]] = {
    "checkpoint_threshold": "256MB",
    "storage_compatibility_version": FORMAT,
}
# DuckDB divides work by groups of 122,880 rows. A file this small has a few in its longest tables, so that a
# second thread takes a quarter more CPU and hardly less time.
_ONE_THREAD_TO_BYTES = 1 << 30


@contextmanager
def open_writer(paths: WarehousePaths) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open the writer's file, made or migrated where it needs to be, and close it again.

    Raises TransientError where another process has it open or the disk is full, PermanentError where
    the file cannot be read as a warehouse.
    """
    paths.writer.parent.mkdir(parents=True, exist_ok=True)
    if not paths.writer.exists() and paths.published.exists():
        _adopt_published(paths)
    with in_use(paths.writer.parent), explained(paths.writer):
        connection = _connect(paths.writer)
        try:
            connection.execute("SET TimeZone = 'UTC'")
            if paths.writer.stat().st_size < _ONE_THREAD_TO_BYTES:
                connection.execute("SET threads = 1")
            yield connection
        finally:
            connection.close()


def _connect(path: Path) -> Connection:
    """Open the writer's file; one of an older format or with older tables is upgraded first."""
    connection = duckdb.connect(path, config=WRITER_CONFIG)
    if not (has_format(connection) and is_current(connection)):
        connection.close()
        _upgrade(path)
        connection = duckdb.connect(path, config=WRITER_CONFIG)
    return connection


def _upgrade(path: Path) -> None:
    """Bring a copy of the file to today's format, tables and views, and rename it over the file.

    Killed on the way it leaves the file as it was (docs/decisions/0029-migrations-in-a-copy.md).
    """
    with duckdb.connect(path) as connection:
        connection.execute("CHECKPOINT")
    with written_whole(path, is_durable=True) as partial, without_log(partial):
        shutil.copyfile(path, partial)
        with duckdb.connect(partial, config=WRITER_CONFIG) as connection:
            is_old = not has_format(connection)
        if is_old:
            bring_to_format(partial)
        with duckdb.connect(partial, config=WRITER_CONFIG) as connection:
            migrate(connection)


@contextmanager
def without_log(file: Path) -> Iterator[None]:
    """Leave no write-ahead log of a file, neither an old one nor one that DuckDB could not finish."""
    log = file.with_name(f"{file.name}.wal")
    log.unlink(missing_ok=True)
    try:
        yield
    finally:
        log.unlink(missing_ok=True)


def _adopt_published(paths: WarehousePaths) -> None:
    """Begin from the published copy where the writer's file was lost."""
    with written_whole(paths.writer) as partial:
        shutil.copyfile(paths.published, partial)


@contextmanager
def open_reader(path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open the published copy for Parallax's own reading: read-only, but able to read its run files."""
    require(path)
    # DuckDB may put a temporary folder beside the file.
    with in_use(path.parent), explained(path):
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
    except OSError as error:
        if not is_disk_full(error):
            raise
        raise _disk_full(path) from error
    except duckdb.Error as error:
        # A commit that finds no room is no IOException, but a failed transaction.
        text = str(error).splitlines()[0]
        if "No space left" in text or "Disk quota" in text:
            raise _disk_full(path) from error
        known = _explanation(path, error, text)
        if known is None:
            raise
        raise known from error


def _disk_full(path: Path) -> TransientError:
    return TransientError(disk_full_text(path.parent))


def _explanation(path: Path, error: duckdb.Error, text: str) -> ParallaxError | None:
    """Return what an error means for the file, None where it is one of the statement."""
    if isinstance(error, duckdb.IOException):
        if "lock" in text:
            return TransientError(
                f"Another process has {path} open ({text}): wait for it, or end it, and run again."
            )
        return PermanentError(f"The warehouse {path} cannot be opened or written: {text}")
    if isinstance(error, (duckdb.SerializationException, duckdb.FatalException, duckdb.InternalException)):
        return PermanentError(
            f"The warehouse {path} is damaged ({text}): move it away; "
            f"the other copy beside it will be taken instead."
        )
    return None
