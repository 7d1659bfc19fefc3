"""How tests read the documents: their sections, blocks of code and tables."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.DOTALL | re.MULTILINE)
_SECTION = re.compile(r"^## ", re.MULTILINE)
_RULE = re.compile(r"[|\- ]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A block of code, with the name of its language: sql, sh, toml, or an empty text."""

    language: str
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table: the names of its columns, and its rows of as many cells."""

    columns: list[str]
    rows: list[list[str]]


def blocks(text: str) -> list[Block]:
    """Return the blocks of code of a text, in their order."""
    return [Block(language=language, code=code.strip()) for language, code in _BLOCK.findall(text)]


def without_blocks(text: str) -> str:
    """Return a text without its blocks of code."""
    return _BLOCK.sub("", text)


def sections(text: str) -> Iterator[tuple[str, str]]:
    """Yield each section of the second level: its heading, and the text below that."""
    for section in _SECTION.split(text)[1:]:
        heading, _, below = section.partition("\n")
        yield heading, below


def table(text: str) -> Table:
    """Return the one table of a text; raises ValueError where it has none."""
    lines = [line for line in without_blocks(text).splitlines() if line.startswith("|")]
    columns, *rows = (
        [cell.strip() for cell in line.strip("|").split("|")] for line in lines if not _RULE.fullmatch(line)
    )
    return Table(columns=columns, rows=rows)
