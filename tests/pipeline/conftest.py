"""Runs that many tests begin from: made once, and copied by a test that changes what they left."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.running import progress
from pipeline.settings import Settings
from tests.made_once import made_once
from tests.pipeline.command_line import demo_folder
from tests.pipeline.small_press import Press, run_once, served, write_press


@pytest.fixture(autouse=True)
def own_reporter() -> Iterator[None]:
    """Undo what a command, run in this process, installs for a terminal: the next test has its own."""
    reporter, handlers = progress._reporter, progress._log.handlers  # noqa: SLF001 - nothing else undoes it
    yield
    progress._reporter, progress._log.handlers = reporter, handlers  # noqa: SLF001


@pytest.fixture(scope="session")
def press() -> Iterator[Press]:
    """Serve a small press."""
    with served(made_once("press", write_press)) as press:
        yield press


@pytest.fixture(scope="session")
def ran(press: Press) -> Settings:
    """Return the settings of a data folder after one run on the small press."""
    data = made_once("ran", lambda folder: run_once(press.settings(folder), 0))
    return press.settings(data)


@pytest.fixture
def settings(ran: Settings, press: Press, tmp_path: Path) -> Settings:
    """Return the settings of a copy of that data folder."""
    shutil.copytree(ran.data, tmp_path / "data")
    return press.settings(tmp_path / "data")


@pytest.fixture(scope="session")
def demo() -> Path:
    """Return the data folder of a demo."""
    return demo_folder()
