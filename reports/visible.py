"""Text from the web at a terminal: it can neither control the terminal nor reverse the text around it."""

import io
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

# Characters that a terminal obeys: control characters but line feeds, and marks that reverse text.
_CONTROLS = re.compile(
    "[\\x00-\\x09\\x0b-\\x1f\\x7f-\\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb\\ud800-\\udfff]"
)
# Letters written from right to left: Hebrew, Arabic, Syriac, Thaana, N'Ko ... and their presentation forms.
_RIGHT_TO_LEFT = re.compile(
    "[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]"
)
_ISOLATE, _END_OF_ISOLATE, _LEFT_TO_RIGHT = "\u2068", "\u2069", "\u200e"


def visible(text: str) -> str:
    """Return `text` with characters that a terminal would obey as escapes; line feeds stay."""
    return _CONTROLS.sub(_escape, text)


def _escape(match: re.Match[str]) -> str:
    return f"\\u{ord(match[0]):04x}"


def isolated(text: str) -> str:
    """Return a text that was made visible so that a terminal does not reorder its neighbours with it.

    Text with letters from right to left stands between isolate marks (UAX #9, FSI and PDI), which take no
    room. A mark from left to right follows (LRM), for terminals that lose or do not know isolates. Other
    text needs none, and stays.
    """
    return f"{_ISOLATE}{text}{_END_OF_ISOLATE}{_LEFT_TO_RIGHT}" if _RIGHT_TO_LEFT.search(text) else text


class GuardedStream(io.TextIOBase):
    """A text stream that makes visible whatever is written to it, whoever writes it."""

    def __init__(self, stream: TextIO) -> None:
        """Guard `stream`, which is neither closed nor changed."""
        self.unguarded = stream

    def write(self, text: str) -> int:
        """Write a text with its control characters as escapes."""
        self.unguarded.write(visible(text))
        return len(text)

    def writable(self) -> bool:
        """Say yes."""
        return True

    def flush(self) -> None:
        """Flush the stream."""
        self.unguarded.flush()

    def isatty(self) -> bool:
        """Say whether the stream is a terminal."""
        return self.unguarded.isatty()

    def fileno(self) -> int:
        """Return the file descriptor of the stream."""
        return self.unguarded.fileno()

    @property
    def encoding(self) -> str:  # type: ignore[override]
        """The encoding of the stream."""
        return self.unguarded.encoding

    @property
    def errors(self) -> str | None:  # type: ignore[override]
        """What the stream does with characters that it cannot encode."""
        return self.unguarded.errors


def unguarded(stream: TextIO) -> TextIO:
    """Return the stream behind a guard, for output that was made visible and has control codes of ours."""
    return stream.unguarded if isinstance(stream, GuardedStream) else stream


@contextmanager
def guarded_output() -> Iterator[None]:
    """Guard this process's standard error, and standard output where it is a terminal, in the block.

    Standard output that is a file or a pipe gets the bytes as they are: CSV has to be exact.
    """
    before = sys.stdout, sys.stderr
    sys.stderr = GuardedStream(sys.stderr)
    if sys.stdout.isatty():
        sys.stdout = GuardedStream(sys.stdout)
    try:
        yield
    finally:
        sys.stdout, sys.stderr = before
