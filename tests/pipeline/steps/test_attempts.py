"""What a task has to know is in the run's folder, and attempts at a task do not spoil each other's files."""

from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from pathlib import Path
from threading import Thread

import pytest

from model import PermanentError
from pipeline.handoff import ERASED, KNOWN_HOSTS, POLLED_ENTRIES, Batch, RunFile
from pipeline.keeping.erase import erase
from pipeline.run_lines import read_lines, write_lines
from pipeline.settings import Settings
from pipeline.steps.fetch import fetch
from pipeline.steps.load import load
from pipeline.steps.plan import plan
from pipeline.steps.poll import poll
from pipeline.steps.publish import publish
from pipeline.steps.read import read
from pipeline.steps.select import select
from tests.pipeline.relating import relate
from tests.pipeline.small_press import ORIGINAL, START, Press, findings, rows

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
    polled = Batch.at(poll(worker, batch_of(worker), LATER))
    urls = {entry.url for entry in POLLED_ENTRIES.read(polled.folder, polled.number)}
    assert urls
    assert ORIGINAL not in urls


@pytest.mark.parametrize("missing", [KNOWN_HOSTS, ERASED], ids=["hosts", "erased"])
def test_a_worker_that_was_not_sent_all_fails_loudly(worker: Settings, missing: RunFile[object]) -> None:
    missing.path(Batch.at(batch_of(worker)).folder).unlink()
    with pytest.raises(PermanentError, match=rf"{missing.name} is missing"):
        poll(worker, batch_of(worker), LATER)


def test_what_an_attempt_writes_that_was_taken_for_dead_is_not_loaded(
    press: Press, ran: Settings, tmp_path: Path
) -> None:
    """Every task runs twice; the run goes on with the second attempt, as a scheduler hands it on."""
    settings = press.settings(tmp_path / "twice")

    def twice(step: Callable[[str], str], batches: Sequence[str]) -> list[str]:
        attempts = [(step(batch), step(batch)) for batch in batches]
        assert all(first != second for first, second in attempts)
        return [second for _, second in attempts]

    planned = plan(settings, START, poll_all=True)
    polled = twice(lambda batch: poll(settings, batch, START), planned)
    fetched = twice(lambda batch: fetch(settings, batch, START), select(settings, polled, START))
    run = load(settings, polled, fetched, twice(lambda batch: read(settings, batch), fetched))
    publish(settings, relate(settings, run, START), START)
    requests = 'SELECT target_kind, url, count(*) AS times FROM "fetch" GROUP BY ALL ORDER BY ALL'
    assert rows(settings, requests) == rows(ran, requests)
    assert findings(settings) == []


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
