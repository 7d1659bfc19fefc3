"""Publish: the readers' copy is replaced in one rename, so nobody sees half a load."""

import os
import shutil
from pathlib import Path

from warehouse.connection import WarehousePaths, explained, open_reader, open_writer


def publish(paths: WarehousePaths) -> None:
    """Copy the writer's file beside the published one and rename it over that.

    Raises TransientError where the disk is full; the old copy then still serves.
    """
    beside = paths.published.with_name(f".{paths.published.name}.partial")
    paths.published.parent.mkdir(parents=True, exist_ok=True)
    try:
        with explained(paths.published):
            # Held open, nobody else writes while it is copied.
            with open_writer(paths) as connection:
                connection.execute("CHECKPOINT")
                shutil.copyfile(paths.writer, beside)
            _sync(beside)
            beside.replace(paths.published)
            _sync(paths.published.parent)
    finally:
        beside.unlink(missing_ok=True)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def is_published(paths: WarehousePaths) -> bool:
    """Say whether readers have every run that the writer has."""
    if not paths.writer.exists():
        return True
    if not paths.published.exists():
        return False
    with open_writer(paths) as connection:
        written = connection.execute("SELECT run_id, status FROM run ORDER BY ALL").fetchall()
    with open_reader(paths.published) as connection, explained(paths.published):
        return connection.execute("SELECT run_id, status FROM run ORDER BY ALL").fetchall() == written
