"""The files of a run, as bytes: JSON lines, written whole and read back with their types checked."""

from collections.abc import Iterable
from pathlib import Path
from secrets import token_hex
from typing import Any, TypeVar

import msgspec

from model import PermanentError
from model.files import PARTIAL, written_whole

T = TypeVar("T")


def write_lines(path: Path, values: Iterable[Any]) -> int:
    """Write values (model dataclasses) as JSON lines, safe from a loss of power; return how many.

    A scheduler goes on with a run after the machine has stopped: a file that is empty then would lose
    entries. A task that was taken for dead may go on beside the one that replaces it, perhaps on another
    machine: each attempt has a partial file of its own.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    encoder, count = msgspec.json.Encoder(), 0
    whole = written_whole(path, is_durable=True, ending=f".{token_hex(8)}{PARTIAL}")
    with whole as partial, partial.open("wb") as stream:
        for value in values:
            stream.write(encoder.encode(value) + b"\n")
            count += 1
    return count


def read_lines(path: Path, kind: type[T]) -> list[T]:
    """Return the values of a JSON-lines file; raises PermanentError where it is missing or damaged."""
    decoder = msgspec.json.Decoder(kind)
    try:
        with path.open("rb") as stream:
            return [decoder.decode(line) for line in stream]
    except (OSError, ValueError) as error:
        raise PermanentError(
            f"{path} is missing or damaged ({error}): a new run removes what is left of this one."
        ) from error
