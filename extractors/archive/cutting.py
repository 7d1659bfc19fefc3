"""Cut records out of archive files so that no other record moves.

Other records, the warehouse and its backups refer to a record by the byte at which it begins. So a record
that is removed is replaced by an empty one of the same length, whose zeros take no room on a file system with
sparse files. The file is written beside its name and renamed: readers see the old file or the new one.
"""

import os
import struct
import uuid
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO

from model import PermanentError
from model.files import discard, written_whole

CUT = ".cut"
_GZIP_HEAD = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"
_GZIP_WINDOW = 31
_BLOCK_HEAD_BYTES, _BLOCK_BYTES = 5, 65_535
_FRAME_BYTES = len(_GZIP_HEAD) + 8
_END = b"\r\n\r\n"
_READ_BYTES = 1_048_576


@dataclass(frozen=True, slots=True)
class _Gap:
    """The bytes of a record that is to be removed."""

    offset: int
    length: int


def cut_records(path: Path, offsets: Iterable[int], at: datetime) -> int:
    """Replace the records that begin at `offsets` by empty ones of the same length; return how many.

    `at` becomes the date of the empty records. Records that were cut out before are left alone. Raises
    PermanentError where no record begins at one of the offsets, and FileNotFoundError where the file is
    missing; the file is unchanged then.
    """
    with path.open("rb") as stream:
        gaps = [gap for offset in sorted(set(offsets)) if (gap := _gap(path, stream, offset))]
        if gaps:
            _write_without(path, stream, gaps, at)
    return len(gaps)


def remove_interrupted_cuts(folder: Path) -> None:
    """Remove the partial files that interrupted cuttings left in a folder and the folders below it."""
    for partial in list(folder.rglob(f"*{CUT}")):
        discard(partial)


def _gap(path: Path, stream: IO[bytes], offset: int) -> _Gap | None:
    """Return the bytes of the record that begins at an offset, None where it is cut out already."""
    stream.seek(offset)
    unpacker, length, head = zlib.decompressobj(_GZIP_WINDOW), 0, b""
    try:
        while not unpacker.eof and (packed := stream.read(_READ_BYTES)):
            text = unpacker.decompress(packed)
            head = head or text[:100]
            length += len(packed) - len(unpacker.unused_data)
    except zlib.error:
        unpacker = zlib.decompressobj(_GZIP_WINDOW)
    if not unpacker.eof or not head.startswith(b"WARC/"):
        raise PermanentError(
            f"The archive {path} has no readable record at byte {offset}, so it cannot be cut out: restore "
            "an undamaged copy of the file, or remove the file."
        )
    return None if b"\r\nWARC-Type: metadata\r\n" in head else _Gap(offset, length)


def _write_without(path: Path, stream: IO[bytes], gaps: list[_Gap], at: datetime) -> None:
    with written_whole(path, is_durable=True, ending=CUT) as partial, partial.open("wb") as out:
        stream.seek(0)
        for gap in gaps:
            _copy(stream, out, gap.offset - stream.tell())
            _write_empty(out, gap.length, at)
            stream.seek(gap.offset + gap.length)
        _copy(stream, out, path.stat().st_size - stream.tell())
        out.truncate()


def _copy(source: IO[bytes], out: IO[bytes], count: int) -> None:
    while count > 0 and (part := source.read(min(count, _READ_BYTES))):
        out.write(part)
        count -= len(part)


def _write_empty(out: IO[bytes], length: int, at: datetime) -> None:
    """Write a record of zeros that is `length` bytes long when packed (stored, not compressed)."""
    blocks = max(1, -(-(length - _FRAME_BYTES) // (_BLOCK_HEAD_BYTES + _BLOCK_BYTES)))
    unpacked_bytes = length - _FRAME_BYTES - _BLOCK_HEAD_BYTES * blocks
    zero_bytes = unpacked_bytes - len(_head(0, at)) - len(_END)
    if zero_bytes < 0:
        raise PermanentError(f"A record of {length} bytes is too short to be replaced by an empty one.")
    sizes = [unpacked_bytes // blocks + (number < unpacked_bytes % blocks) for number in range(blocks)]
    head, end = _head(zero_bytes, at), _END
    out.write(_GZIP_HEAD)
    for number, size in enumerate(sizes):
        is_last = number == blocks - 1
        out.write(struct.pack("<BHH", is_last, size, size ^ 0xFFFF))
        before, after = (head if number == 0 else b""), (end if is_last else b"")
        out.write(before)
        out.seek(size - len(before) - len(after), os.SEEK_CUR)
        out.write(after)
    checksum = zlib.crc32(end, zlib.crc32(bytes(zero_bytes), zlib.crc32(head)))
    out.write(struct.pack("<II", checksum, unpacked_bytes & 0xFFFFFFFF))


def _head(zero_bytes: int, at: datetime) -> bytes:
    return (
        f"WARC/1.1\r\nWARC-Type: metadata\r\nWARC-Record-ID: <urn:uuid:{uuid.uuid4()}>\r\n"
        f"WARC-Date: {at:%Y-%m-%dT%H:%M:%SZ}\r\nContent-Length: {zero_bytes:012d}\r\n\r\n"
    ).encode()
