"""Files with one JSON object on each line; every wrong line is reported, with its cause."""

import json
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from model import ConfigurationError

T = TypeVar("T")

_MOST_PROBLEMS = 20


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not empty, and where it is: `FILE, line N`."""

    where: str
    text: str


def read_lines(path: Path) -> list[Line]:
    """Return the lines of a file in UTF-8; raises ConfigurationError where it cannot be read."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigurationError([f"{path} cannot be read: {error}."]) from error
    # Only a line feed ends a line: a text may hold other separators, such as U+2028.
    return [
        Line(f"{path}, line {number}", line)
        for number, line in enumerate(text.split("\n"), 1)
        if line.strip()
    ]


def parsed(lines: Iterable[Line], row_of: Callable[[dict[str, Any]], T], problems: list[str]) -> list[T]:
    """Return what `row_of` makes of each line's object.

    A line that is no object, or for which `row_of` raises ValueError, is added to `problems` with the cause.
    """
    rows = []
    for line in lines:
        try:
            rows.append(row_of(_fields(line.text)))
        except ValueError as error:
            problems.append(f"{line.where}: {error}.")
    return rows


def has_any_field(line: Line, names: Collection[str]) -> bool:
    """Say whether a line is an object with one of these fields."""
    try:
        return not _fields(line.text).keys().isdisjoint(names)
    except ValueError:
        return False


def require_none(problems: Sequence[str]) -> None:
    """Raise ConfigurationError with the first problems, and how many more there are."""
    more = len(problems) - _MOST_PROBLEMS
    if more > 0:
        problems = [*problems[:_MOST_PROBLEMS], f"{more} more lines or ids are wrong."]
    if problems:
        raise ConfigurationError(list(problems))


def _fields(text: str) -> dict[str, Any]:
    try:
        fields = json.loads(text)
    except RecursionError as error:
        raise ValueError("objects are nested too deep") from error
    if not isinstance(fields, dict):
        raise ValueError("not a JSON object: write {...}")  # noqa: TRY004 - as for other wrong lines
    return fields
