"""A writer to be killed: a nursery that forks one writer after another, each until it dies.

`python -m tests.warehouse.writer` reads lines `FOLDER LOG FIRST` from its input, forks for each, and prints
the child's process id, then `ended` when it is gone. The child opens (and migrates) the warehouse of FOLDER
and loads, relates, tallies and publishes runs of new pages from number FIRST on. LOG tells what it begins
and, after each commit, what it has done.
"""

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

from tests.warehouse.runs import Sight, load, paths_in, relate
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

    def tell(text: str) -> None:
        os.write(handle, f"{text}\n".encode())

    try:
        while True:
            _write_run(folder, first, tell)
            first += RUN_SIZE
    except BaseException as error:  # noqa: BLE001 - it is told, and the test fails
        tell(f"failed {error!r}")
    os.kill(os.getpid(), signal.SIGKILL)


def _write_run(folder: Path, first: int, tell: Callable[[str], None]) -> None:
    paths, run_id = paths_in(folder), f"run-{first}"
    seen = [Sight(page=page, feed=page % 3) for page in range(first, first + RUN_SIZE)]
    tell("begin migrate")
    with open_writer(paths) as connection:
        tell("begin load")
        run = load(connection, folder, run_id, seen)
        tell(f"loaded {run_id} {run.loaded_count}")
        tell("begin relate")
        relate(connection)
        tell("begin close")
    with open_writer(paths) as connection:
        tell("begin tally")
        tally(connection)
        tell(f"tallied {run_id}")
        tell("begin close")
    tell("begin publish")
    publish(paths)
    tell(f"published {run_id}")


if __name__ == "__main__":
    main()
