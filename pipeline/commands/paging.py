"""Show a long text a screen at a time, with the pager of whoever reads it."""

import os
import shutil
import signal
import subprocess
import sys
from contextlib import suppress

_NOT_FOUND = 127


def show(text: str) -> None:
    """Write a text to the terminal, through $PAGER or less where it is longer than the screen.

    As git does: PAGER=cat shows everything at once, and less ends by itself, keeps colours and leaves the
    text on the screen unless LESS says otherwise.
    """
    command = _pager() if text.count("\n") >= shutil.get_terminal_size().lines else ""
    if not command or not _paged(command, text):
        sys.stdout.write(text)


def _pager() -> str:
    named = os.environ.get("PAGER", "less" if shutil.which("less") else "")
    return "" if named.strip() == "cat" else named.strip()


def _paged(command: str, text: str) -> bool:
    """Hand a text to a pager and wait until the reader has enough; return whether there was such a pager."""
    sys.stdout.flush()
    environment = {"LESS": "FRX", "LESSCHARSET": "utf-8", **os.environ}
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the pager's
    try:
        pager = subprocess.Popen(command, shell=True, stdin=subprocess.PIPE, env=environment)  # noqa: S602 - as PAGER is everywhere
        with suppress(BrokenPipeError):
            pager.communicate(text.encode())
        return pager.wait() != _NOT_FOUND
    finally:
        signal.signal(signal.SIGINT, before)
