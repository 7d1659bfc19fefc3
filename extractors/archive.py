"""Every answer as a WARC record, so that pages can be read again without the network.

WARC 1.1 (ISO 28500:2017), one gzip member a record; read and written with warcio.
"""

import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import IO, Any

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from extractors.http import Answer, TooLargeError, unpack
from model import PermanentError

# aiohttp has taken the body out of its chunks already.
_HOP_BY_HOP = frozenset(("transfer-encoding", "connection", "keep-alive", "content-length"))

# warcio meets a record whose headers are cut short with an AttributeError.
_UNREADABLE = (
    StopIteration, ArchiveLoadFailed, AttributeError, EOFError, ValueError, zlib.error, TooLargeError,
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Archived:
    """A response read back: `body` is unpacked."""

    url: str
    content_type: str | None
    body: bytes


class ArchiveWriter:
    """Appends responses to one WARC file; `append` tells the offset of each record."""

    def __init__(self, stream: IO[bytes]) -> None:
        """Write to an open binary stream."""
        self._stream = stream
        self._writer = WARCWriter(stream, gzip=True, warc_version="WARC/1.1")

    def append(self, answer: Answer) -> int:
        """Write one answer and return the byte its record begins at."""
        offset = self._stream.tell()
        headers = [(key, value) for key, value in answer.headers if key.lower() not in _HOP_BY_HOP]
        http_headers = StatusAndHeaders(
            f"{answer.status} {answer.reason}".strip(), headers, protocol="HTTP/1.1"
        )
        record = self._writer.create_warc_record(
            answer.final_url,
            "response",
            payload=BytesIO(answer.raw),
            length=len(answer.raw),
            http_headers=http_headers,
            warc_headers_dict={"WARC-Date": answer.requested_at.strftime("%Y-%m-%dT%H:%M:%SZ")},
        )
        self._writer.write_record(record)
        return offset


@contextmanager
def archive_file(path: Path) -> Iterator[ArchiveWriter]:
    """Open a new WARC file; it gets its name only when it is whole."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f"{path.name}.partial")
    with beside.open("wb") as stream:
        yield ArchiveWriter(stream)
    beside.replace(path)


def read_response(path: Path, offset: int, max_body_bytes: int = 10_000_000) -> Archived:
    """Return the response whose record begins at `offset`.

    Raises PermanentError where no record begins there, or where it is damaged, cut short or too large.
    """
    with path.open("rb") as stream:
        stream.seek(offset)
        try:
            record: Any = next(iter(ArchiveIterator(stream, check_digests="raise")))
            url = record.rec_headers.get_header("WARC-Target-URI")
            headers = record.http_headers
            if not url or headers is None:
                raise ArchiveLoadFailed("it holds no response")
            raw = record.raw_stream.read()
            # A digest is only compared at the end of a whole record: one cut short has to be counted.
            if len(raw) != record.payload_length:
                raise ArchiveLoadFailed("it is cut short")
            body = unpack(raw, headers.get_header("Content-Encoding") or "", max_body_bytes)
        except _UNREADABLE as error:
            raise PermanentError(
                f"The archive {path} has no readable record at byte {offset}: {error or 'nothing is there'}."
            ) from error
        return Archived(url=url, content_type=headers.get_header("Content-Type"), body=body)
