"""What a new run does about dead ones: remove what they left, publish what they loaded."""

from datetime import datetime, timedelta
from pathlib import Path

from model import PermanentError
from pipeline.handoff import RunFolder, RunHead, RunKind, is_run_id
from pipeline.keeping.erasure_completion import complete_erasure
from pipeline.keeping.erasure_note import note_path
from pipeline.running import progress
from pipeline.running.leftovers import remove_whole, sweep
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
    sweep(settings)
    paths = settings.warehouse_paths
    with open_writer(paths) as connection:
        lost = remove_dead_runs(settings, current, kind, loaded_run_ids(connection), now)
        record_abandoned(connection, lost, now)
        is_erasing = is_unfinished(connection) or note_path(settings).exists()
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

    Returns the ids of those that died before their load. `kind` is as for `recover`. What is not named like
    a run is left alone, whatever it is.
    """
    runs = settings.path_in_data("runs")
    others = [path for path in sorted(runs.iterdir()) if path != current.path] if runs.is_dir() else []
    runs_left = [path for path in others if is_run_id(path.name)]
    dead = [path for path in runs_left if _is_dead(path, kind, now, is_loaded=path.name in loaded)]
    lost = {path.name for path in dead} - loaded
    # An archive file is named after its run: the id, a hyphen, and the part of the run.
    for archive in settings.path_in_data("archive").rglob("*.warc.gz*") if lost else ():
        if archive.name.partition("-")[0] in lost:
            archive.unlink(missing_ok=True)
    for path in dead:
        remove_whole(path)
    return sorted(lost)


def _is_dead(path: Path, kind: RunKind | None, now: datetime, *, is_loaded: bool) -> bool:
    """Say whether a run has ended: runs of one kind never overlap, runs of different kinds may."""
    head = _head(path, is_loaded=is_loaded)
    if kind is None or head is None or head.kind == kind:
        return True
    return now.timestamp() - _last_written_s(path, now) > _QUIET_FOR.total_seconds()


def _head(path: Path, *, is_loaded: bool) -> RunHead | None:
    """Return the head of a run folder; where it has none, say why, but of a run that is loaded.

    That one was killed while its folder was removed.
    """
    try:
        return RunFolder(path).head()
    except PermanentError as error:
        if not is_loaded:
            progress.warn(f"plan: a run left a damaged folder, which is removed. {error}")
        return None


def _last_written_s(path: Path, now: datetime) -> float:
    """Return when a run wrote last; a time after tomorrow is of a wrong clock, and does not count."""
    latest = (now + _QUIET_FOR).timestamp()
    # A folder's time is that of the newest name in it, and no name is removed while its run works.
    times = [folder.stat().st_mtime for folder in (path, *path.rglob("*/"))]
    return max((time for time in times if time <= latest), default=0.0)
