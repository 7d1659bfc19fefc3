"""Undo the encodings of a body (Content-Encoding, RFC 9110, 8.4), within a limit of size.

Whoever sent or archived a body may have named encodings that its bytes are not in. So the bytes decide: what
is text already is left as it is.
"""

import re
import sys
import zlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import brotli

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

from model.limits import MAX_ENCODINGS, MAX_NAME_CHARS, MAX_PACKED_MEMBERS, ZSTD_WINDOW_LOG

_CHUNKED = "chunked"
_GZIP, _ZSTD = b"\x1f\x8b", b"\x28\xb5\x2f\xfd"
_GZIP_OR_ZLIB_WINDOW, _RAW_WINDOW = 47, -15
_ZLIB_METHOD, _ZLIB_CHECK = 8, 31
_ZSTD_OPTIONS: dict[int, int] = {zstd.DecompressionParameter.window_log_max: ZSTD_WINDOW_LOG}
# Bytes that no text begins with, and how far to look (WHATWG MIME Sniffing, 3 and 5.2).
_BINARY = re.compile(rb"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f]")
_SNIFFED_BYTES = 1_445
_TEXT_BEGINS = (b"<", b"\x00<", b"\xef\xbb\xbf", b"\xfe\xff", b"\xff\xfe")
_FAULTS = (zlib.error, brotli.error, zstd.ZstdError, EOFError)


class TooLargeError(Exception):
    """The body is larger than its limit."""


class DamagedEncodingError(Exception):
    """The body is not in the encoding that it is said to be in, nor text."""


class UnknownEncodingError(Exception):
    """The body is in an encoding that cannot be undone; the text names it."""


@dataclass(frozen=True, slots=True)
class Unpacked:
    """A body without its encodings; `is_whole` is false where it was cut short."""

    body: bytes
    is_whole: bool = True


def encoding_of(headers: Iterable[tuple[str, str]]) -> str:
    """Return the encodings of a body in the order in which they were applied, as one list with commas.

    A header that comes several times is one list (RFC 9110, 5.3). Encodings for the transfer alone (RFC
    9112, 7) were applied last; chunks are undone elsewhere.
    """
    named = list(headers)
    names = [*_listed(named, "content-encoding"), *_listed(named, "transfer-encoding")]
    return ", ".join(name for name in names if name != _CHUNKED)


def is_in_chunks(headers: Iterable[tuple[str, str]]) -> bool:
    """Say whether headers name chunks as an encoding for the transfer."""
    return _CHUNKED in _listed(headers, "transfer-encoding")


def _listed(headers: Iterable[tuple[str, str]], wanted: str) -> list[str]:
    values = (value for name, value in headers if name.strip().lower() == wanted)
    return [item.strip().lower() for value in values for item in value.split(",")]


def unpack(raw: bytes, encoding: str, limit: int, *, is_head_enough: bool = False) -> Unpacked:
    """Return a body with its encodings undone, last one first; a body that was cut short gives what there is.

    Raises TooLargeError where a result would be larger than `limit` bytes (with `is_head_enough` it is cut
    instead), DamagedEncodingError where the body is damaged, and UnknownEncodingError.
    """
    names = [name.strip().lower() for name in encoding.split(",")]
    if len(names) > MAX_ENCODINGS:
        raise UnknownEncodingError(f"{len(names)} encodings")
    unpacked, unknown = Unpacked(raw), ""
    for name in reversed(names):
        if name in _UNDO:
            step = _undone(unpacked.body, name, limit)
            unpacked = Unpacked(step.body[:limit], unpacked.is_whole and step.is_whole)
            if len(step.body) > limit:
                if not is_head_enough:
                    raise TooLargeError
                unpacked = Unpacked(unpacked.body, is_whole=False)
        elif name not in _NO_ENCODING:
            unknown = unknown or name
    if unknown and not _is_text(unpacked.body):
        raise UnknownEncodingError(f"the unknown encoding {unknown[:MAX_NAME_CHARS]!r}")
    return unpacked


def unpack_by_content(raw: bytes, limit: int, *, is_head_enough: bool = False) -> bytes:
    """Return a body without the gzip or zstd packing that its first bytes show; raises as `unpack` does."""
    name = _named_by(raw)
    return unpack(raw, name, limit, is_head_enough=is_head_enough).body if name else raw


def _named_by(raw: bytes) -> str:
    return "gzip" if raw.startswith(_GZIP) else "zstd" if raw.startswith(_ZSTD) else ""


def _undone(raw: bytes, name: str, limit: int) -> Unpacked:
    """Undo one encoding, or the one that the bytes show; text stays as it is."""
    fault, partial = "", None
    if not raw:
        return Unpacked(raw)
    for candidate in dict.fromkeys((name, _named_by(raw) or name)):
        try:
            unpacked = _UNDO[candidate](raw, limit)
        except _FAULTS as error:
            fault = fault or str(error)
            continue
        if unpacked.is_whole or len(unpacked.body) > limit:
            return unpacked
        partial = partial or unpacked
    if _is_text(raw):
        return Unpacked(raw)
    if partial is None or not partial.body:
        raise DamagedEncodingError(f"its {name} encoding is damaged ({fault or 'it was cut short'})")
    return partial


def _is_text(raw: bytes) -> bool:
    head = raw[:_SNIFFED_BYTES]
    return head.lstrip().startswith(_TEXT_BEGINS) or not _BINARY.search(head)


def _gunzipped(raw: bytes, limit: int) -> Unpacked:
    """Undo gzip; some servers send zlib's format under its name."""
    body, is_whole = b"", False
    for _ in range(MAX_PACKED_MEMBERS):
        inflater = zlib.decompressobj(_GZIP_OR_ZLIB_WINDOW)
        body += inflater.decompress(raw, limit + 1 - len(body))
        raw, is_whole = inflater.unused_data, inflater.eof
        if not is_whole or len(body) > limit or not raw.startswith(_GZIP):
            break
    return Unpacked(body, is_whole)


def _inflated(raw: bytes, limit: int) -> Unpacked:
    """Undo deflate, with or without the header of zlib; browsers accept both."""
    has_header = raw[0] & 15 == _ZLIB_METHOD and int.from_bytes(raw[:2], "big") % _ZLIB_CHECK == 0
    if has_header:
        try:
            return _inflated_with(raw, _GZIP_OR_ZLIB_WINDOW, limit)
        except zlib.error:
            pass
    return _inflated_with(raw, _RAW_WINDOW, limit)


def _inflated_with(raw: bytes, window: int, limit: int) -> Unpacked:
    inflater = zlib.decompressobj(window)
    body = inflater.decompress(raw, limit + 1)
    # Without a header some texts seem to be a short deflated body, with the rest of the text after it.
    has_rest = window == _RAW_WINDOW and inflater.unused_data.strip()
    return Unpacked(body, inflater.eof and not has_rest)


def _unbrotlied(raw: bytes, limit: int) -> Unpacked:
    unpacker = brotli.Decompressor()
    body = unpacker.process(raw, output_buffer_limit=limit + 1)
    while not unpacker.is_finished() and len(body) <= limit:
        more = unpacker.process(b"", output_buffer_limit=limit + 1 - len(body))
        if not more:
            break
        body += more
    return Unpacked(body, unpacker.is_finished())


def _unzstded(raw: bytes, limit: int) -> Unpacked:
    body, is_whole = b"", False
    for _ in range(MAX_PACKED_MEMBERS):
        unpacker = zstd.ZstdDecompressor(options=_ZSTD_OPTIONS)
        more = unpacker.decompress(raw, limit + 1 - len(body))
        body += more
        while more and not unpacker.eof and len(body) <= limit:
            more = unpacker.decompress(b"", limit + 1 - len(body))
            body += more
        raw, is_whole = unpacker.unused_data, unpacker.eof
        if not is_whole or len(body) > limit or not raw.startswith(_ZSTD):
            break
    return Unpacked(body, is_whole)


_NO_ENCODING = frozenset(("", "identity", "none"))
_UNDO: dict[str, Callable[[bytes, int], Unpacked]] = {
    "gzip": _gunzipped,
    "x-gzip": _gunzipped,
    "deflate": _inflated,
    "br": _unbrotlied,
    "zstd": _unzstded,
}
