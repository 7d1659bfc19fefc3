"""Undo the Content-Encoding of a body, within a limit of size."""

import zlib

_MAX_GZIP_MEMBERS = 100
_ENCODINGS = frozenset(("gzip", "x-gzip", "deflate"))


class TooLargeError(Exception):
    """The body is larger than its limit."""


def unpack(raw: bytes, encoding: str, limit: int) -> bytes:
    """Return a body with its Content-Encoding undone.

    A body that was cut short gives the part that arrived; bytes in an unknown encoding are returned
    unchanged. Raises TooLargeError where the result would be larger than `limit` bytes, and zlib.error where
    the body is damaged.
    """
    encoding = encoding.strip().lower()
    if encoding not in _ENCODINGS or not raw:
        return raw
    # A deflate body may come with or without its zlib header; browsers accept both.
    window = 47 if encoding != "deflate" or raw[:1] == b"\x78" else -15
    inflater = zlib.decompressobj(window)
    body = inflater.decompress(raw, limit + 1)
    # A gzip body may have several members; each costs a copy of the rest, so their number is limited.
    for _ in range(_MAX_GZIP_MEMBERS):
        if not inflater.eof or inflater.unused_data[:2] != b"\x1f\x8b" or len(body) > limit:
            break
        rest, inflater = inflater.unused_data, zlib.decompressobj(window)
        body += inflater.decompress(rest, limit + 1 - len(body))
    if len(body) > limit:
        raise TooLargeError
    return body
