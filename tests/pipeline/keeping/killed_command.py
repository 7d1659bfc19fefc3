"""Restore or back up as the commands do, with few imports: `python -m tests.pipeline.keeping.killed_command`.

Arguments: restore or backup, and the folder of the backup.
"""

import sys
from datetime import UTC, datetime
from pathlib import Path

from pipeline.running.run_lock import only_run
from pipeline.settings import read_settings

NOW = datetime(2026, 1, 20, tzinfo=UTC)


def main() -> None:
    name, folder = sys.argv[1], Path(sys.argv[2])
    settings = read_settings()
    with only_run(settings):
        if name == "backup":
            from pipeline.keeping.backup import backup  # noqa: PLC0415 - each import costs CPU

            backup(settings, folder, NOW)
        else:
            from pipeline.keeping.restore import restore  # noqa: PLC0415

            restore(settings, folder, NOW, overwrites=True)


if __name__ == "__main__":
    main()
