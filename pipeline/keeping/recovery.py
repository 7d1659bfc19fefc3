"""What a new run does about dead ones: remove what they left, publish what they loaded."""

import shutil
from datetime import datetime, timedelta
from pathlib import Path

from pipeline.handoff import RunFolder, RunKind
from pipeline.keeping.erasure_completion import complete_erasure
from pipeline.running import progress
from pipeline.running.run_lock import complete_restore
from pipeline.settings import Settings
from warehouse import open_writer
from warehouse.database.publishing import is_published, publish
from warehouse.keeping.blocklist_store import is_unfinished
from warehouse.steps.loading import loaded_run_ids, record_abandoned

# A run of another kind that has written nothing for so long is dead.
_QUIET_FOR = timedelta(days=1)


def recover(settings: Settings, current: RunFolder, kind: RunKind | None, now: datetime) -> None:
    """Remove what dead runs left, record them as abandoned, and publish what one loaded but never published.

    A restore or an erasure that was interrupted is completed. `kind` is that of the `current` run; None where
    nothing else works on the data folder.
    """
    complete_restore(settings)
    paths = settings.warehouse_paths
    with open_writer(paths) as connection:
        lost = remove_dead_runs(settings, current, kind, loaded_run_ids(connection), now)
        record_abandoned(connection, lost, now)
        is_erasing = is_unfinished(connection)
    if lost:
        progress.say(f"plan: removed what {len(lost)} dead run(s) left behind")
    if is_erasing:
        complete_erasure(settings, now)
    if not is_published(paths):
        publish(paths)


def remove_dead_runs(
    settings: Settings, current: RunFolder, kind: RunKind | None, loaded: frozenset[str], now: datetime
) -> list[str]:
    """Remove the folders of dead runs, and their archive files unless the run is among `loaded`.

    Returns the ids of those that died before their load. `kind` is as for `recover`.
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
    """Say whether a run has ended: runs of one kind never overlap, runs of different kinds may."""
    if kind is None or not folder.has_begun or folder.head().kind == kind:
        return True
    return now.timestamp() - _last_written_s(folder.path) > _QUIET_FOR.total_seconds()


def _last_written_s(path: Path) -> float:
    # A folder's time is that of the newest name in it, and no name is removed while its run works.
    return max(folder.stat().st_mtime for folder in (path, *path.rglob("*/")))
