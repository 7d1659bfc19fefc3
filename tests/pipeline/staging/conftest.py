"""Machines that share a store and no disk."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from pipeline.settings import Settings
from tests.object_store import ObjectStore, object_store
from tests.pipeline.small_press import Press

Machine = Callable[[str], Settings]


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ObjectStore]:
    with object_store(tmp_path_factory.mktemp("s3") / "s3.log") as server:
        yield server


@pytest.fixture
def store_url(server: ObjectStore, monkeypatch: pytest.MonkeyPatch) -> str:
    for name, value in server.environment.items():
        monkeypatch.setenv(name, value)
    return server.bucket()


@pytest.fixture
def machine(press: Press, store_url: str, tmp_path: Path) -> Machine:
    """Return what makes the settings of a machine with a data folder of its own."""
    return lambda name: press.settings(tmp_path / name, PARALLAX_STORE=store_url, PARALLAX_SLOTS="2")
