"""Costly things that tests only read: made once a session, by whichever process needs them first.

The workers of pytest-xdist are processes of their own, so what they share is in one folder, behind locks.
"""

import fcntl
import os
import shutil
from collections.abc import Callable
from pathlib import Path

from pipeline.grouping.embedders import embedder
from pipeline.settings import read_settings
from warehouse import WarehousePaths, open_writer

# Set by tests/conftest.py before workers are started.
SHARED = Path(os.environ["PARALLAX_TESTS_SHARED"])
_MODELS = os.environ["PARALLAX_MODELS"]


def made_once(name: str, make: Callable[[Path], object]) -> Path:
    """Return the shared folder of that name, which `make` has filled. Nobody may write to it afterwards."""
    folder, done = SHARED / name, SHARED / f"{name}.done"
    with (SHARED / f"{name}.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not done.exists():
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
            make(folder)
            done.touch()
    return folder


def models() -> str:
    """Return the folder of embedding models; the default one is in it."""
    made_once("model", lambda _: embedder(read_settings({"PARALLAX_MODELS": _MODELS})))
    return _MODELS


def begin_warehouse(paths: WarehousePaths) -> WarehousePaths:
    """Copy an empty warehouse to where there is none, and return the paths: making one costs 0.2 s of CPU."""
    empty = made_once("warehouse", lambda folder: _make_empty(folder / "empty.duckdb"))
    if not paths.writer.exists():
        paths.writer.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(empty / "empty.duckdb", paths.writer)
    return paths


def _make_empty(file: Path) -> None:
    with open_writer(WarehousePaths(published=file.with_name("published.duckdb"), writer=file)):
        pass
