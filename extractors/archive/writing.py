"""Write every answer as a WARC record, so that pages can be read again without the network.

WARC 1.1 (ISO 28500:2017), one gzip member per record, written with warcio. The files of a batch keep the
ending `.partial` until the batch is complete, and can be read meanwhile.
"""

import hashlib
import os
from base64 import b32encode
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import IO, Any, Self

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from extractors.http.answer import Answer
from model.files import PARTIAL

# They no longer describe the body: aiohttp has already taken it out of its chunks.
_HOP_BY_HOP = frozenset(("transfer-encoding", "connection", "keep-alive", "content-length"))
_SERVER_NOT_MODIFIED = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"
_IDENTICAL_PAYLOAD = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
_NOT_MODIFIED = 304


@dataclass(frozen=True, slots=True)
class RecordLocation:
    """Where a record begins: a file, relative to the data folder unless it is foreign, and a byte offset."""

    file: str
    offset: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A body archived before: the URL and time it was fetched, and the location of its record."""

    url: str
    date: datetime
    location: RecordLocation


class Archive:
    """The WARC files of one batch: `<stem>.warc.gz`, then `<stem>-001.warc.gz` ... as they grow too large.

    A name that another attempt at the batch has taken is passed over: that attempt may still be writing.
    """

    def __init__(self, data: Path, stem: str, max_file_bytes: int) -> None:
        """Name the files; `stem` is relative to the data folder."""
        self._data, self._stem, self._max_file_bytes = data, stem, max_file_bytes
        self._files: list[str] = []
        self._number = 0
        self._stream: IO[bytes] | None = None
        self._bodies: dict[bytes, Reference] = {}

    def __enter__(self) -> Self:
        """Open the first file."""
        self._begin_file()
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        """Give the files their final names, or remove them where the batch failed."""
        try:
            self._end_file()
        except OSError:
            self._remove()
            raise
        if kind is not None:
            self._remove()
            return
        for name in self._files:
            partial = self._data / f"{name}{PARTIAL}"
            partial.replace(self._data / name)

    def append(self, answer: Answer, *, same_as: Reference | None = None) -> RecordLocation:
        """Write one answer and return the location of its record, which can be read at once.

        A body that was archived before (`same_as`, or earlier in this batch) is not written again: the record
        refers to the one that holds it.
        """
        if self._written.tell() > self._max_file_bytes:
            self._end_file()
            self._begin_file()
        location = RecordLocation(self._files[-1], self._written.tell())
        digest = hashlib.sha1(answer.raw, usedforsecurity=False).digest()
        before = same_as or (self._bodies.get(digest) if answer.raw else None)
        is_revisit = answer.status == _NOT_MODIFIED or before is not None
        record = self._revisit(answer, before) if is_revisit else self._response(answer)
        self._writer.write_record(record)
        self._written.flush()
        if answer.raw and before is None:
            self._bodies[digest] = Reference(
                url=answer.final_url, date=answer.requested_at, location=location
            )
        return location

    def _response(self, answer: Answer) -> Any:
        headers = {"WARC-Date": _warc_date(answer.requested_at)}
        if answer.is_truncated:
            headers["WARC-Truncated"] = "length"
        return self._writer.create_warc_record(
            answer.final_url,
            "response",
            payload=BytesIO(answer.raw),
            length=len(answer.raw),
            http_headers=_http_headers(answer),
            warc_headers_dict=headers,
        )

    def _revisit(self, answer: Answer, before: Reference | None) -> Any:
        is_unchanged = answer.status == _NOT_MODIFIED
        headers = {
            "WARC-Date": _warc_date(answer.requested_at),
            "WARC-Profile": _SERVER_NOT_MODIFIED if is_unchanged else _IDENTICAL_PAYLOAD,
        }
        if answer.raw:
            headers["WARC-Payload-Digest"] = f"sha1:{_base32(answer.raw)}"
        if before is not None:
            headers |= {
                "WARC-Refers-To-Target-URI": before.url,
                "WARC-Refers-To-Date": _warc_date(before.date),
                "WARC-Refers-To-Filename": before.location.file,
                "WARC-Refers-To-File-Offset": str(before.location.offset),
            }
        return self._writer.create_warc_record(
            answer.final_url, "revisit", http_headers=_http_headers(answer), warc_headers_dict=headers
        )

    @property
    def _written(self) -> IO[bytes]:
        if self._stream is None:
            raise ValueError("The archive is not open: use it as a context manager.")
        return self._stream

    def _begin_file(self) -> None:
        name, self._stream = self._free_file()
        self._files.append(name)
        self._writer = WARCWriter(self._stream, gzip=True, warc_version="WARC/1.1")
        info = {"software": "Parallax", "format": "WARC File Format 1.1", "isPartOf": Path(self._stem).name}
        self._writer.write_record(self._writer.create_warcinfo_record(Path(name).name, info))

    def _free_file(self) -> tuple[str, IO[bytes]]:
        """Make the next file whose name no attempt has taken; return its final name with it."""
        (self._data / self._stem).parent.mkdir(parents=True, exist_ok=True)
        while True:
            name = f"{self._stem}{f'-{self._number:03d}' if self._number else ''}.warc.gz"
            self._number += 1
            if (self._data / name).exists():
                continue
            with suppress(FileExistsError):
                return name, (self._data / f"{name}{PARTIAL}").open("xb")

    def _end_file(self) -> None:
        if self._stream is not None:
            with self._stream as stream:
                self._stream = None
                stream.flush()
                os.fsync(stream.fileno())

    def _remove(self) -> None:
        for name in self._files:
            (self._data / f"{name}{PARTIAL}").unlink(missing_ok=True)


def _http_headers(answer: Answer) -> StatusAndHeaders:
    headers = [(key, value) for key, value in answer.headers if key.lower() not in _HOP_BY_HOP]
    return StatusAndHeaders(f"{answer.status} {answer.reason}".strip(), headers, protocol="HTTP/1.1")


def _warc_date(at: datetime) -> str:
    return at.strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def _base32(raw: bytes) -> str:
    return b32encode(hashlib.sha1(raw, usedforsecurity=False).digest()).decode()
