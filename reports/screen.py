"""What the output can show: how wide it is, and which control codes it takes."""

import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Self, TextIO
from urllib.parse import quote

# Terminals that show control codes instead of obeying them, or know of no links.
_WITHOUT_CODES = {"", "dumb"}
_WITHOUT_LINKS = {"linux"}
# What a URL may have as it is; all else is escaped, so that no control character is in a link.
_URL_CHARACTERS = "%/:?=&,;@+~#!$'()*[]"
_LONGEST_LINK = 2_000  # some terminals take no longer one


@dataclass(frozen=True, slots=True, kw_only=True)
class Screen:
    """A terminal, or what stands for none: without a width nothing is cut, and there are no codes."""

    width: int | None = None
    height: int = 0
    has_styles: bool = False
    has_links: bool = False
    can_position: bool = False

    def paged(self, *, has_links: bool) -> Self:
        """Return the screen as a pager shows it, which cannot move the cursor."""
        return replace(self, can_position=False, has_links=self.has_links and has_links)

    @property
    def is_terminal(self) -> bool:
        """Say whether it is a terminal."""
        return self.width is not None

    def head(self, text: str) -> str:
        """Return a text in bold."""
        return f"\x1b[1m{text}\x1b[0m" if self.has_styles and text else text

    def link(self, text: str, url: str) -> str:
        """Return a text that can be clicked to open a URL (OSC 8)."""
        target = quote(url, safe=_URL_CHARACTERS)
        if not self.has_links or len(target) > _LONGEST_LINK:
            return text
        return f"\x1b]8;;{target}\x1b\\{text}\x1b]8;;\x1b\\"

    def column(self, number: int) -> str:
        """Return the code that moves the cursor to a column of the line, counted from 0."""
        return f"\x1b[{number + 1}G" if self.can_position else ""


FILE = Screen()


def screen_of(stream: TextIO, environment: Mapping[str, str] = os.environ) -> Screen:
    """Return the screen that a stream writes to: a terminal, a file or a pipe."""
    if not stream.isatty():
        return FILE
    size = shutil.get_terminal_size()
    kind = environment.get("TERM", "")
    has_codes = kind not in _WITHOUT_CODES
    return Screen(
        width=size.columns,
        height=size.lines,
        has_styles=has_codes,
        has_links=has_codes and kind not in _WITHOUT_LINKS,
        can_position=has_codes,
    )
