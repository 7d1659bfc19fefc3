"""Take the whole copy of the warehouse where the other is lost or damaged; what is damaged is moved aside."""

import logging
import shutil
from itertools import count
from pathlib import Path

from model import DamagedError, PermanentError
from model.files import sync, written_whole
from model.paths import WarehousePaths
from warehouse.database.soundness import fault_of

_log = logging.getLogger("parallax")


def log_of(file: Path) -> Path:
    """Return where DuckDB keeps the write-ahead log of a file."""
    return file.with_name(f"{file.name}.wal")


def mend_writer(paths: WarehousePaths, error: DamagedError) -> None:
    """Make the writer's file one that can be read: without its log, or else as the published copy is.

    What is damaged is moved aside; a file that can be read whole never is. Raises `error` where there is no
    published copy, DamagedError where that is damaged as well, PermanentError where nothing is damaged.
    """
    # The log goes first: where this is killed in between, no log stays beside a file that it does not fit.
    log = set_aside(log_of(paths.writer))
    if fault_of(paths.writer) is None:
        if log is None:
            raise PermanentError(
                f"DuckDB stops at {paths.writer} ({error.fault}), but all of it can be read: report it."
            ) from error
        _log.warning(
            "The log of %s cannot be replayed (%s): it was moved to %s. What it held is only there.",
            *(paths.writer, error.fault, log),
        )
        return
    try:
        _require_whole_copy(paths, error)
    except DamagedError:
        if log is not None:
            log.rename(log_of(paths.writer))
        raise
    aside = set_aside(paths.writer)
    adopt_published(paths)
    _log.warning(
        "The warehouse %s is damaged (%s): it was moved to %s, and its published copy %s has taken its "
        "place. What was not published yet is only in the damaged file.",
        *(paths.writer, error.fault, aside, paths.published),
    )


def _require_whole_copy(paths: WarehousePaths, error: DamagedError) -> None:
    if not paths.published.exists():
        raise error
    fault = fault_of(paths.published)
    if fault is not None:
        raise DamagedError(
            f"The warehouse {paths.writer} is damaged, and its published copy {paths.published} is damaged "
            f"too ({fault}): restore a backup with `parallax restore DIR --overwrite`.",
            fault,
        ) from error


def adopt_published(paths: WarehousePaths) -> None:
    """Begin from the published copy where the writer's file is not there."""
    with written_whole(paths.writer, is_durable=True) as partial:
        shutil.copyfile(paths.published, partial)


def set_aside_published(paths: WarehousePaths, error: DamagedError) -> None:
    """Move the damaged published copy aside; publishing makes it anew from the writer's file."""
    aside = set_aside(paths.published)
    _log.warning(
        "The published copy %s is damaged (%s): it was moved to %s, and is published again from %s.",
        *(paths.published, error.fault, aside, paths.writer),
    )


def set_aside(path: Path) -> Path | None:
    """Rename a file to one ending in `.damaged`; return its new name, None where there is no file."""
    if not path.exists():
        return None
    names = (path.with_name(f"{path.name}.damaged{number or ''}") for number in count())
    aside = next(name for name in names if not name.exists())
    path.rename(aside)
    sync(path.parent)
    return aside
