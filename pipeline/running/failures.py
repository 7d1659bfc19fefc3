"""Errors that stop a run: explained to the user, and passed between the processes of a run."""

import errno
import os
from pathlib import Path

from model import ParallaxError, PermanentError, TransientError
from model.files import disk_full_text, is_disk_full

FAILURE_FILE = "PARALLAX_FAILURE_FILE"


def explain_os_error(error: OSError) -> ParallaxError:
    """Return our error for one of the operating system, with what the user can do about it."""
    where = error.filename or "the data folder"
    if is_disk_full(error):
        return TransientError(disk_full_text(where))
    if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
        return PermanentError(
            f"{where} may not be written ({error.strerror}): change its rights, or set PARALLAX_DATA."
        )
    return TransientError(f"{where}: {error.strerror or error}.")


def leave_failure(error: ParallaxError) -> None:
    """Write an error down for the process that started the run: Airflow shows it only the task's state."""
    path = os.environ.get(FAILURE_FILE)
    if path:
        Path(path).write_text(f"{error.exit_code}\n{error}", encoding="utf-8")
