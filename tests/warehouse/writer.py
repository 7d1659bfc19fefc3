"""Writers to be killed: a process that forks one writer after another, each until it dies.

`python -m tests.warehouse.writer` reads lines `FOLDER LOG FIRST` from its input, forks for each, and prints
the child's process id, then `ended` when it is gone. The child opens (and migrates) the warehouse of FOLDER
and loads, relates, tallies and publishes runs of new pages from number FIRST on. It writes to LOG what
it begins and, after each commit, what it has done.
"""

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

from tests.warehouse.runs import SeenEntry, load, paths_in, relate
from warehouse import open_writer
from warehouse.database.publishing import publish
from warehouse.steps.tallying import tally

RUN_SIZE = 60


def main() -> None:
    for line in sys.stdin:
        folder, log, first = line.split()
        child = os.fork()
        if child == 0:
            _write_until_killed(Path(folder), Path(log), int(first))
        print(child, flush=True)
        os.waitpid(child, 0)
        print("ended", flush=True)


def _write_until_killed(folder: Path, log: Path, first: int) -> None:
    handle = os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT)

    def log_line(text: str) -> None:
        os.write(handle, f"{text}\n".encode())

    try:
        while True:
            _write_run(folder, first, log_line)
            first += RUN_SIZE
    except BaseException as error:  # noqa: BLE001 - it is logged, and the test fails
        log_line(f"failed {error!r}")
    os.kill(os.getpid(), signal.SIGKILL)


def _write_run(folder: Path, first: int, log_line: Callable[[str], None]) -> None:
    paths, run_id = paths_in(folder), f"run-{first}"
    seen = [SeenEntry(page=page, feed=page % 3) for page in range(first, first + RUN_SIZE)]
    log_line("begin migrate")
    with open_writer(paths) as connection:
        log_line("begin load")
        run = load(connection, folder, run_id, seen)
        log_line(f"loaded {run_id} {run.loaded_count}")
        log_line("begin relate")
        relate(connection)
        log_line("begin close")
    with open_writer(paths) as connection:
        log_line("begin tally")
        tally(connection)
        log_line(f"tallied {run_id}")
        log_line("begin close")
    log_line("begin publish")
    publish(paths)
    log_line(f"published {run_id}")


if __name__ == "__main__":
    main()
