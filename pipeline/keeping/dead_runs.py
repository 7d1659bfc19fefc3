"""Runs that were begun and not ended: where their folders are, and what of them is removed."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Protocol

from model import PermanentError
from pipeline.handoff import HEAD, RUN_ID_FORMAT, RUNS, RunFolder, RunHead, RunKind, is_run_id
from pipeline.running import progress
from pipeline.running.leftovers import remove_whole
from pipeline.settings import Settings
from pipeline.staging.store import Store, open_store

# A run of another kind that has written nothing for so long is dead.
_QUIET_FOR = timedelta(days=1)


class RunFolders(Protocol):
    """The folders of runs, on this machine or in the store."""

    def run_ids(self) -> list[str]:
        """Return the ids of the runs that have a folder."""

    def head(self, run_id: str) -> RunHead:
        """Return the head of a run; raises PermanentError where it has none, or a damaged one."""

    def written_at(self, run_id: str) -> Iterator[float]:
        """Yield the times (seconds since 1970) at which files of a run were written."""

    def remove(self, run_id: str) -> None:
        """Remove the folder of a run."""

    def remove_archive(self, run_id: str) -> None:
        """Remove the archive files of a run."""


def folders_of_runs(settings: Settings) -> RunFolders:
    """Return the folders of runs: with a store, those that are there."""
    return _StoredRuns(open_store(settings.store)) if settings.store else _LocalRuns(settings)


def remove_dead_runs(
    folders: RunFolders, current: str, kind: RunKind | None, loaded: frozenset[str], now: datetime
) -> list[str]:
    """Remove the folders of dead runs, and their archive files unless the run is among `loaded`.

    Returns the ids of those that died before their load. `kind` is that of the `current` run, None where
    nothing else works on the data. What is not named like a run is left alone, whatever it is.
    """
    others = [run_id for run_id in folders.run_ids() if run_id != current and is_run_id(run_id)]
    dead = [run_id for run_id in others if _is_dead(folders, run_id, kind, now, is_loaded=run_id in loaded)]
    lost = sorted(set(dead) - loaded)
    for run_id in lost:
        folders.remove_archive(run_id)
    for run_id in dead:
        folders.remove(run_id)
    return lost


def _is_dead(
    folders: RunFolders, run_id: str, kind: RunKind | None, now: datetime, *, is_loaded: bool
) -> bool:
    """Say whether a run has ended: runs of one kind never overlap, runs of different kinds may."""
    head = _head(folders, run_id, is_loaded=is_loaded)
    if kind is None or head is None or head.kind == kind:
        return True
    # A time after tomorrow is of a wrong clock, and does not count.
    latest = (now + _QUIET_FOR).timestamp()
    written_at = max((time for time in folders.written_at(run_id) if time <= latest), default=0.0)
    return now.timestamp() - written_at > _QUIET_FOR.total_seconds()


def _head(folders: RunFolders, run_id: str, *, is_loaded: bool) -> RunHead | None:
    """Return the head of a run folder; where it has none, say why, but of a run that is loaded.

    That one was killed while its folder was removed.
    """
    try:
        return folders.head(run_id)
    except PermanentError as error:
        if not is_loaded:
            progress.warn(f"plan: a run left a damaged folder, which is removed. {error}")
        return None


class _LocalRuns:
    def __init__(self, settings: Settings) -> None:
        self._runs = settings.path_in_data(RUNS)
        self._archive = settings.path_in_data("archive")

    def run_ids(self) -> list[str]:
        return sorted(path.name for path in self._runs.iterdir()) if self._runs.is_dir() else []

    def head(self, run_id: str) -> RunHead:
        return RunFolder(self._runs / run_id).head()

    def written_at(self, run_id: str) -> Iterator[float]:
        # A folder's time is that of the newest name in it, and no name is removed while its run works.
        path = self._runs / run_id
        yield from (folder.stat().st_mtime for folder in (path, *path.rglob("*/")))

    def remove(self, run_id: str) -> None:
        remove_whole(self._runs / run_id)

    def remove_archive(self, run_id: str) -> None:
        # An archive file is named after its run: the id, a hyphen, and the part of the run.
        for archive in self._archive.rglob(f"{run_id}-*.warc.gz*"):
            archive.unlink(missing_ok=True)


class _StoredRuns:
    def __init__(self, store: Store) -> None:
        self._store = store

    def run_ids(self) -> list[str]:
        return self._store.folders(RUNS)

    def head(self, run_id: str) -> RunHead:
        with TemporaryDirectory(prefix="parallax-") as beside:
            folder = RunFolder(Path(beside) / run_id)
            self._store.pull(f"{RUNS}/{run_id}/{HEAD.name}", HEAD.path(folder))
            return folder.head()

    def written_at(self, run_id: str) -> Iterator[float]:
        yield from (file.modified_at.timestamp() for file in self._store.files(f"{RUNS}/{run_id}"))

    def remove(self, run_id: str) -> None:
        self._store.remove_folder(f"{RUNS}/{run_id}")

    def remove_archive(self, run_id: str) -> None:
        began_on = datetime.strptime(run_id, RUN_ID_FORMAT).replace(tzinfo=UTC)
        # A run that goes on after midnight has files in two days.
        for day in (began_on, began_on + timedelta(days=1)):
            found = (file.name for file in self._store.files(f"archive/{day:%Y/%m/%d}"))
            self._store.remove([name for name in found if Path(name).name.startswith(f"{run_id}-")])
