"""What a task has to know is in the run's folder, and attempts at a task do not spoil each other's files."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from threading import Thread

import pytest

from model import PermanentError
from pipeline.handoff import ERASED, KNOWN_HOSTS, POLLED_ENTRIES, Batch, RunFile, read_lines, write_lines
from pipeline.keeping.erase import erase
from pipeline.settings import Settings
from pipeline.steps.plan import plan
from pipeline.steps.poll import poll
from tests.pipeline.small_press import ORIGINAL, START, Press

pytestmark = pytest.mark.slow

LATER = START + timedelta(hours=1)


@pytest.fixture
def worker(settings: Settings, press: Press, tmp_path: Path) -> Settings:
    """Return settings of a worker that was sent the folder of a planned run, and has no warehouse."""
    erase(settings, [ORIGINAL], None, LATER)
    plan(settings, LATER, poll_all=True)
    worker = press.settings(tmp_path / "worker")
    worker.data.mkdir()
    settings.path_in_data("runs").rename(worker.path_in_data("runs"))
    assert not worker.published.exists()
    return worker


def batch_of(settings: Settings) -> str:
    (path,) = settings.path_in_data("runs").glob("*/plan/batch-*.jsonl")
    return str(path)


def test_a_worker_without_the_warehouse_knows_hosts_and_what_was_erased(worker: Settings) -> None:
    batch = Batch.at(batch_of(worker))
    assert KNOWN_HOSTS.read(batch.folder)
    poll(worker, batch_of(worker), LATER)
    urls = {entry.url for entry in POLLED_ENTRIES.read(batch.folder, batch.number)}
    assert urls
    assert ORIGINAL not in urls


@pytest.mark.parametrize("missing", [KNOWN_HOSTS, ERASED], ids=["hosts", "erased"])
def test_a_worker_that_was_not_sent_all_fails_loudly(worker: Settings, missing: RunFile[object]) -> None:
    missing.path(Batch.at(batch_of(worker)).folder).unlink()
    with pytest.raises(PermanentError, match=rf"{missing.name} is missing"):
        poll(worker, batch_of(worker), LATER)


def test_two_attempts_that_write_one_file_leave_one_of_them_whole(tmp_path: Path) -> None:
    path = tmp_path / "entries.jsonl"
    retry = Thread(target=write_lines, args=[path, ["retry"] * 1_000])

    def ghost() -> Iterator[str]:
        for number in range(1_000):
            if number == 500:
                retry.start()
                retry.join()
            yield "ghost"

    write_lines(path, ghost())
    assert read_lines(path, str) in (["ghost"] * 1_000, ["retry"] * 1_000)
