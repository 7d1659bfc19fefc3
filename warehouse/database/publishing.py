"""Publish: the readers' copy is replaced in one rename, so nobody sees half a load."""

import shutil
from pathlib import Path

from model import PermanentError
from model.files import sync, written_whole
from model.paths import WarehousePaths
from warehouse.database.connection import Connection, explained, open_reader, open_writer

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
    """Copy the writer's file as it is, synced."""
    # Held open, nobody else writes while it is copied.
    with open_writer(paths) as connection:
        connection.execute("CHECKPOINT")
        shutil.copyfile(paths.writer, target)
        sync(target)


def is_published(paths: WarehousePaths) -> bool:
    """Say whether readers have every run that the writer has, and nothing that it erased or expired."""
    if not paths.writer.exists():
        return True
    if not paths.published.exists():
        return False
    with open_writer(paths) as connection:
        written = _marks(connection)
    with open_reader(paths.published) as connection, explained(paths.published):
        return _marks(connection) == written


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
