"""The bytes of a WARC file from one record's start on, unpacked where a gzip member begins there.

Nothing here grows with what a file claims: bytes are unpacked in pieces, headers have a longest length, and
what a file may unpack to is limited.
"""

import re
import zlib
from typing import IO

from model.limits import WARC_HEAD_BYTES, WARC_RECORD_BYTES, WARC_UNPACKED_BYTES, WARC_UNPACKED_RATIO

GZIP_MAGIC = b"\x1f\x8b\x08"
_GZIP_WINDOW = 31
_PIECE_BYTES = 65_536
_FIRST_PIECE_BYTES = 4_096
_SEARCHED_BYTES = 1_048_576
_EMPTY_LINE = re.compile(rb"\n[ \t\r]*\n")
# An empty line ends the record before, of which one byte may be damaged. Without it, a line of a head without
# end would look like a record.
_PLAIN_RECORD = re.compile(
    rb"(?:\n\r?\n|\r[^\n]\r\n|\n[^\r]\n|\n\r[^\n])(WARC/[01]\.\d+[ \t]*\r?\n)", re.DOTALL
)
_EMPTY_LINE_BYTES = 4
_MOST_MAGIC_BYTES = 512
# Two empty lines end a plain record. Where one of their bytes is damaged, the next record begins right there.
_RECORD, _LINES_AFTER_RECORD, _NEAR_BYTES = b"WARC/", 2, 9


class DamagedRecordError(Exception):
    """Bytes that are no readable record; the text says why."""


class ManyRecordsError(DamagedRecordError):
    """A gzip member that holds more than one record, as where a file was packed as a whole."""

    def __init__(self) -> None:
        """Say what is wrong, in the words of a DamagedRecordError."""
        super().__init__("its gzip member goes on after the record, as where several were packed as one")


class UnpackedTooMuchError(Exception):
    """The file unpacks to far more than an honest one."""


class Allowance:
    """How many bytes a file may still unpack to."""

    def __init__(self, file_bytes: int) -> None:
        """Allow what an honest file of this size holds, and a few records in any case."""
        self._left_bytes = max(file_bytes * WARC_UNPACKED_RATIO, WARC_UNPACKED_BYTES)

    def take(self, count: int) -> None:
        """Use some of it; raises UnpackedTooMuchError where nothing is left."""
        self._left_bytes -= count
        if self._left_bytes < 0:
            raise UnpackedTooMuchError


class Member:
    """Reads forward from an offset: through the gzip member that begins there, or the file as it is."""

    def __init__(self, stream: IO[bytes], offset: int, allowance: Allowance) -> None:
        """Begin at a byte offset of the file."""
        stream.seek(offset)
        packed = stream.read(_FIRST_PIECE_BYTES)
        self.is_packed = packed.startswith(GZIP_MAGIC)
        self._stream, self._allowance = stream, allowance
        self._unpacker = zlib.decompressobj(_GZIP_WINDOW)
        self._packed = packed if self.is_packed else b""
        self._unpacked_bytes = 0
        self._piece = b"" if self.is_packed else packed

    def head(self, most_bytes: int = WARC_HEAD_BYTES) -> bytes:
        """Take the lines up to an empty one, or `most_bytes` where none is empty.

        Raises DamagedRecordError where the lines are too long or end too early.
        """
        while (end := _EMPTY_LINE.search(self._piece, 0, most_bytes)) is None:
            if len(self._piece) >= most_bytes and most_bytes < WARC_HEAD_BYTES:
                return self._take(most_bytes)
            if len(self._piece) >= WARC_HEAD_BYTES:
                raise DamagedRecordError(f"its headers are longer than {WARC_HEAD_BYTES:,} bytes")
            if not self._unpack_more():
                raise DamagedRecordError("its headers are cut short")
        return self._take(end.end())

    def skip(self, count: int) -> None:
        """Pass over content; raises DamagedRecordError where there is less."""
        count -= len(self._take(min(count, len(self._piece))))
        if not self.is_packed:
            self._skip_in_file(count)
            return
        while count > 0:
            if not self._unpack_more():
                raise DamagedRecordError("its content is cut short")
            count -= len(self._take(min(count, len(self._piece))))

    def end(self, *, is_whole: bool) -> int:
        """Pass over empty lines, and return the offset of what comes next.

        Raises DamagedRecordError where a gzip member ends too early, and if `is_whole`, ManyRecordsError
        where it goes on after the record, or DamagedRecordError where a plain record does.
        """
        while self.is_packed:
            if is_whole and self._piece.strip(b"\r\n"):
                raise ManyRecordsError
            self._piece = b""
            if not self._unpack_more():
                return self._stream.tell() - len(self._unpacker.unused_data)
        line_count = self._skip_empty_lines()
        begins = self._piece.find(_RECORD, 0, _NEAR_BYTES)
        if is_whole and self._piece and begins == -1 and line_count < _LINES_AFTER_RECORD:
            raise DamagedRecordError("its Content-Length is wrong: no record ends there")
        return self._stream.tell() - len(self._piece) + max(begins, 0)

    def _skip_empty_lines(self) -> int:
        """Pass over empty lines of a plain file, so that enough of what follows can be seen; count them."""
        count = 0
        while True:
            rest = self._piece.lstrip(b"\r\n")
            count += self._piece.count(b"\n", 0, len(self._piece) - len(rest))
            self._piece = rest
            if len(rest) >= _NEAR_BYTES or not self._unpack_more():
                return count

    def _skip_in_file(self, count: int) -> None:
        here = self._stream.tell()
        if count > 0 and here + count > self._stream.seek(0, 2):
            raise DamagedRecordError("its Content-Length reaches beyond the end of the file")
        self._stream.seek(here + max(count, 0))

    def _take(self, count: int) -> bytes:
        taken, self._piece = self._piece[:count], self._piece[count:]
        return taken

    def _unpack_more(self) -> bool:
        """Add to what can be taken; False at the end of the member or file."""
        if not self.is_packed:
            more = self._stream.read(_PIECE_BYTES)
            self._piece += more
            return bool(more)
        more = self._unpacked()
        self._piece += more
        self._unpacked_bytes += len(more)
        if self._unpacked_bytes > WARC_RECORD_BYTES:
            raise DamagedRecordError(f"it unpacks to over {WARC_RECORD_BYTES:,} bytes")
        self._allowance.take(len(more))
        return bool(more)

    def _unpacked(self) -> bytes:
        while not self._unpacker.eof:
            packed = self._packed or self._stream.read(_PIECE_BYTES)
            if not packed:
                raise DamagedRecordError("its gzip member is cut short")
            try:
                more = self._unpacker.decompress(packed, _PIECE_BYTES)
            except zlib.error as error:
                raise DamagedRecordError(f"its gzip member is damaged ({error})") from error
            self._packed = self._unpacker.unconsumed_tail
            if more:
                return more
        return b""


def next_start(stream: IO[bytes], offset: int, *, is_packed: bool) -> int | None:
    """Return where the next record seems to begin, from an offset on; None where none does."""
    begins = _packed_start if is_packed else _plain_start
    least, here = offset, max(offset - _EMPTY_LINE_BYTES, 0)
    stream.seek(here)
    tail, wanted_bytes = b"", _FIRST_PIECE_BYTES
    while piece := stream.read(wanted_bytes):
        data = tail + piece
        here += len(piece)
        at = begins(data, max(least - (here - len(data)), 0))
        if at is not None:
            return here - len(data) + at
        tail = data[-_MOST_MAGIC_BYTES:]
        wanted_bytes = min(2 * wanted_bytes, _SEARCHED_BYTES)
    return None


def _packed_start(data: bytes, least: int) -> int | None:
    at = data.find(GZIP_MAGIC, least)
    while at != -1:
        if _begins_record(data[at : at + _MOST_MAGIC_BYTES]):
            return at
        at = data.find(GZIP_MAGIC, at + 1)
    return None


def _plain_start(data: bytes, least: int) -> int | None:
    found = _PLAIN_RECORD.search(data, max(least - _EMPTY_LINE_BYTES, 0))
    if found and found.start(1) < least:
        found = _PLAIN_RECORD.search(data, found.start(1))
    return found.start(1) if found else None


def _begins_record(data: bytes) -> bool:
    try:
        return zlib.decompressobj(_GZIP_WINDOW).decompress(data, 5) == b"WARC/"
    except zlib.error:
        return False
