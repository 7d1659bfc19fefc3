"""Worker processes have limits of their own, and what exceeds them harms no one else."""

import os

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
