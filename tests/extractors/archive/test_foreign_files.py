"""WARC files as other programs write them: encodings left in the headers, digests, dates, cuts, damage."""

import base64
import gzip
import hashlib
import random
from bisect import bisect_right
from datetime import UTC, datetime
from itertools import accumulate
from pathlib import Path

import brotli
import pytest

from extractors.archive.heads import record_date
from extractors.archive.reading import Archived, read_response
from extractors.archive.streaming import DamagedRecord, StreamedResponse, read_responses
from extractors.archive.writing import RecordLocation
from model import PermanentError
from tests.packing import zstd_packed

PAGE = "<!doctype html><title>Fähre</title><p>Die Fähre nach Amrum fährt wieder.</p>".encode()
CHUNKED = b"%x\r\n%s\r\n0\r\n\r\n" % (len(PAGE), PAGE)
PACKED_CHUNKED = b"%x\r\n%s\r\n0\r\n\r\n" % (len(gzip.compress(PAGE, mtime=0)), gzip.compress(PAGE, mtime=0))


def record(body: bytes, *http: str, number: int = 1, **warc: str | None) -> bytes:
    """Return a response; `warc` adds to its WARC headers, replaces them, or with None leaves them out."""
    content = "\r\n".join(["HTTP/1.1 200 OK", "Content-Type: text/html", *http]).encode()
    content += b"\r\n\r\n" + body
    usual: dict[str, str | None] = {
        "WARC-Type": "response",
        "WARC-Target-URI": f"https://news.example/{number}",
        "WARC-Date": "2019-03-06T01:02:03Z",
        "Content-Type": "application/http; msgtype=response",
        "Content-Length": str(len(content)),
    }
    headers = usual | {name.replace("_", "-"): value for name, value in warc.items()}
    lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items() if value is not None)
    return f"WARC/1.0\r\n{lines}\r\n".encode() + content + b"\r\n\r\n"


def read_back(folder: Path, written: bytes, *, is_packed: bool = True) -> Archived:
    path = folder / "foreign.warc.gz"
    path.write_bytes(gzip.compress(written) if is_packed else written)
    (found,) = read_responses(path)
    return read_response(folder, RecordLocation(str(path), found.offset))


def _sha1(data: bytes) -> str:
    return "sha1:" + base64.b32encode(hashlib.sha1(data, usedforsecurity=False).digest()).decode()


@pytest.mark.parametrize(
    ("body", "http"),
    [
        (gzip.compress(PAGE), ["Content-Encoding: gzip"]),
        (brotli.compress(PAGE), ["Content-Encoding: br"]),
        (zstd_packed(PAGE), ["content-encoding: ZSTD"]),
        (brotli.compress(gzip.compress(PAGE)), ["Content-Encoding: gzip", "Content-Encoding: br"]),
        (PACKED_CHUNKED, ["Content-Encoding: x-gzip", "Transfer-Encoding: Chunked"]),
        (PACKED_CHUNKED, ["Transfer-Encoding: gzip, chunked"]),
        # The body was unpacked before it was stored, the headers were not changed.
        (PAGE, ["Content-Encoding: GZIP"]),
        (PAGE, ["Content-Encoding: deflate"]),
        (PAGE, ["Content-Encoding: br"]),
        (PAGE, ["content-encoding: zstd"]),
        (PAGE, ["Transfer-Encoding: chunked"]),
        (PAGE, ["Transfer-Encoding: CHUNKED", "Content-Encoding: X-Gzip"]),
        (PAGE, ["Content-Encoding: gzip, gzip"]),
        (CHUNKED, ["Content-Encoding: gzip", "Transfer-Encoding: chunked"]),
        (gzip.compress(PAGE), ["Content-Encoding: gzip", "Transfer-Encoding: chunked"]),
        (PAGE, ["Content-Encoding: utf-8"]),
        # A header line that is none costs itself alone.
        (PAGE, ["no header at all", '"X-Quoted: yes"', "A B: c"]),
    ],
)
def test_a_page_is_read_whatever_its_headers_still_say(tmp_path: Path, body: bytes, http: list[str]) -> None:
    for is_packed in (True, False):
        read = read_back(tmp_path, record(body, *http), is_packed=is_packed)
        assert (read.body, read.is_whole) == (PAGE, True)


@pytest.mark.parametrize(
    ("body", "encoding"),
    [
        (gzip.compress(PAGE)[:30] + bytes(range(200)), "gzip"),
        (b"\x1f\x9d\x90" + bytes(range(200)), "compress"),
    ],
)
def test_what_cannot_be_unpacked_is_no_page_and_says_why(tmp_path: Path, body: bytes, encoding: str) -> None:
    with pytest.raises(PermanentError, match=f"{encoding}"):
        read_back(tmp_path, record(body, f"Content-Encoding: {encoding}"))


@pytest.mark.parametrize(
    "digest", [PAGE, CHUNKED, gzip.compress(PAGE), "sha9:ABC", "nonsense", "", "md5:0", "sha1:AAAA"]
)
def test_a_digest_of_whatever_another_program_took_costs_no_page(tmp_path: Path, digest: bytes | str) -> None:
    said = digest if isinstance(digest, str) else _sha1(digest)
    written = record(CHUNKED, "Transfer-Encoding: chunked", WARC_Payload_Digest=said, WARC_Block_Digest=said)
    assert read_back(tmp_path, written).body == PAGE


def test_a_digest_of_our_own_is_checked(tmp_path: Path) -> None:
    path = tmp_path / "own.warc.gz"
    path.write_bytes(gzip.compress(record(PAGE, WARC_Payload_Digest=_sha1(b"another page"))))
    with pytest.raises(PermanentError, match="digest"):
        read_response(tmp_path, RecordLocation("own.warc.gz", 0))


@pytest.mark.parametrize("why", ["length", "time", "disconnect", "unspecified", "LENGTH", "whatever", ""])
def test_a_record_that_was_cut_is_not_whole(tmp_path: Path, why: str) -> None:
    read = read_back(tmp_path, record(PAGE[:40], WARC_Truncated=why))
    assert (read.body, read.is_whole) == (PAGE[:40], False)


def test_a_packed_body_without_its_end_is_not_whole(tmp_path: Path) -> None:
    raw = gzip.compress(PAGE * 50 + random.Random(1).randbytes(500), mtime=0)[:-300]
    read = read_back(tmp_path, record(raw, "Content-Encoding: gzip"))
    assert read.body.startswith(PAGE * 50)
    assert not read.is_whole


@pytest.mark.parametrize(
    ("written", "utc"),
    [
        ("2019-03-06T01:02:03Z", (1, 2, 3)),
        ("2019-03-06T01:02:03.999999999Z", (1, 2, 3, 999999)),
        ("2019-03-06t01:02:03z", (1, 2, 3)),
        ("2019-03-06T03:02:03+02:00", (1, 2, 3)),
        ("2019-03-05T20:32:03-0430", (1, 2, 3)),
        ("2019-03-06T10:02:03+09", (1, 2, 3)),
        ("2019-03-06 01:02:03", (1, 2, 3)),
        ("20190306010203", (1, 2, 3)),
        ("20190306T010203Z", (1, 2, 3)),
        ("2019-03-06T01:02Z", (1, 2)),
        ("2019-03-06", (0,)),
        ("Wed, 06 Mar 2019 01:02:03 GMT", (1, 2, 3)),
        ("Wed, 06 Mar 2019 03:02:03 +0200", (1, 2, 3)),
        ("Wed Mar  6 01:02:03 2019", (1, 2, 3)),
    ],
)
def test_a_date_in_any_usual_form_is_read(tmp_path: Path, written: str, utc: tuple[int, ...]) -> None:
    at = datetime(2019, 3, 6, *utc, tzinfo=UTC)  # type: ignore[arg-type,misc]
    path = tmp_path / "foreign.warc.gz"
    path.write_bytes(gzip.compress(record(PAGE, WARC_Date=written)))
    (found,) = read_responses(path)
    assert found.requested_at == at
    assert read_response(tmp_path, RecordLocation(str(path), 0)).requested_at == at


@pytest.mark.parametrize(
    "written",
    [
        None, "", "2019", "201018122054100", "2019-02-30T00:00:00Z", "2019-13-01T00:00:00Z", "yesterday", "0",
        "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00", "9" * 5_000, "1e400", "-1",
        "Wed, 99 Mar 2019 01:02:03 GMT", "Wed, 06 Mar 99999999999999999999 01:02:03 GMT", "２０１９-03-06",
    ],
)  # fmt: skip
def test_a_record_with_no_readable_date_is_told_and_costs_only_itself(
    tmp_path: Path, written: str | None
) -> None:
    path = tmp_path / "foreign.warc.gz"
    parts = [record(PAGE, number=number, WARC_Date="2019-03-06T01:02:03Z") for number in (1, 2, 3)]
    parts[1] = record(PAGE, number=2, WARC_Date=written)
    path.write_bytes(b"".join(map(gzip.compress, parts)))
    damage: list[DamagedRecord] = []
    assert [one.url[-1] for one in read_responses(path, 0, damage.append)] == ["1", "3"]
    assert ["WARC-Date" in one.why for one in damage] == [True]


def test_a_date_of_no_record_raises_only_what_is_announced() -> None:
    class Head:
        def get_header(self, name: str) -> str:
            return "\0" * 100_000 + name

    with pytest.raises(ValueError, match="WARC-Date"):
        record_date(Head())


@pytest.mark.parametrize("count", [2, 30])
def test_a_file_packed_as_a_whole_is_refused_with_the_cure(tmp_path: Path, count: int) -> None:
    path = tmp_path / "whole.warc.gz"
    path.write_bytes(gzip.compress(b"".join(record(PAGE, number=number) for number in range(count))))
    with pytest.raises(PermanentError, match=r"whole\.warc\.gz.*warcio recompress whole\.warc\.gz"):
        list(read_responses(path))


def _damaged(data: bytes, starts: list[int], count: int, seed: int) -> tuple[bytes, set[int]]:
    """Overwrite `count` random bytes; return the data and the numbers of the parts that are still whole."""
    choose, damaged = random.Random(seed), bytearray(data)
    hit: set[int] = set()
    for _ in range(count):
        at = choose.randrange(len(data))
        damaged[at] ^= choose.randrange(1, 256)
        hit.add(bisect_right(starts, at) - 1)
    return bytes(damaged), set(range(len(starts))) - hit


def _numbered(number: int, *, is_packed: bool) -> bytes:
    filling = random.Random(number).randbytes(number % 700).hex().encode()
    written = record(PAGE + filling, number=number)
    return gzip.compress(written, mtime=0) if is_packed else written


@pytest.mark.parametrize("is_packed", [True, False], ids=["packed", "plain"])
@pytest.mark.parametrize(("damages", "seed"), [(200, 1), (200, 2), (2_000, 3)])
def test_an_import_of_a_damaged_file_ends_and_every_whole_record_is_read(
    tmp_path: Path, damages: int, seed: int, *, is_packed: bool
) -> None:
    parts = [_numbered(number, is_packed=is_packed) for number in range(2 * damages)]
    starts = [0, *accumulate(map(len, parts[:-1]))]
    data, whole = _damaged(b"".join(parts), starts, damages, seed)
    path, damage = tmp_path / "damaged.warc", list[DamagedRecord]()
    path.write_bytes(data)
    found: list[StreamedResponse] = list(read_responses(path, 0, damage.append))
    read = {one.offset for one in found}
    print(f"{len(parts)} records, {len(whole)} whole, {len(found)} found, {len(damage)} named")
    assert {starts[number] for number in whole} <= read
