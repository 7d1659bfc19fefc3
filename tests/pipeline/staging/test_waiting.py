"""A store that does not answer is waited for, with lines that say so; one that refuses is not."""

import logging
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Timer

import pytest

from model import TransientError
from pipeline.staging.store import Store, open_store
from pipeline.staging.waiting import UnansweredError, Waiting
from tests.object_store import ObjectStore, needs_store
from tests.stack.line import Line, line_to

URL = "s3://bucket/desk"


def answering_after(failures: int) -> Callable[[], str]:
    left = iter(range(failures))

    def request() -> str:
        if next(left, None) is not None:
            raise UnansweredError("connection refused")
        return "answer"

    return request


@pytest.fixture(autouse=True)
def _in_a_hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pipeline.staging.waiting._PAUSE_S", 0.01)


def test_a_request_is_sent_again_until_it_is_answered(caplog: pytest.LogCaptureFixture) -> None:
    assert Waiting(URL, 30).ask(answering_after(5)) == "answer"
    first, last = (record.getMessage() for record in caplog.records)
    assert first == f"The store {URL} does not answer: waiting for it, up to 30 s more. connection refused"
    assert last == f"The store {URL} answers again."


def test_an_answer_says_nothing(caplog: pytest.LogCaptureFixture) -> None:
    assert Waiting(URL, 30).ask(answering_after(0)) == "answer"
    assert caplog.records == []


def test_the_time_is_counted_from_the_first_failure() -> None:
    request, slow = answering_after(1), iter([0.2])

    def slow_at_first() -> str:
        time.sleep(next(slow, 0))
        return request()

    assert Waiting(URL, 0.1).ask(slow_at_first) == "answer"


def test_when_the_time_is_up_the_failure_is_raised() -> None:
    with pytest.raises(UnansweredError, match="connection refused"):
        Waiting(URL, 0.05).ask(answering_after(1_000))


def test_another_failure_is_raised_at_once() -> None:
    asked = []

    def refused() -> None:
        asked.append(1)
        raise TransientError("400 Bad Request")

    with pytest.raises(TransientError, match="400"):
        Waiting(URL, 30).ask(refused)
    assert len(asked) == 1


@pytest.fixture
def line(server: ObjectStore, store_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Line]:
    """Reach the store through a line that can be cut."""
    with line_to(server.endpoint) as line:
        monkeypatch.setenv("AWS_ENDPOINT_URL", line.through(server.endpoint))
        yield line


@pytest.fixture
def store(store_url: str, line: Line, monkeypatch: pytest.MonkeyPatch) -> Store:
    monkeypatch.setattr("pipeline.staging.store._SILENT_S", 0.2)
    return open_store(store_url, patience_s=30)


@needs_store
@pytest.mark.slow
def test_every_request_outlasts_a_store_that_is_away(
    store: Store, line: Line, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING, "parallax")
    source, target = tmp_path / "source", tmp_path / "target"
    source.write_bytes(b"pages")
    store.push(source, "runs/a")
    tag = store.put("manifest", b"1", tag=None)
    requests: list[Callable[[], object]] = [
        lambda: store.push(source, "runs/b"),
        lambda: store.pull("runs/a", target),
        lambda: store.pull("runs/none", target),
        lambda: store.put("manifest", b"2", tag=tag),
        lambda: store.get("manifest"),
        lambda: store.ranges("runs/a", [(0, 2)]),
        lambda: store.find("runs/a"),
        lambda: store.files("runs"),
        lambda: store.folders(""),
        lambda: store.remove(["runs/a"]),
    ]
    for request in requests:
        line.cut()
        Timer(0.7, line.mend).start()
        request()
    assert target.read_bytes() == b"pages"
    assert [file.name for file in store.files("")] == ["manifest", "runs/b"]
    assert sum("does not answer" in record.getMessage() for record in caplog.records) == len(requests)


@needs_store
@pytest.mark.slow
def test_a_store_that_stays_away_is_given_up(store_url: str, line: Line) -> None:
    line.cut()
    with pytest.raises(UnansweredError, match="cannot be reached: see that the store answers"):
        open_store(store_url, patience_s=1).get("manifest")


@needs_store
@pytest.mark.slow
def test_a_bucket_that_is_missing_is_not_waited_for(server: ObjectStore, store_url: str) -> None:
    began = time.monotonic()
    with pytest.raises((TransientError, FileNotFoundError)):
        open_store("s3://no-such-bucket/desk").put("manifest", b"1", tag=None)
    assert time.monotonic() - began < 10
