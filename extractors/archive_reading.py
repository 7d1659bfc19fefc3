"""Read archived answers back, from the place their record begins at."""

import zlib
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any

from warcio.archiveiterator import ArchiveIterator
from warcio.bufferedreaders import ChunkedDataReader
from warcio.exceptions import ArchiveLoadFailed
from warcio.timeutils import iso_date_to_datetime

from extractors.archive import PARTIAL, Place
from extractors.unpack import TooLargeError, unpack
from model import PermanentError

# warcio meets a record whose headers are cut short with an AttributeError.
_UNREADABLE = (
    StopIteration, ArchiveLoadFailed, AttributeError, EOFError, ValueError, zlib.error, TooLargeError,
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Archived:
    """An answer read back: `body` is unpacked."""

    url: str
    content_type: str | None
    body: bytes
    requested_at: datetime
    status: int
    headers: tuple[tuple[str, str], ...] = ()


def read_response(data: Path, place: Place, max_body_bytes: int = 10_000_000) -> Archived:
    """Return the answer whose record begins at a place; a revisit gives the body it refers to.

    Raises PermanentError where no record begins there, or where it is damaged, cut short or too large.
    """
    try:
        record, raw = _read(data, place, max_body_bytes)
        headers = record.http_headers
        origin = _origin(record)
        encoding = headers.get_header("Content-Encoding") or ""
        if record.rec_type == "revisit":
            if origin is None:
                raise ArchiveLoadFailed("it refers to no other record")
            first, raw = _read(data, origin, max_body_bytes)
            encoding = first.http_headers.get_header("Content-Encoding") or ""
        body = unpack(raw, encoding, max_body_bytes)
    except FileNotFoundError as error:
        raise PermanentError(
            f"The archive file {data / place.file} is gone: bring it back to read its pages again."
        ) from error
    except _UNREADABLE as error:
        raise PermanentError(
            f"The archive {data / place.file} has no readable record at byte {place.offset}: "
            f"{error or 'nothing is there'}."
        ) from error
    return Archived(
        url=record.rec_headers.get_header("WARC-Target-URI"),
        content_type=headers.get_header("Content-Type"),
        body=body,
        requested_at=iso_date_to_datetime(record.rec_headers.get_header("WARC-Date")).replace(tzinfo=UTC),
        status=int(headers.get_statuscode() or 0),
        headers=tuple(headers.headers),
    )


def _read(data: Path, place: Place, max_body_bytes: int) -> tuple[Any, bytes]:
    with _open(data / place.file) as stream:
        stream.seek(place.offset)
        record: Any = next(iter(ArchiveIterator(stream, check_digests="raise")))
        if not record.rec_headers.get_header("WARC-Target-URI") or record.http_headers is None:
            raise ArchiveLoadFailed("it holds no response")
        return record, _raw(record, max_body_bytes)


def _raw(record: Any, max_body_bytes: int) -> bytes:
    is_chunked = (record.http_headers.get_header("Transfer-Encoding") or "").lower() == "chunked"
    stream = ChunkedDataReader(record.raw_stream) if is_chunked else record.raw_stream
    raw: bytes = stream.read(max_body_bytes + 1)
    if len(raw) > max_body_bytes:
        raise TooLargeError("its body is too large")
    # A digest is only compared at the end of a whole record: one cut short has to be counted.
    if record.rec_type != "revisit" and not is_chunked and len(raw) != record.payload_length:
        raise ArchiveLoadFailed("it is cut short")
    return raw


def _open(path: Path) -> IO[bytes]:
    """Open a file of an archive, finished or being written: it may be renamed in between."""
    for candidate in (path, path.with_name(f"{path.name}{PARTIAL}")):
        try:
            return candidate.open("rb")
        except FileNotFoundError:
            continue
    return path.open("rb")


def _origin(record: Any) -> Place | None:
    file = record.rec_headers.get_header("WARC-Refers-To-Filename")
    offset = record.rec_headers.get_header("WARC-Refers-To-File-Offset")
    return Place(file, int(offset)) if file and offset else None
