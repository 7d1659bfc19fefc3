"""Restore onto a full disk, or back up: `python -m tests.pipeline.keeping.full_disk`, in a namespace.

Arguments: what is full (data, catalog or backup), the folder of all, and the one that becomes a small disk.
Printed is what the command said, whether all is as it was, and whether it works once there is room.
"""

import json
import shutil
import subprocess
import sys
from pathlib import Path

from tests.pipeline.keeping.contents import content


def main() -> None:
    full, root, place = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
    _mount(place, root.parent / "copy")
    command = ["backup"] if full == "backup" else ["restore", "--overwrite"]
    before = content(root)
    ballast = place / "ballast"
    _fill(ballast)
    failed = _parallax(*command, str(root / "backup"))
    ballast.unlink()
    is_as_before = content(root) == before
    done = _parallax(*command, str(root / "backup"))
    told = failed.stderr.removeprefix("parallax: ")
    works = done.returncode == 0
    print(json.dumps({"told": told, "is_as_before": is_as_before, "works_with_room": works}))


def _mount(place: Path, copy: Path) -> None:
    shutil.copytree(place, copy)
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=200m", "none", str(place)], check=True)
    shutil.copytree(copy, place, dirs_exist_ok=True)


def _fill(ballast: Path) -> None:
    with ballast.open("wb", buffering=0) as stream:
        try:
            while stream.write(bytes(65_536)):
                pass
        except OSError:
            return


def _parallax(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pipeline.cli", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)


if __name__ == "__main__":
    main()
