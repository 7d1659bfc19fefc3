"""Keep processes at half a core each, on a machine that has no better way to: they are paused in turns."""

import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from threading import Event, Thread

import psutil

_SHARE = 0.5
_LOOK_EVERY_S = 0.05
# What a process did not use, it may use up later, for this long.
_SAVED_S = 0.25


@contextmanager
def half_a_core_each(roots: Mapping[str, int]) -> Iterator[None]:
    """Let each process (by name, its id), with all that it starts, use half a core until the block ends."""
    done = Event()
    threads = [Thread(target=_hold, args=[process_id, done], daemon=True) for process_id in roots.values()]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        done.set()
        for thread in threads:
            thread.join()


def _hold(process_id: int, done: Event) -> None:
    root, balance_s, seen = psutil.Process(process_id), 0.0, dict[int, float]()
    last, is_paused = time.monotonic(), False
    while not done.wait(_LOOK_EVERY_S):
        tree = _tree(root)
        now = time.monotonic()
        balance_s = min(balance_s + _SHARE * (now - last), _SAVED_S) - _used_s(tree, seen)
        last, should_pause = now, balance_s < 0
        # Processes that were started meanwhile are paused, too.
        if should_pause or is_paused:
            for process in tree:
                with suppress(psutil.NoSuchProcess):
                    process.suspend() if should_pause else process.resume()
        is_paused = should_pause
    for process in _tree(root):
        with suppress(psutil.NoSuchProcess):
            process.resume()


def _tree(root: psutil.Process) -> list[psutil.Process]:
    with suppress(psutil.NoSuchProcess):
        return [root, *root.children(recursive=True)]
    return []


def _used_s(tree: list[psutil.Process], seen: dict[int, float]) -> float:
    """Return the CPU time that processes have used since they were looked at last."""
    used = 0.0
    for process in tree:
        with suppress(psutil.NoSuchProcess):
            times = process.cpu_times()
            total = float(times.user + times.system)
            used += total - seen.get(process.pid, 0.0)
            seen[process.pid] = total
    return used
