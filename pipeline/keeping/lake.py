"""The lake follows the published warehouse: after each run, after an erasure, and as a whole once a day."""

import fcntl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime

from model import ParallaxError
from model.counting import counted
from pipeline.running import progress
from pipeline.settings import Settings
from warehouse.lake.checking import APART
from warehouse.lake.committing import Committed, commit, forget
from warehouse.lake.upkeep import Kept, keep_up


def commit_to_lake(settings: Settings, now: datetime) -> Committed | None:
    """Commit what was published to the lake, if any; a failure is a warning, and the next run catches up."""
    if settings.lake is None:
        return None
    lake, paths = settings.lake, settings.warehouse_paths
    with _alone(settings):
        done = _warned(lambda: commit(paths, lake, now))
    if done:
        _report(done)
    return done


def keep_up_lake(settings: Settings, now: datetime) -> Kept | None:
    """Compare all of the lake with the published warehouse, and keep it small; None where there is no lake.

    Raises TransientError where the lake cannot be reached, ConfigurationError where an extension is missing.
    """
    if settings.lake is None:
        return None
    with _alone(settings):
        _report(commit(settings.warehouse_paths, settings.lake, now, is_thorough=True))
        kept = keep_up(settings.lake, now)
    progress.say(
        f"lake: {counted(kept.expired_count, 'old snapshot')} forgotten, "
        f"{counted(kept.merged_count, 'file')} merged, {kept.removed_count} removed"
    )
    return kept


def forget_lake_states(settings: Settings) -> None:
    """Remove the states of the warehouse that are kept for the lake: they hold what is being erased."""
    forget(settings.warehouse_paths)


@contextmanager
def _alone(settings: Settings) -> Iterator[None]:
    """Wait until no other process of this host works on the lake: a command beside the service may."""
    with (settings.writer.parent / "lake.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _report(done: Committed) -> None:
    for found in done.findings:
        progress.warn(f"lake check {found.name}: {found.what} ({found.count}, such as {found.example}).")
    if any(found.name == APART for found in done.findings):
        progress.warn("The next run compares all of the lake with the warehouse, and mends what differs.")
    progress.say(
        f"lake: {len(done.changed)} tables changed, {len(done.whole)} written whole"
        f"{', all of it compared' if done.is_compared else ''}{', erased for good' if done.is_purged else ''}"
    )


def _warned(work: Callable[[], Committed]) -> Committed | None:
    try:
        return work()
    except (ParallaxError, OSError) as error:
        progress.warn(f"The run is published, but not in the lake. {error}")
        return None
