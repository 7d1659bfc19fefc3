"""Read a whole WARC file, ours or a foreign one, record by record, from any of its records on."""

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.timeutils import iso_date_to_datetime

from model import PermanentError

_GZIP_MEMBER = b"\x1f\x8b\x08"
_SEARCHED_BYTES = 1_048_576
_BROKEN = (ArchiveLoadFailed, AttributeError, EOFError, ValueError, zlib.error, StopIteration)


@dataclass(frozen=True, slots=True, kw_only=True)
class StreamedResponse:
    """The head of one response in a file; its record begins at byte `offset`, the next at `next_offset`."""

    url: str
    requested_at: datetime
    status: int
    content_type: str | None
    offset: int
    next_offset: int


def read_responses(path: Path, offset: int = 0) -> Iterator[StreamedResponse]:
    """Yield the HTTP responses of a WARC file from a record's offset on, in bounded memory.

    Records of other kinds are skipped, and so are damaged bytes up to the next record that can be read.
    Raises PermanentError where the file holds no record at all.
    """
    has_records = offset > 0
    with path.open("rb") as stream:
        while True:
            stream.seek(offset)
            try:
                for response, next_offset in _records(stream):
                    has_records, offset = True, next_offset
                    if response is not None:
                        yield response
                break
            except _BROKEN:
                resumed = _next_member(stream, offset + 1)
                if resumed is None:
                    break
                offset = resumed
    if not has_records:
        raise PermanentError(f"{path} is not a WARC file, or is damaged from its start: download it again.")


def _records(stream: IO[bytes]) -> Iterator[tuple[StreamedResponse | None, int]]:
    """Yield each record that is a response, or None for another kind, with the offset of the next record."""
    records = ArchiveIterator(stream)
    for record in records:
        if record.format != "warc":
            raise ArchiveLoadFailed("it is not a WARC record")
        offset = records.get_record_offset()
        yield _response(record, offset, records.offset), records.offset


def _response(record: Any, offset: int, next_offset: int) -> StreamedResponse | None:
    url = record.rec_headers.get_header("WARC-Target-URI")
    if record.rec_type != "response" or record.http_headers is None or not url:
        return None
    try:
        requested_at = iso_date_to_datetime(record.rec_headers.get_header("WARC-Date")).replace(tzinfo=UTC)
        status = int(record.http_headers.get_statuscode())
    except (ValueError, TypeError):
        return None
    return StreamedResponse(
        url=url.strip("<>"),
        requested_at=requested_at,
        status=status,
        content_type=record.http_headers.get_header("Content-Type"),
        offset=offset,
        next_offset=next_offset,
    )


def _next_member(stream: IO[bytes], offset: int) -> int | None:
    """Return the offset of the next gzip member that begins a WARC record, None where there is none."""
    stream.seek(offset)
    tail = b""
    while chunk := stream.read(_SEARCHED_BYTES):
        data = tail + chunk
        at = data.find(_GZIP_MEMBER)
        while at != -1:
            if _begins_record(data[at : at + 512]):
                return offset - len(tail) + at
            at = data.find(_GZIP_MEMBER, at + 1)
        offset += len(chunk)
        tail = data[-511:]
    return None


def _begins_record(data: bytes) -> bool:
    try:
        return zlib.decompressobj(31).decompress(data, 5) == b"WARC/"
    except zlib.error:
        return False
