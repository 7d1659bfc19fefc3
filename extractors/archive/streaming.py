"""Read a whole WARC file, ours or a foreign one, record by record, from any of its records on."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import IO, Any

from warcio.recordloader import ArcWarcRecordLoader
from warcio.statusandheaders import StatusAndHeadersParser, StatusAndHeadersParserException

from extractors.archive.heads import record_date
from extractors.archive.members import (
    GZIP_MAGIC,
    Allowance,
    DamagedRecordError,
    ManyRecordsError,
    Member,
    UnpackedTooMuchError,
    next_start,
)
from model import PermanentError
from model.limits import WARC_DAMAGED_RECORDS, WARC_HEAD_BYTES, WARC_HEAD_LINES, WARC_URL_CHARS

_LENGTH = re.compile(r"[0-9]{1,18}")
_VERSION = re.compile(rb"WARC/(0\.17|0\.18|1\.0|1\.1)[ \t]*\r?\n")
_MAX_CONTENT_TYPE_CHARS = 200
# In a damaged plain file, so many beginnings of records are tried within a record that ends at none.
_MOST_TRIED = 100
_BEGINS_RECORD = b"WARC/"
_WARC_HEAD = StatusAndHeadersParser(ArcWarcRecordLoader.WARC_TYPES)
_HTTP_HEAD = StatusAndHeadersParser(ArcWarcRecordLoader.HTTP_TYPES, verify=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class StreamedResponse:
    """The head of one response in a file; its record begins at byte `offset`, the next at `next_offset`."""

    url: str
    requested_at: datetime
    status: int
    content_type: str | None
    offset: int
    next_offset: int


class PassesOverError(DamagedRecordError):
    """A plain record that lacks bytes, so that its length reaches into a whole record behind it."""

    def __init__(self, next_offset: int) -> None:
        """Keep where the whole record begins."""
        super().__init__("its Content-Length is wrong: it reaches into the next record")
        self.next_offset = next_offset


@dataclass(frozen=True, slots=True, kw_only=True)
class DamagedRecord:
    """A record that was passed over: the byte at which it begins, and why."""

    offset: int
    why: str


def read_responses(
    path: Path, offset: int = 0, on_damage: Callable[[DamagedRecord], object] = lambda _: None
) -> Iterator[StreamedResponse]:
    """Yield the HTTP responses of a WARC file from a record's offset on, in bounded memory.

    Records of other kinds are skipped, and so are damaged ones: `on_damage` is called with each. Raises
    PermanentError where the file holds no record at all.
    """
    with path.open("rb") as stream:
        records = _Records(stream, path.stat().st_size, on_damage)
        yield from records.responses(offset)
        if not records.has_any and offset == 0:
            raise PermanentError(_nothing_in(path, records))


class _Records:
    """The records of one file, one after another."""

    def __init__(self, stream: IO[bytes], size: int, on_damage: Callable[[DamagedRecord], object]) -> None:
        self.has_any, self.first_damage, self.is_packed_as_one = False, "", False
        self._stream, self._size, self._on_damage = stream, size, on_damage
        self._allowance = Allowance(size)
        self._is_packed = stream.read(len(GZIP_MAGIC)) == GZIP_MAGIC
        self._damaged_count = 0

    def responses(self, offset: int) -> Iterator[StreamedResponse]:
        """Yield the responses from an offset on."""
        try:
            while offset < self._size and self._damaged_count < WARC_DAMAGED_RECORDS:
                try:
                    response, next_offset = self._record(offset)
                except PassesOverError as error:
                    self._report(offset, str(error))
                    response, next_offset = None, error.next_offset
                except DamagedRecordError as error:
                    self.is_packed_as_one |= isinstance(error, ManyRecordsError)
                    self._report(offset, str(error))
                    response, next_offset = None, self._after_damage(offset)
                if response is not None:
                    yield response
                offset = next_offset
        except UnpackedTooMuchError:
            self._report(offset, "the file unpacks to far more than any text does: the rest is not read")

    def _record(self, offset: int) -> tuple[StreamedResponse | None, int]:
        """Read the record at an offset; return it if it is a response, and the offset of the next one."""
        member = Member(self._stream, offset, self._allowance)
        head = _warc_head(member.head())
        length = _content_length(head)
        kind, url = head.get_header("WARC-Type"), (head.get_header("WARC-Target-URI") or "").strip("<>")
        is_response = kind == "response" and url[:5].lower() in {"http:", "https"}
        response, fault = None, None
        http_bytes = b""
        try:
            http_bytes = member.head(min(length, WARC_HEAD_BYTES)) if is_response and length else b""
            response = _response(url, head, _parsed(_HTTP_HEAD, http_bytes)) if is_response else None
        except DamagedRecordError as error:
            fault = str(error)
        # Whatever is wrong with a response, its record says where the next one begins.
        member.skip(length - len(http_bytes))
        next_offset = member.end(is_whole=True)
        self._check_nothing_passed(offset, next_offset)
        self.has_any = True
        if fault:
            self._report(offset, fault)
        return response and replace(response, offset=offset, next_offset=next_offset), next_offset

    def _check_nothing_passed(self, offset: int, end: int) -> None:
        """Raise PassesOverError where a plain record ends amid another one, where that has empty lines.

        The other one must be whole and end at a record: a page could not know how far that is.
        """
        if self._is_packed or self._begins_record(end):
            return
        at = offset
        for _ in range(_MOST_TRIED):
            begins = next_start(self._stream, at + 1, is_packed=False)
            if begins is None or begins >= end:
                return
            at = begins
            if (its_end := self._end_of(at)) > end and self._begins_record(its_end):
                raise PassesOverError(at)

    def _end_of(self, offset: int) -> int:
        """Return where the plain record at an offset ends, 0 where it is damaged."""
        try:
            member = Member(self._stream, offset, self._allowance)
            member.skip(_content_length(_warc_head(member.head())))
            return member.end(is_whole=True)
        except DamagedRecordError:
            return 0

    def _begins_record(self, offset: int) -> bool:
        """Say whether a plain record begins at an offset, or the file ends there."""
        self._stream.seek(offset)
        return self._stream.read(len(_BEGINS_RECORD)) in {_BEGINS_RECORD, b""}

    def _after_damage(self, offset: int) -> int:
        """Return where to go on: after the gzip member if it is whole, else where a record seems to begin.

        Inside a whole member nothing is searched for: whoever wrote a page could have put a record there.
        """
        try:
            member = Member(self._stream, offset, self._allowance)
            if member.is_packed:
                return member.end(is_whole=False)
        except DamagedRecordError:
            pass
        found = next_start(self._stream, offset + 1, is_packed=self._is_packed)
        return self._size if found is None else found

    def _report(self, offset: int, why: str) -> None:
        self._damaged_count += 1
        self.first_damage = self.first_damage or f"at byte {offset}: {why}"
        self._on_damage(DamagedRecord(offset=offset, why=why))


def _nothing_in(path: Path, records: _Records) -> str:
    """Return the error text for a file without a single record that can be read."""
    why = records.first_damage or "it is empty"
    if records.is_packed_as_one:
        return (
            f"{path} is not a WARC file whose records can be read one by one ({why}): write it anew with one "
            f"gzip member for each record (warcio recompress {path.name} NEW-FILE), or unpack it with gunzip."
        )
    return f"{path} is not a WARC file, or is damaged from its start ({why}): download it again."


def _warc_head(head: bytes) -> Any:
    if not _VERSION.match(head):
        raise DamagedRecordError("no WARC record begins there")
    return _parsed(_WARC_HEAD, head)


def _parsed(parser: StatusAndHeadersParser, head: bytes) -> Any:
    if head.count(b"\n") > WARC_HEAD_LINES:
        raise DamagedRecordError(f"its headers have more than {WARC_HEAD_LINES:,} lines")
    try:
        return parser.parse(BytesIO(head))
    except (StatusAndHeadersParserException, EOFError, ValueError, IndexError) as error:
        raise DamagedRecordError("its headers cannot be read") from error


def _content_length(head: Any) -> int:
    raw = head.get_header("Content-Length") or ""
    if not _LENGTH.fullmatch(raw):
        raise DamagedRecordError(f"its Content-Length is no number of bytes: {raw[:30]!r}")
    return int(raw)


def _response(url: str, head: Any, http: Any) -> StreamedResponse:
    try:
        requested_at = record_date(head)
    except ValueError as error:
        raise DamagedRecordError(str(error)) from error
    try:
        status = int(http.get_statuscode())
    except (ValueError, TypeError) as error:
        raise DamagedRecordError("its status cannot be read") from error
    if len(url) > WARC_URL_CHARS:
        raise DamagedRecordError(f"its URL is longer than {WARC_URL_CHARS:,} characters")
    content_type = http.get_header("Content-Type")
    return StreamedResponse(
        url=url,
        requested_at=requested_at,
        status=status,
        content_type=content_type and content_type[:_MAX_CONTENT_TYPE_CHARS],
        offset=0,
        next_offset=0,
    )
