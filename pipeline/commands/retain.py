"""`parallax retain`: what is older than the settings keep it goes."""

import sys
from datetime import UTC, datetime

from pipeline.keeping.retain import retain
from pipeline.running.run_lock import only_run
from pipeline.settings import Settings

_UNITS = {"archive": "files"}


def retain_what_is_kept(settings: Settings, *, is_rehearsal: bool) -> int:
    """Let go of what is too old, or tell what would go.

    Raises ConfigurationError where no retention is set, TransientError where a run works on the data folder.
    """
    with only_run(settings):
        done = retain(settings, datetime.now(UTC), is_rehearsal=is_rehearsal)
    does = "would go" if is_rehearsal else "removed"
    for kind, count in done.counts.items():
        unit = _UNITS.get(kind, "rows")
        sys.stdout.write(
            f"{kind:12}{count:>10} {unit} {does}, older than {done.before[kind]:%Y-%m-%d %H:%M} UTC\n"
        )
    if not is_rehearsal and any(done.counts.values()):
        sys.stdout.write("The warehouse's file keeps its size until `parallax compact`.\n")
    return 0
