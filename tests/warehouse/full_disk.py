"""Fill the disk before one step: `python -m tests.warehouse.full_disk STEP FOLDER RUNS`, in a namespace.

FOLDER becomes a small disk of its own; the files of runs go to RUNS. A first run is published on it. Then the
disk is filled, and a second run goes as far as STEP (load, relate, tally, publish or export). What stopped it
is printed, with what readers see then, and what the same gives once there is room.
"""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from model import ParallaxError
from tests.warehouse.exported import export
from tests.warehouse.runs import COUNTS, SeenEntry, load, paths_in, relate
from warehouse import WarehousePaths, connect_readonly, open_writer
from warehouse.database.publishing import publish
from warehouse.steps.checking import check
from warehouse.steps.tallying import tally

RUN_SIZE = 4_000
LEFT_BYTES = 100_000
STEPS = ("load", "relate", "tally", "publish", "export")


def main() -> None:
    step, disk = sys.argv[1], Path(sys.argv[2])
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=120m", "none", str(disk)], check=True)
    folder = disk / "data"
    steps = _steps(folder, 0)
    for name in STEPS:
        steps[name]()
    steps = _steps(folder, RUN_SIZE)
    for name in STEPS[: STEPS.index(step)]:
        steps[name]()
    ballast = disk / "ballast"
    told = _told(steps[step], ballast, disk)
    seen = _seen(paths_in(folder))
    ballast.unlink()
    for name in STEPS[STEPS.index(step) :]:
        steps[name]()
    with open_writer(paths_in(folder)) as connection:
        tally(connection)
        found = [finding.name for finding in check(connection)]
    left = [path.name for path in folder.rglob("*.partial")]
    print(
        json.dumps(
            {"told": told, "seen": seen, "after": _seen(paths_in(folder)), "found": found, "left": left}
        )
    )


def _steps(folder: Path, first: int) -> dict[str, Callable[[], object]]:
    paths = paths_in(folder)
    seen = [SeenEntry(page=page, feed=page % 3) for page in range(first, first + RUN_SIZE)]

    def writing(work: Callable[..., object], *arguments: object) -> Callable[[], object]:
        def do() -> None:
            with open_writer(paths) as connection:
                work(connection, *arguments)

        return do

    return {
        "load": writing(load, Path(sys.argv[3]), f"run-{first}", seen),
        "relate": writing(relate),
        "tally": writing(tally),
        "publish": lambda: publish(paths),
        "export": lambda: export(paths.published, [], folder / "exports"),
    }


def _told(step: Callable[[], object], ballast: Path, disk: Path) -> list[str]:
    _fill(ballast, disk)
    try:
        step()
    except (ParallaxError, OSError) as error:
        return [type(error).__name__, str(error)]
    return []


def _fill(ballast: Path, disk: Path) -> None:
    room = int(subprocess.check_output(["stat", "-f", "-c", "%a", str(disk)])) * 4096
    with ballast.open("wb") as stream:
        for _ in range(max(0, room - LEFT_BYTES) // 65536):
            stream.write(bytes(65536))


def _seen(paths: WarehousePaths) -> list[int]:
    with connect_readonly(paths.published) as connection:
        return list(connection.execute(COUNTS).fetchall()[0])


if __name__ == "__main__":
    main()
