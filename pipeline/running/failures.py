"""What stops the work, told so that a user knows what to do, across the processes of a run."""

import errno
import os
from pathlib import Path

from model import ParallaxError, PermanentError, TransientError

FAILURE_FILE = "PARALLAX_FAILURE_FILE"


def explain_os_error(error: OSError) -> ParallaxError:
    """Return what an operating system's refusal means for the user, and what to do."""
    where = error.filename or "the data folder"
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return TransientError(
            f"The disk of {where} is full: free some space and run again. Nothing loaded is lost."
        )
    if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
        return PermanentError(
            f"{where} may not be written ({error.strerror}): change its rights, or set PARALLAX_DATA."
        )
    return TransientError(f"{where}: {error.strerror or error}.")


def leave_failure(error: ParallaxError) -> None:
    """Leave an error for the process that started the run, which sees of a task only its state."""
    path = os.environ.get(FAILURE_FILE)
    if path:
        Path(path).write_text(f"{error.exit_code}\n{error}", encoding="utf-8")
