"""A small press that has been run on once, a copy of its data folder for each test."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.settings import Settings
from tests.pipeline.small_press import Press, run_once, served, write_press


@pytest.fixture(scope="module")
def press(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Press]:
    folder = tmp_path_factory.mktemp("press")
    write_press(folder)
    with served(folder) as press:
        yield press


@pytest.fixture(scope="module")
def ran(press: Press, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    settings = press.settings(tmp_path_factory.mktemp("ran") / "data")
    run_once(settings, 0)
    return settings


@pytest.fixture
def settings(ran: Settings, press: Press, tmp_path: Path) -> Settings:
    shutil.copytree(ran.data, tmp_path / "data")
    return press.settings(tmp_path / "data")
