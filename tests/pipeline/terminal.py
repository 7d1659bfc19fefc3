"""Run `parallax` with a terminal for its input and output, as a user at a desk does."""

import os
import pty
import re
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

from tests.pipeline.command_line import PROJECT, environment

# What Parallax itself sends: bold, links to web pages, and the move to a column.
_OURS = re.compile(
    r"\x1b\[[01]m|\x1b\]8;;(?:https?://[!-~]*)?\x1b\\|\x1b\[[0-9]{1,3}G|\u2068(?=[^\u2068]*\u2069\u200e)|\u2069\u200e"
)
_OBEYED = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]"
)


def at_terminal(
    data: Path, *arguments: str, reply: str = "", columns: int = 80, **more: str
) -> tuple[int, str]:
    """Return the exit code, and what the terminal got; `reply` is typed at a question with [y/N]."""
    ours, theirs = pty.openpty()
    screen = {"TERM": "xterm", "COLUMNS": str(columns), "LINES": "50", "PAGER": "cat"}
    kept = environment(data, **{**screen, **more})
    process = subprocess.Popen(
        [sys.executable, "-m", "pipeline.cli", *arguments],
        cwd=PROJECT,
        env=kept,
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
    )
    os.close(theirs)
    shown = b""
    with suppress(OSError):  # what Linux says when the other end is closed
        while part := os.read(ours, 65_536):
            shown += part
            if reply and shown.endswith(b"[y/N]: "):
                os.write(ours, f"{reply}\n".encode())
    os.close(ours)
    return process.wait(timeout=60), shown.decode()


def without_own_codes(text: str) -> str:
    """Return what a terminal got without what Parallax may send."""
    return _OURS.sub("", text)


def obeyed(text: str) -> list[str]:
    """Return the characters of others that a terminal would obey."""
    return _OBEYED.findall(without_own_codes(text).replace("\r\n", "\n"))
