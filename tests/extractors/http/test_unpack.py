"""The encodings of a body: in every order and spelling, cut, damaged, claimed falsely, and made to burst."""

import gzip
import random
import time
import tracemalloc
import zlib
from collections.abc import Callable
from contextlib import suppress

import brotli
import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.http.unpack import (
    DamagedEncodingError,
    TooLargeError,
    UnknownEncodingError,
    Unpacked,
    encoding_of,
    is_in_chunks,
    unpack,
    unpack_by_content,
)
from tests.packing import zstd_packed

PAGE = ("<!DOCTYPE html><html><p>" + "Der Hafen von Łódź — 港 — бухта. " * 200 + "</p></html>").encode()
LIMIT = 1_000_000


def _raw_deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(data) + packer.flush()


PACK: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.compress,
    "x-gzip": gzip.compress,
    "deflate": zlib.compress,
    "br": lambda data: brotli.compress(data, quality=4),
    "zstd": zstd_packed,
}


@pytest.mark.parametrize(
    ("encoding", "raw"),
    [
        *((name, pack(PAGE)) for name, pack in PACK.items()),
        ("deflate", _raw_deflate(PAGE)),
        (" GZip ", gzip.compress(PAGE)),
        ("Br", brotli.compress(PAGE)),
        ("gzip, gzip", gzip.compress(gzip.compress(PAGE))),
        ("br,gzip", gzip.compress(brotli.compress(PAGE))),
        ("zstd , identity,,deflate", zlib.compress(zstd_packed(PAGE))),
        ("zstd", zstd_packed(PAGE[:500]) + zstd_packed(PAGE[500:])),
        ("gzip", gzip.compress(PAGE[:500]) + gzip.compress(PAGE[500:])),
        ("gzip", gzip.compress(PAGE) + b"\0\0 what a server left behind"),
        # What it is said to be is not what it is.
        ("br", gzip.compress(PAGE)),
        ("gzip", zstd_packed(PAGE)),
        ("gzip, gzip", gzip.compress(PAGE)),
        ("compress, gzip", gzip.compress(PAGE)),
        *((name, PAGE) for name in PACK),
        ("utf-8", PAGE),
        ("none", PAGE),
        ("compress", PAGE),
        ("", PAGE),
    ],
)
def test_a_body_is_unpacked_by_what_it_is_said_to_be_and_is(encoding: str, raw: bytes) -> None:
    assert unpack(raw, encoding, LIMIT) == Unpacked(PAGE)


@pytest.mark.parametrize(
    "text", [b"", b"S" + PAGE, b"[1, 2]", b"K words", b"\n\n<p>", "<p>ж".encode("utf-16")]
)
@pytest.mark.parametrize("name", PACK)
def test_text_under_the_name_of_an_encoding_is_text(name: str, text: bytes) -> None:
    assert unpack(text, name, LIMIT) == Unpacked(text)


@pytest.mark.parametrize("name", PACK)
def test_a_body_that_was_cut_short_gives_what_there_is(name: str) -> None:
    body = PAGE + random.Random(1).randbytes(400_000) + PAGE
    unpacked = unpack(PACK[name](body)[:-90], name, LIMIT)
    assert not unpacked.is_whole
    assert body.startswith(unpacked.body)
    assert len(unpacked.body) > len(body) / 2


@pytest.mark.parametrize("name", ["gzip", "br", "zstd"])
def test_a_body_of_which_nothing_can_be_unpacked_is_damaged(name: str) -> None:
    with pytest.raises(DamagedEncodingError, match="cut short"):
        unpack(PACK[name](PAGE)[:12], name, LIMIT)


@pytest.mark.parametrize("name", PACK)
def test_a_damaged_body_is_none(name: str) -> None:
    with pytest.raises(DamagedEncodingError, match=name):
        unpack(b"\x1f\x8b\x08\x00 \x01\xff\xfenothing of the kind", name, LIMIT)


def test_an_encoding_that_cannot_be_undone_is_named() -> None:
    with pytest.raises(UnknownEncodingError, match="compress"):
        unpack(b"\x1f\x9d\x90" + bytes(range(200)), "compress", LIMIT)
    with pytest.raises(UnknownEncodingError, match="200 encodings"):
        unpack(PAGE, ",".join(["gzip"] * 200), LIMIT)


@pytest.mark.parametrize("name", PACK)
def test_a_body_of_more_than_the_limit_is_too_large_or_cut(name: str) -> None:
    raw = PACK[name](PAGE)
    assert unpack(raw, name, len(PAGE)) == Unpacked(PAGE)
    assert unpack(raw, name, 100, is_head_enough=True) == Unpacked(PAGE[:100], is_whole=False)
    with pytest.raises(TooLargeError):
        unpack(raw, name, len(PAGE) - 1)


@pytest.mark.slow
@pytest.mark.parametrize("encoding", ["gzip", "deflate", "br", "zstd", "gzip, gzip", "br, br", "zstd, br"])
def test_a_bomb_takes_little_more_memory_than_its_limit(encoding: str) -> None:
    bomb = b"\0" * 100_000_000
    for name in encoding.split(", "):
        bomb = PACK[name](bomb)
    limit, started_s = 10_000_000, time.process_time()
    tracemalloc.start()
    try:
        with pytest.raises(TooLargeError):
            unpack(bomb, encoding, limit)
        _, most_bytes = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    print(f"{encoding}: {len(bomb):,} bytes, {most_bytes / limit:.1f} times the limit")
    assert most_bytes < 5 * limit
    assert time.process_time() - started_s < 5


@given(st.binary(max_size=300), st.lists(st.sampled_from([*PACK, "x", ""]), max_size=4).map(",".join))
def test_no_bytes_raise_anything_else(raw: bytes, encoding: str) -> None:
    with suppress(TooLargeError, DamagedEncodingError, UnknownEncodingError):
        assert len(unpack(raw, encoding, 10_000).body) <= 10_000


@given(st.binary(max_size=300), st.lists(st.sampled_from(list(PACK)), max_size=4))
def test_what_was_packed_is_unpacked(data: bytes, names: list[str]) -> None:
    raw = b"\0" + data
    for name in names:
        raw = PACK[name](raw)
    assert unpack(raw, ", ".join(names), LIMIT) == Unpacked(b"\0" + data)


@pytest.mark.parametrize(
    ("headers", "encoding", "is_chunked"),
    [
        ([], "", False),
        ([("Content-Encoding", "gzip")], "gzip", False),
        (
            [("content-encoding", "identity"), ("X", "y"), ("CONTENT-ENCODING", "GZIP")],
            "identity, gzip",
            False,
        ),
        ([("Transfer-Encoding", "Chunked"), ("Content-Encoding", "br")], "br", True),
        ([("Transfer-Encoding", "gzip, chunked"), ("Content-Encoding", "br")], "br, gzip", True),
        ([("Content-Encoding ", " zstd ")], "zstd", False),
    ],
)
def test_the_encodings_that_headers_name(
    headers: list[tuple[str, str]], encoding: str, *, is_chunked: bool
) -> None:
    assert (encoding_of(headers), is_in_chunks(headers)) == (encoding, is_chunked)


def test_packing_is_known_by_its_first_bytes() -> None:
    assert [unpack_by_content(pack(PAGE), LIMIT) for pack in (gzip.compress, zstd_packed, bytes)] == [
        PAGE, PAGE, PAGE,
    ]  # fmt: skip
