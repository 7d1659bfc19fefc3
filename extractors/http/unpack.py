"""A body behind its Content-Encoding, within bounds."""

import zlib

_MAX_GZIP_MEMBERS = 100
_ENCODINGS = frozenset(("gzip", "x-gzip", "deflate"))


class TooLargeError(Exception):
    """The body passed its limit."""


def unpack(raw: bytes, encoding: str, limit: int) -> bytes:
    """Return the body behind its Content-Encoding.

    Raises TooLargeError where it would pass `limit` bytes, and zlib.error where it is damaged; a body cut
    short gives what came of it, and bytes of an unknown encoding are returned as they are.
    """
    encoding = encoding.strip().lower()
    if encoding not in _ENCODINGS or not raw:
        return raw
    # A deflate body may come with or without its zlib header; browsers take both.
    window = 47 if encoding != "deflate" or raw[:1] == b"\x78" else -15
    inflater = zlib.decompressobj(window)
    body = inflater.decompress(raw, limit + 1)
    # A gzip body may be several members one after another (each costs a copy of the rest: not any number).
    for _ in range(_MAX_GZIP_MEMBERS):
        if not inflater.eof or inflater.unused_data[:2] != b"\x1f\x8b" or len(body) > limit:
            break
        rest, inflater = inflater.unused_data, zlib.decompressobj(window)
        body += inflater.decompress(rest, limit + 1 - len(body))
    if len(body) > limit:
        raise TooLargeError
    return body
