"""Read archived answers back by the location of their record."""

import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO, Any

from warcio.archiveiterator import ArchiveIterator
from warcio.bufferedreaders import ChunkedDataReader
from warcio.exceptions import ArchiveLoadFailed
from warcio.limitreader import LimitReader

from extractors.archive.heads import is_truncated, record_date
from extractors.archive.writing import RecordLocation
from extractors.http.answer import header_of
from extractors.http.unpack import (
    DamagedEncodingError,
    TooLargeError,
    UnknownEncodingError,
    encoding_of,
    is_in_chunks,
    unpack,
)
from model import PermanentError
from model.files import PARTIAL

# The smallest chunks, of one byte each, take six.
_CHUNK_OVERHEAD = 6
# warcio raises AttributeError for a record whose headers are cut short.
_UNREADABLE = (
    StopIteration, ArchiveLoadFailed, AttributeError, EOFError, ValueError, zlib.error, TooLargeError,
    DamagedEncodingError, UnknownEncodingError,
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Archived:
    """An answer read back; `body` is unpacked, and `is_whole` is false where it was cut short."""

    url: str
    content_type: str | None
    body: bytes
    requested_at: datetime
    status: int
    headers: tuple[tuple[str, str], ...] = ()
    is_whole: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class RawAnswer:
    """An answer as the archive has it; `raw` is the body, packed as `encoding` says, if its bytes are.

    `is_truncated` says that whoever archived it cut the body.
    `origin` is the record that holds the body a revisit refers to, None for a record with a body of its own.
    """

    url: str
    requested_at: datetime
    status: int
    reason: str
    headers: tuple[tuple[str, str], ...]
    raw: bytes
    encoding: str
    is_truncated: bool
    origin: RecordLocation | None


def read_response(data: Path, location: RecordLocation, max_body_bytes: int = 10_000_000) -> Archived:
    """Return the answer whose record begins at a location; for a revisit, with the body it refers to.

    `data` is the folder that locations are relative to. Raises PermanentError where no record begins there,
    or where it is damaged, cut short or too large.
    """
    with _faults_explained(data, location):
        answer = read_raw(data, location, max_body_bytes)
        unpacked = unpack(answer.raw, answer.encoding, max_body_bytes)
        return Archived(
            url=answer.url,
            content_type=header_of(answer.headers, "Content-Type"),
            body=unpacked.body,
            requested_at=answer.requested_at,
            status=answer.status,
            headers=answer.headers,
            is_whole=unpacked.is_whole and not answer.is_truncated,
        )


def read_raw(data: Path, location: RecordLocation, max_body_bytes: int = 10_000_000) -> RawAnswer:
    """Return the answer whose record begins at a location, with the body as received; raises likewise."""
    with _faults_explained(data, location):
        record, raw = _read(data, location, max_body_bytes)
        headers, holder, origin = record.http_headers, record, None
        if record.rec_type == "revisit":
            origin = _origin(record)
            if origin is None:
                raise ArchiveLoadFailed("it refers to no other record")
            holder, raw = _read(data, origin, max_body_bytes)
        status, _, reason = str(headers.statusline).partition(" ")
        return RawAnswer(
            url=record.rec_headers.get_header("WARC-Target-URI"),
            requested_at=record_date(record.rec_headers),
            status=int(status or 0),
            reason=reason,
            headers=tuple(headers.headers),
            raw=raw,
            encoding=encoding_of(holder.http_headers.headers),
            is_truncated=is_truncated(holder.rec_headers),
            origin=origin,
        )


def referred_location(data: Path, location: RecordLocation) -> RecordLocation | None:
    """Return where the body is that the record at a location refers to; None where it has its own.

    Raises PermanentError where no record begins there.
    """
    with _faults_explained(data, location), _open(data / location.file) as stream:
        record = _record_at(stream, location)
        return _origin(record) if record.rec_type == "revisit" else None


@contextmanager
def _faults_explained(data: Path, location: RecordLocation) -> Iterator[None]:
    try:
        yield
    except FileNotFoundError as error:
        raise PermanentError(
            f"The archive file {data / location.file} is gone: bring it back to read its pages again."
        ) from error
    except _UNREADABLE as error:
        raise PermanentError(
            f"The archive {data / location.file} has no readable record at byte {location.offset}: "
            f"{error or 'nothing is there'}."
        ) from error


def _read(data: Path, location: RecordLocation, max_body_bytes: int) -> tuple[Any, bytes]:
    with _open(data / location.file) as stream:
        record = _record_at(stream, location)
        return record, _raw(record, max_body_bytes)


def _record_at(stream: IO[bytes], location: RecordLocation) -> Any:
    # Programs differ in what they make a digest of (chunks, packed bytes, text): those of foreign files are
    # no reason to refuse a page. Foreign files have absolute paths.
    check = False if Path(location.file).is_absolute() else "raise"
    stream.seek(location.offset)
    record: Any = next(iter(ArchiveIterator(stream, check_digests=check)))
    if not record.rec_headers.get_header("WARC-Target-URI") or record.http_headers is None:
        raise ArchiveLoadFailed("it holds no response")
    return record


def _raw(record: Any, max_body_bytes: int) -> bytes:
    is_chunked = is_in_chunks(record.http_headers.headers)
    # A chunk is read whole, however long it claims to be: what there is of it has to be limited before.
    chunks = LimitReader(record.raw_stream, _CHUNK_OVERHEAD * max_body_bytes)
    stream = ChunkedDataReader(chunks) if is_chunked else record.raw_stream
    raw: bytes = stream.read(max_body_bytes + 1)
    if len(raw) > max_body_bytes:
        raise TooLargeError("its body is too large")
    # A digest is only compared at the end of a whole record: one cut short has to be counted.
    if record.rec_type != "revisit" and not is_chunked and len(raw) != record.payload_length:
        raise ArchiveLoadFailed("it is cut short")
    return raw


def _open(path: Path) -> IO[bytes]:
    """Open a file of an archive, finished or still being written; it may be renamed between two attempts."""
    for candidate in (path, path.with_name(f"{path.name}{PARTIAL}")):
        try:
            return candidate.open("rb")
        except FileNotFoundError:
            continue
    return path.open("rb")


def _origin(record: Any) -> RecordLocation | None:
    file = record.rec_headers.get_header("WARC-Refers-To-Filename")
    offset = record.rec_headers.get_header("WARC-Refers-To-File-Offset")
    if not file or not offset:
        return None
    if not offset.isascii() or not offset.isdecimal():
        raise ArchiveLoadFailed("it refers to a byte that is no number")
    return RecordLocation(file, int(offset))
