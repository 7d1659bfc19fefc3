"""The folder of one run: small manifests and JSON lines that tasks hand on by path.

Every file is written beside its final name and renamed, so that a name means a whole file.
"""

import fcntl
import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from model import PermanentError, TransientError
from pipeline.settings import Settings

T = TypeVar("T")
# Where a restore puts things together; it is there only while one goes on.
RESTORING = ".restoring"
# A run of another kind that has written nothing for so long is dead.
_QUIET_FOR = timedelta(days=1)


class RunKind(StrEnum):
    """What a run does: the DAG it is of."""

    INGEST = "ingest"
    REPROCESS = "reprocess"
    BACKFILL = "backfill"


class RunHead(msgspec.Struct, frozen=True):
    """What is known of a run from its start."""

    run_id: str
    started_at: datetime
    kind: RunKind = RunKind.INGEST


class RunFolder:
    """Where one run keeps its work until it is loaded."""

    def __init__(self, path: Path) -> None:
        """Name the folder; `make` makes it."""
        self.path = path

    @property
    def run_id(self) -> str:
        """The run's id, which is the folder's name."""
        return self.path.name

    def part(self, *names: str) -> Path:
        """Return the path of a part of the folder, its parents made."""
        path = self.path.joinpath(*names)
        path.parent.mkdir(parents=True, exist_ok=True)
        return path

    def begin(self, kind: RunKind, started_at: datetime) -> None:
        """Write down what is known of the run, before anything else of it: or else it is swept as dead."""
        write_lines(self._head, [RunHead(self.run_id, started_at, kind)])

    @property
    def has_begun(self) -> bool:
        """Whether the run's head is there."""
        return self._head.exists()

    def head(self) -> RunHead:
        """Return what was written down of the run."""
        return read_lines(self._head, RunHead)[0]

    @property
    def _head(self) -> Path:
        return self.path / "plan" / "head.jsonl"

    def all(self, pattern: str) -> list[Path]:
        """Return the parts that match a pattern, in the order of their names."""
        return sorted(self.path.glob(pattern))


def write_lines(path: Path, values: Iterable[Any]) -> int:
    """Write values (model dataclasses) as JSON lines; return how many."""
    path.parent.mkdir(parents=True, exist_ok=True)
    encoder, count = msgspec.json.Encoder(), 0
    beside = path.with_name(f"{path.name}.partial")
    with beside.open("wb") as stream:
        for value in values:
            stream.write(encoder.encode(value) + b"\n")
            count += 1
    beside.replace(path)
    return count


def read_lines(path: Path, kind: type[T]) -> list[T]:
    """Return the values of a JSON-lines file."""
    decoder = msgspec.json.Decoder(kind)
    with path.open("rb") as stream:
        return [decoder.decode(line) for line in stream]


def new_run_id(now: datetime) -> str:
    """Return a run id that sorts by time: `20260106T190500.123456Z`."""
    return now.strftime("%Y%m%dT%H%M%S.%fZ")


def refuse_half_restored(settings: Settings) -> None:
    """Raise PermanentError where a restore was stopped: what is there may be half of one state."""
    if settings.path_in_data(RESTORING).exists():
        raise PermanentError(
            f"A restore into {settings.data} did not come to its end: run `parallax restore` again."
        )


@contextmanager
def only_run(settings: Settings) -> Iterator[None]:
    """Hold the data folder's lock: one run at a time; it goes with the process, however that ends.

    Raises TransientError where another process holds it.
    """
    settings.data.mkdir(parents=True, exist_ok=True)
    with (settings.data / "run.lock").open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            raise TransientError(
                f"Another parallax (process {lock.read().strip() or '?'}) is working on {settings.data}: "
                "wait for it, or set PARALLAX_DATA to another folder."
            ) from None
        lock.truncate(0)
        lock.write(str(os.getpid()))
        lock.flush()
        yield


def sweep(
    settings: Settings, current: RunFolder, kind: RunKind | None, loaded: frozenset[str], now: datetime
) -> list[str]:
    """Remove what dead runs left behind: their folders, and their archive files unless `loaded`.

    Returns the ids of those that died before their load. `kind` is that of the `current` run; None where
    nothing else works on the data folder.
    """
    folders = settings.path_in_data("runs").glob("*")
    others = [path for path in sorted(folders) if path.is_dir() and path != current.path]
    dead = [path for path in others if _is_dead(RunFolder(path), kind, now)]
    lost = [path.name for path in dead if path.name not in loaded]
    for run_id in lost:
        for archive in settings.path_in_data("archive").rglob(f"{run_id}-*"):
            archive.unlink()
    for path in dead:
        shutil.rmtree(path)
    return lost


def _is_dead(folder: RunFolder, kind: RunKind | None, now: datetime) -> bool:
    """Say whether a run has ended: one of a kind goes on at a time, beside those of other kinds."""
    if kind is None or not folder.has_begun or folder.head().kind == kind:
        return True
    # A folder's time is that of the last name in it, and none goes while its run does.
    written_at = max(path.stat().st_mtime for path in (folder.path, *folder.path.rglob("*/")))
    return now.timestamp() - written_at > _QUIET_FOR.total_seconds()
