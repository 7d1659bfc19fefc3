"""Add lines to the outlets in the text of a catalog, and take outlets out of it."""

from collections.abc import Mapping, Sequence

from pipeline.catalog.reading import heading_lines


def with_lines(text: str, added: Mapping[int, Sequence[str]]) -> str:
    """Return `text` with more lines at the ends of outlets; `added` has them by the outlet's number."""
    lines = text.split("\n")
    headings = [*heading_lines(text), len(lines)]
    for number in sorted(added, reverse=True):
        end = _block_end(lines, headings, number)
        lines[end:end] = added[number]
    return "\n".join(lines)


def without_block(text: str, number: int) -> str:
    """Return `text` without the outlet of this number and the comment above it; section headings stay."""
    lines = text.split("\n")
    headings = [*heading_lines(text), len(lines)]
    start, end = headings[number], _block_end(lines, headings, number)
    while start and lines[start - 1].lstrip().startswith("#"):
        start -= 1
    if not start:
        start = headings[number]  # the head of the file is nobody's comment
    while end < len(lines) and not lines[end].strip():
        end += 1
    return "\n".join([*lines[:start], *lines[end:]])


def _block_end(lines: Sequence[str], headings: Sequence[int], number: int) -> int:
    """Return the number of the line after the outlet's last; comments below may belong to the next outlet."""
    end = headings[number + 1]
    while end > headings[number] + 1 and _is_between(lines[end - 1]):
        end -= 1
    return end


def _is_between(line: str) -> bool:
    return not line.strip() or line.lstrip().startswith("#")
