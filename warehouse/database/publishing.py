"""Publish: the readers' copy is replaced in one rename, so nobody sees half a load."""

import shutil
from pathlib import Path

from model import DamagedError, PermanentError
from model.files import sync, written_whole
from model.paths import WarehousePaths
from warehouse.database.connection import Connection, open_reader, open_writer
from warehouse.database.failures import damaged, explained
from warehouse.database.other_copy import set_aside_published
from warehouse.database.soundness import fault_of

_MARKS = {
    "run": "run_id, status",
    "schema_version": "name",
    "erased": "kind, key, finished_at",
    "retained": "kind, retained_at",
}


def publish(paths: WarehousePaths) -> None:
    """Copy the writer's file beside the published one and rename it over that.

    Raises TransientError where the disk is full; the old copy then still serves.
    """
    paths.published.parent.mkdir(parents=True, exist_ok=True)
    # Held open until the copy has its name, nobody else publishes beside it.
    with open_writer(paths) as connection:
        connection.execute("CHECKPOINT")
        with explained(paths.published), written_whole(paths.published, is_durable=True) as partial:
            shutil.copyfile(paths.writer, partial)
            if paths.published.exists():
                # Who may read it stays as the user has set it.
                partial.chmod(paths.published.stat().st_mode & 0o777)


def snapshot(paths: WarehousePaths, target: Path) -> None:
    """Copy the writer's file as it is, synced, and read the copy whole.

    Raises TransientError where the file was damaged and is mended now, DamagedError where no copy is whole.
    """
    # Held open, nobody else writes while it is copied.
    with open_writer(paths) as connection:
        connection.execute("CHECKPOINT")
        with explained(target):
            shutil.copyfile(paths.writer, target)
            sync(target)
        fault = fault_of(target)
        if fault is not None:
            raise damaged(paths.writer, fault)


def is_published(paths: WarehousePaths) -> bool:
    """Say whether readers have every run that the writer has, and nothing that it erased or expired.

    A published copy that is damaged is moved aside: then there is none.
    """
    if not paths.writer.exists():
        return True
    if not paths.published.exists():
        return False
    with open_writer(paths) as connection:
        written = _marks(connection)
    try:
        with open_reader(paths.published) as connection, explained(paths.published):
            return _marks(connection) == written
    except DamagedError as error:
        set_aside_published(paths, error)
        return False


def mend_published(paths: WarehousePaths) -> bool:
    """Publish again where the published copy cannot be read whole and the writer's file can; say whether."""
    if not (paths.published.exists() and paths.writer.exists()):
        return False
    fault = fault_of(paths.published)
    if fault is None or fault_of(paths.writer) is not None:
        return False
    set_aside_published(paths, damaged(paths.published, fault))
    publish(paths)
    return True


def require_some(paths: WarehousePaths) -> None:
    """Raise PermanentError where there is no warehouse, neither the writer's nor a published one."""
    if not paths.writer.exists() and not paths.published.exists():
        raise PermanentError(
            f"There is no warehouse at {paths.published} yet: `parallax run` or `parallax demo` makes one."
        )


def _marks(connection: Connection) -> list[list[tuple[object, ...]]]:
    """Return what distinguishes two states of the warehouse; fewer tables for a file of an older Parallax."""
    tables = {name for (name,) in connection.execute("SELECT table_name FROM duckdb_tables()").fetchall()}
    return [
        connection.execute(f"SELECT {columns} FROM {table} ORDER BY ALL").fetchall()  # noqa: S608 - our own names
        for table, columns in _MARKS.items()
        if table in tables
    ]
