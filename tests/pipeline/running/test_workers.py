"""Worker processes have limits of their own, and what exceeds them harms no one else."""

import os
from multiprocessing import current_process
from pathlib import Path

import billiard
import pytest

from model.limits import MAX_WORKER_BYTES
from pipeline.running.workers import worker_processes


def nothing() -> None:
    """Prepare nothing."""


def take(byte_count: int) -> int:
    """Take so much memory; return who took it."""
    return len(bytearray(byte_count)) and os.getpid()


def test_a_worker_that_wants_too_much_memory_fails_alone() -> None:
    with worker_processes(1, nothing) as pool:
        with pytest.raises(MemoryError):
            pool.schedule(take, args=[2 * MAX_WORKER_BYTES], timeout=20).result()
        assert pool.schedule(take, args=[1_000], timeout=20).result() != os.getpid()


def in_a_process_of_celery(answer: Path) -> None:
    with worker_processes(1, nothing) as pool:
        answer.write_text(str(pool.schedule(abs, args=[-3], timeout=20).result()))
    assert current_process().daemon


def test_a_process_of_celery_may_have_workers(tmp_path: Path) -> None:
    """Celery runs tasks in daemonic processes of billiard, which may have no children."""
    answer = tmp_path / "answer"
    task = billiard.get_context("fork").Process(target=in_a_process_of_celery, args=[answer])
    task.daemon = True
    task.start()
    task.join(60)
    assert (task.exitcode, answer.read_text()) == (0, "3")
