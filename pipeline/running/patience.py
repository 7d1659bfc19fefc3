"""How long an outlet may keep the readers: an outlet whose pages hang leaves time for the others."""

import time
from collections import Counter, defaultdict
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from pebble import ProcessExpired

from model.limits import OUTLET_LOST_READINGS, OUTLET_SLOW_READING_S, SLOW_READING_S

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Timed(Generic[T]):
    """What a reader made of a page or feed, and how many seconds it took."""

    value: T
    took_s: float


def timed(read: Callable[..., T], *arguments: Any) -> Timed[T]:
    """Read in a worker process, and measure the time that it takes there."""
    started_s = time.monotonic()
    value = read(*arguments)
    return Timed(value, time.monotonic() - started_s)


class Patience:
    """Counts what reading costs by outlet, in the order in which results are taken."""

    def __init__(self) -> None:
        """Begin with nothing spent."""
        self._slow_s: dict[str, float] = defaultdict(float)
        self._lost_counts: Counter[str] = Counter()

    def is_spent(self, outlet_id: str) -> bool:
        """Say whether no more of an outlet is to be read in this batch."""
        is_slow = self._slow_s[outlet_id] >= OUTLET_SLOW_READING_S
        return is_slow or self._lost_counts[outlet_id] >= OUTLET_LOST_READINGS

    def spent(self) -> list[str]:
        """Return the outlets of which no more is to be read."""
        return sorted(name for name in {*self._slow_s, *self._lost_counts} if self.is_spent(name))

    def result(self, outlet_id: str, future: Future[Timed[T]]) -> T:
        """Return what was made of a page.

        Raises what the future raises: TimeoutError for a page that hung, ProcessExpired for one that ended
        its reader, CancelledError for one that was given up.
        """
        try:
            result = future.result()
        except (TimeoutError, ProcessExpired):
            self.lose(outlet_id)
            raise
        self.charge(outlet_id, result.took_s)
        return result.value

    def charge(self, outlet_id: str, took_s: float) -> None:
        """Count a page or feed that was read."""
        if took_s > SLOW_READING_S:
            self._slow_s[outlet_id] += took_s

    def lose(self, outlet_id: str) -> None:
        """Count a page or feed that hung, or ended its reader."""
        self._lost_counts[outlet_id] += 1
