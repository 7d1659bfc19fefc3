"""Patience: an outlet whose pages hang or end their reader leaves the rest of them, and others are read."""

import os
import time
from concurrent.futures import CancelledError

import pytest
from pebble import ProcessExpired

from model.limits import OUTLET_LOST_READINGS, OUTLET_SLOW_READING_S, SLOW_READING_S
from pipeline.running.patience import Patience, timed
from pipeline.running.workers import worker_processes


def sleeps(seconds: float) -> str:
    time.sleep(seconds)
    return "read"


def ends() -> str:
    os._exit(3)


def test_after_a_few_pages_that_hang_the_rest_of_the_outlet_is_left() -> None:
    outlets = ["tarpit"] * 8 + ["healthy"]
    patience, taken = Patience(), []
    started_s = time.monotonic()
    with worker_processes(1, lambda_free) as pool:
        futures = [
            pool.schedule(timed, args=[sleeps, 30 if outlet == "tarpit" else 0], timeout=0.3)
            for outlet in outlets
        ]
        for outlet, future in zip(outlets, futures, strict=True):
            if patience.is_spent(outlet):
                future.cancel()  # type: ignore[no-untyped-call]
            try:
                taken.append(patience.result(outlet, future))
            except CancelledError:
                taken.append("given up")
            except TimeoutError:
                taken.append("hung")
    assert taken == ["hung"] * OUTLET_LOST_READINGS + ["given up"] * 5 + ["read"]
    assert patience.spent() == ["tarpit"]
    assert time.monotonic() - started_s < 15


def test_pages_that_end_their_reader_count_as_well() -> None:
    patience = Patience()
    with worker_processes(1, lambda_free) as pool:
        for _ in range(OUTLET_LOST_READINGS):
            with pytest.raises(ProcessExpired):
                patience.result("a", pool.schedule(timed, args=[ends], timeout=5))
    assert patience.is_spent("a")


@pytest.mark.parametrize(("took_s", "is_spent"), [(SLOW_READING_S / 2, False), (SLOW_READING_S * 2, True)])
def test_only_slow_pages_are_counted(took_s: float, *, is_spent: bool) -> None:
    patience = Patience()
    for _ in range(round(OUTLET_SLOW_READING_S / took_s)):
        patience.charge("a", took_s)
    assert patience.is_spent("a") is is_spent
    assert not patience.is_spent("b")


def lambda_free() -> None:
    """Prepare nothing: a spawned process cannot import a lambda."""
