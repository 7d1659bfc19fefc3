"""`parallax backup DIR` and `parallax restore DIR`: the data as it stands, and as it stood."""

import sys
from datetime import UTC, datetime
from pathlib import Path

from pipeline.keeping.backup import backup
from pipeline.keeping.restore import restore
from pipeline.running.run_lock import only_run
from pipeline.settings import Settings


def back_up(settings: Settings, folder: Path) -> int:
    """Bring a backup folder up to the data.

    Raises TransientError where a run works on the data folder.
    """
    folder = folder.absolute()
    with only_run(settings):
        done = backup(settings, folder, datetime.now(UTC))
    sys.stdout.write(
        f"backed up into {folder}: {done.file_count} files, {done.new_count} of them new or changed "
        f"({done.new_bytes:,} bytes)\n"
    )
    return 0


def restore_from(settings: Settings, folder: Path, *, overwrites: bool) -> int:
    """Bring a backup back into the data folder.

    Raises TransientError where a run works on the data folder.
    """
    with only_run(settings):
        done = restore(settings, folder.absolute(), datetime.now(UTC), overwrites=overwrites)
    sys.stdout.write(
        f"restored {done.file_count} files of {done.made_at:%Y-%m-%d %H:%M} UTC into {settings.data}\n"
        "The reports are written by the next run, or by `parallax export`.\n"
    )
    return 0
