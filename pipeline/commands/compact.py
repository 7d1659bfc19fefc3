"""`parallax compact`: the warehouse's file without the room of deleted rows."""

import sys

from pipeline.keeping.compact import compact
from pipeline.running.run_lock import only_run
from pipeline.settings import Settings


def compact_warehouse(settings: Settings) -> int:
    """Rewrite the warehouse, publish it, and tell how much smaller it is.

    Raises PermanentError where there is no warehouse, TransientError where a run works on the data folder.
    """
    with only_run(settings):
        done = compact(settings)
    sys.stdout.write(
        f"compacted {settings.published} from {done.before_bytes:,} to {done.after_bytes:,} bytes\n"
    )
    return 0
