"""Open the warehouse: one private file for the one writer, one published copy for everyone else.

While a process has a DuckDB file open for writing nobody else can open it, not even to read. So the
writer's file is private, and readers get a copy that each load replaces in one rename.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import duckdb

from model import DamagedError, PermanentError, TransientError
from model.files import in_use, remove_partial, written_whole
from model.paths import WarehousePaths
from warehouse.database.failures import damaged, explained, require_database
from warehouse.database.file_format import FORMAT, bring_to_format, has_format
from warehouse.database.migrating import is_current, migrate
from warehouse.database.other_copy import adopt_published, log_of, mend_writer, set_aside
from warehouse.database.soundness import fault_of, is_cut

Connection = duckdb.DuckDBPyConnection

WRITER_CONFIG: dict[str, str | bool | int | float | list[str]] = {
    "checkpoint_threshold": "256MB",
    "storage_compatibility_version": FORMAT,
    # A file of another kind is not opened by fetching an extension.
    "autoinstall_known_extensions": "false",
}
# DuckDB divides work by groups of 122,880 rows. A file this small has a few in its longest tables, so that a
# second thread takes a quarter more CPU and hardly less time.
_ONE_THREAD_TO_BYTES = 1 << 30


@contextmanager
def open_writer(paths: WarehousePaths) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open the writer's file, made or migrated where it needs to be, and close it again.

    Where the file is lost or damaged, the published copy takes its place; a damaged one is moved aside.

    Raises TransientError where another process has it open, the disk is full, or the file turned out to be
    damaged while it was used; DamagedError where no copy is whole, PermanentError where it cannot be opened.
    """
    paths.writer.parent.mkdir(parents=True, exist_ok=True)
    connection = _open_or_replace(paths)
    try:
        with in_use(paths.writer.parent), explained(paths.writer):
            try:
                connection.execute("SET TimeZone = 'UTC'")
                if paths.writer.stat().st_size < _ONE_THREAD_TO_BYTES:
                    connection.execute("SET threads = 1")
                yield connection
            finally:
                connection.close()
    except DamagedError as error:
        _replace_if_damaged(paths, error)
        raise


def _open_or_replace(paths: WarehousePaths) -> Connection:
    if not paths.writer.exists():
        # Without its file a log is of no use, and would not fit the file that is made or taken now.
        set_aside(log_of(paths.writer))
        if paths.published.exists():
            adopt_published(paths)
    try:
        return _open(paths.writer)
    except DamagedError as error:
        mend_writer(paths, error)
    return _open(paths.writer)


def _replace_if_damaged(paths: WarehousePaths, error: DamagedError) -> None:
    """Mend a file that could be opened and is damaged further in, and raise TransientError then."""
    fault = fault_of(paths.writer)
    if fault is not None:
        mend_writer(paths, damaged(paths.writer, fault))
        raise TransientError(
            f"{paths.writer} was damaged ({fault}). It was moved aside, and a whole copy has taken its "
            "place: run again."
        ) from error


def _open(path: Path) -> Connection:
    """Open the writer's file; one of an older format or with older tables is upgraded first."""
    with explained(path):
        # Of an upgrade that was killed after its rename, the emptied folder is left.
        remove_partial(path)
        if not path.exists():
            _make(path)
        require_database(path)
        connection = _connect_whole(path, config=WRITER_CONFIG)
        try:
            is_old = not (has_format(connection) and is_current(connection))
        except BaseException:
            connection.close()
            raise
        if is_old:
            connection.close()
            _upgrade(path)
            connection = duckdb.connect(path, config=WRITER_CONFIG)
    return connection


def _connect_whole(path: Path, **how: Any) -> Connection:
    """Connect to a file; one that seems too short is read whole first, because it could be opened.

    Raises DamagedError where it cannot be read.
    """
    has_log = log_of(path).exists()
    connection = duckdb.connect(path, **how)
    if has_log or not is_cut(connection, path):
        return connection
    connection.close()
    fault = fault_of(path)
    if fault is not None:
        raise damaged(path, fault)
    return duckdb.connect(path, **how)


def _make(path: Path) -> None:
    """Make an empty warehouse; a kill leaves none."""
    with (
        written_whole(path, is_durable=True) as partial,
        without_log(partial),
        duckdb.connect(partial, config=WRITER_CONFIG) as connection,
    ):
        migrate(connection)


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
    log = log_of(file)
    log.unlink(missing_ok=True)
    try:
        yield
    finally:
        log.unlink(missing_ok=True)


@contextmanager
def open_reader(path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open the published copy for Parallax's own reading: read-only, but able to read its run files."""
    require(path)
    # DuckDB may put a temporary folder beside the file.
    with in_use(path.parent), explained(path):
        connection = _connect_whole(path, read_only=True)
        try:
            connection.execute("SET TimeZone = 'UTC'")
            yield connection
        finally:
            connection.close()


def require(path: Path) -> None:
    """Raise PermanentError where there is no warehouse yet, DamagedError where a file is none of DuckDB's."""
    if not path.exists():
        raise PermanentError(
            f"There is no warehouse at {path} yet: `parallax run` or `parallax demo` makes one."
        )
    require_database(path)
