"""Header lines of responses that no parser takes: each costs itself alone, not the response.

RFC 9112 lets a client discard such a line, and RFC 9110 (8.6) take equal lengths for one.
Lines that say different lengths, or a length and chunks, are passed on: such a response stays refused.
"""

import re
from collections.abc import Iterator
from typing import Any

from aiohttp.client_proto import ResponseHandler

from model.limits import MAX_DISCARDED_HEADER_LINES

# RFC 9110, 5.6.2.
_NAME = re.compile(rb"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_INFORMATIONAL = re.compile(rb"\S{1,20} 1(?!01)\d\d\b")
_BEGINNING = b"HTTP/"
_LENGTH = b"content-length"
_BLANKS = b" \t"


class HeadMender:
    """Passes on the bytes of one response, line by line without the malformed ones until its head ends."""

    def __init__(self, max_line_bytes: int) -> None:
        """Begin before the status line; a longer line is passed on as it comes."""
        self._max_line_bytes = max_line_bytes
        self._rest = b""
        self._begin()

    def _begin(self) -> None:
        self._status: bytes | None = None
        self._is_in_head, self._is_kept = True, False
        self._length: bytes | None = None
        self._discarded_count = 0

    def feed(self, data: bytes) -> bytes:
        """Take what came, and return what is to be parsed of it."""
        if not self._is_in_head:
            return data
        return b"".join(self._mended(self._rest + data))

    def _mended(self, data: bytes) -> Iterator[bytes]:
        self._rest, start = b"", 0
        if self._status is None and not _may_be_http(data.lstrip(b"\r\n")):
            self._is_in_head = False
        while self._is_in_head and (end := data.find(b"\n", start) + 1):
            yield self._line(data[start:end])
            start = end
        if self._is_in_head and len(data) - start <= self._max_line_bytes:
            self._rest = data[start:]
        else:
            self._is_in_head = False
            yield data[start:]

    def _line(self, line: bytes) -> bytes:
        """Return a line as it is to be parsed, empty where it is discarded."""
        text = line.rstrip(b"\r\n")
        if self._status is None:
            self._status = text or None
            return line
        if not text:
            self._end()
            return line
        mended = line
        if not text.startswith((b" ", b"\t")):
            mended, self._is_kept = self._field(line, text)
        if self._is_kept:
            return mended
        self._discarded_count += 1
        is_too_much = self._discarded_count > MAX_DISCARDED_HEADER_LINES or len(line) > self._max_line_bytes
        return line if is_too_much else b""

    def _field(self, line: bytes, text: bytes) -> tuple[bytes, bool]:
        name, colon, value = text.partition(b":")
        name = name.rstrip(_BLANKS)
        if not colon or not _NAME.fullmatch(name) or b"\x00" in value:
            return line, False
        if name.lower() == _LENGTH:
            length, *others = {item.strip(_BLANKS) for item in value.split(b",")}
            if not others:
                is_again, self._length = length == self._length, self._length or length
                return name + b": " + length + b"\r\n", not is_again
        return name + line[line.index(b":") :], True

    def _end(self) -> None:
        """End a head; after that of an interim response comes another one."""
        if self._status is not None and _INFORMATIONAL.match(self._status):
            self._begin()
        else:
            self._is_in_head = False


def _may_be_http(data: bytes) -> bool:
    return data.startswith(_BEGINNING[: len(data)])


class ForgivingHandler(ResponseHandler):
    """aiohttp's reader of one connection, with malformed header lines taken out before its parser."""

    _mender: HeadMender | None = None

    def set_response_params(self, *, max_field_size: int = 8190, **others: Any) -> None:
        """Begin to read a response."""
        self._mender = HeadMender(max_field_size)
        super().set_response_params(max_field_size=max_field_size, **others)

    def data_received(self, data: bytes) -> None:
        """Pass on what came; where nothing is left of it, the wait for the rest of the head goes on."""
        # What comes before a response is expected comes here again; no data mean that the parser goes on.
        if self._mender is None or not data or self._parser is None:
            super().data_received(data)
            return
        mended = self._mender.feed(data)
        if mended:
            super().data_received(mended)
        else:
            self._reschedule_timeout()
