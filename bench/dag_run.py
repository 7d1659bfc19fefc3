"""One run through the DAGs in this process, with its steps timed: `python -m bench.dag_run`.

Prints one JSON object: CPU milliseconds by stage, over all threads and the worker processes that ended, and
`whole`, the CPU time of this process from its start. Archiving and copying the warehouse (`copy`) are
subtracted from the steps they happen in. `plan` counts as polling, `select` as fetching, `group_copies` and
`group_events` as relating; `embed` includes loading its model.
"""

import argparse
import functools
import importlib
import json
import resource
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from typing import Any

from extractors.archive.writing import Archive
from pipeline.running.in_process import run_dags
from pipeline.settings import read_settings
from warehouse.database import publishing

_STEPS = ("poll", "fetch", "read", "load", "embed", "publish", "export")
_AS = {"plan": "poll", "select": "fetch", "group_copies": "relate", "group_events": "relate"}
_INSIDE: tuple[tuple[str, Any, str], ...] = (
    ("archive", Archive, "__enter__"),
    ("archive", Archive, "append"),
    ("archive", Archive, "__exit__"),
    ("copy", publishing, "publish"),
)


class Stopwatch:
    """CPU milliseconds by stage; work of one stage inside another counts for the inner one alone."""

    def __init__(self) -> None:
        """Begin with no time spent."""
        self.spent: defaultdict[str, float] = defaultdict(float)
        self._inner = [0.0]

    def watched(self, stage: str, work: Callable[..., Any], clock: Callable[[], float]) -> Callable[..., Any]:
        """Return a function that does the work and records its cost."""

        @functools.wraps(work)
        def timed(*arguments: Any, **options: Any) -> Any:
            self._inner.append(0.0)
            before = clock()
            try:
                return work(*arguments, **options)
            finally:
                cost = clock() - before
                self.spent[stage] += cost - self._inner.pop()
                self._inner[-1] += cost

        return timed


def cpu_ms() -> float:
    """Return the CPU time of this process and of its children that have ended."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used) * 1e3


def _thread_ms() -> float:
    # Responses are archived one at a time, so the work of other threads meanwhile does not belong to them.
    return time.thread_time() * 1e3


def main() -> None:
    """Run with every feed of the catalog and print what it cost."""
    argparse.ArgumentParser(prog="python -m bench.dag_run", description=__doc__).parse_args()
    stopwatch = Stopwatch()
    for stage, owner, name in _INSIDE:
        clock = _thread_ms if stage == "archive" else cpu_ms
        setattr(owner, name, stopwatch.watched(stage, getattr(owner, name), clock))
    for name in (*_STEPS, *_AS):
        # Replaced in its module, from which the DAGs import it later: importing them here would be too early.
        module = importlib.import_module(f"pipeline.steps.{name}")
        setattr(module, name, stopwatch.watched(_AS.get(name, name), getattr(module, name), cpu_ms))
    run_dags(read_settings(), "ingest", {"poll_all": True})
    sys.stdout.write(f"{json.dumps({**stopwatch.spent, 'whole': cpu_ms()})}\n")


if __name__ == "__main__":
    main()
