"""Damage a file that consists of parts, and tell which of them are still whole."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

_KINDS = ("bit", "noise", "zeros", "removed", "inserted", "cut", "doubled")
_MOST_BYTES = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class Damaged:
    """A damaged file: its bytes, the offsets of its whole parts by their number, and what was done to it."""

    data: bytes
    whole: dict[int, int]
    what: str


def damaged_at(parts: Sequence[bytes], moments: random.Random) -> Damaged:
    """Return the parts as one file that is damaged at one place."""
    data = b"".join(parts)
    kind = moments.choice(_KINDS)
    start = moments.randrange(len(data))
    end = min(len(data), start + (1 if kind == "bit" else moments.randrange(1, _MOST_BYTES)))
    filling = _filling(kind, data[start:end], moments)
    end = {"cut": len(data), "inserted": start}.get(kind, end)
    moved = len(filling) - (end - start)
    ends = list(accumulate(map(len, parts)))
    whole = {
        number: begins if ends[number] <= start else begins + moved
        for number, begins in enumerate([0, *ends[:-1]])
        if ends[number] <= start or begins >= end
    }
    return Damaged(
        data=data[:start] + filling + data[end:],
        whole=whole,
        what=f"{kind} at bytes {start} to {end} of {len(data)}",
    )


def _filling(kind: str, before: bytes, moments: random.Random) -> bytes:
    """Return what stands in the place of some bytes."""
    return {
        "bit": bytes(byte ^ (1 << moments.randrange(8)) for byte in before),
        "noise": moments.randbytes(len(before)),
        "zeros": bytes(len(before)),
        "removed": b"",
        "inserted": moments.randbytes(len(before)),
        "cut": b"",
        "doubled": before * 2,
    }[kind]
