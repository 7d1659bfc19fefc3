"""Whatever bytes a WARC file has, reading it ends, says where records lie, and raises nothing else."""

import gzip
import tempfile
from itertools import pairwise
from pathlib import Path

from hypothesis import example, given
from hypothesis import strategies as st

from extractors.archive.reading import read_response
from extractors.archive.streaming import DamagedRecord, StreamedResponse, read_responses
from extractors.archive.writing import RecordLocation
from model import PermanentError

NAMES = st.sampled_from(
    ["WARC-Type", "WARC-Target-URI", "WARC-Date", "Content-Length", "Content-Type", "warc-type", "X", "", " "]
)
VALUES = st.one_of(
    st.sampled_from(
        ["response", "revisit", "warcinfo", "https://news.example/1", "<http://a/>", "http://[", "dns:a",
         "2026-01-06T10:00:00Z", "2026-13-06", "0", "-1", "45", "46", "0x2e", " 45 ", "9" * 30, "", "٤٥",
         "application/http; msgtype=response"]
    ),
    st.text(max_size=20),
)  # fmt: skip
CONTENT = st.one_of(
    st.sampled_from(
        [b"HTTP/1.1 200 OK\r\n\r\n<p>a page</p>", b"HTTP/1.1 200\n\nx", b"HTTP/1.1 abc\r\nX\r\n y\r\n\r\n",
         b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffff\r\nx", b"\r\n\r\n", b"",
         b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n\x1f"]
    ),
    st.binary(max_size=60),
)  # fmt: skip
GOOD = (
    b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://news.example/0\r\n"
    b"WARC-Date: 2026-01-06T10:00:00Z\r\nContent-Length: 32\r\n\r\n"
    b"HTTP/1.1 200 OK\r\n\r\n<p>a page</p>\r\n\r\n"
)


@st.composite
def records(draw: st.DrawFn) -> bytes:
    """Return a record whose headers are right, wrong, doubled, missing or cut."""
    content = draw(CONTENT)
    fields = draw(st.lists(st.tuples(NAMES, VALUES), max_size=6))
    if draw(st.booleans()):
        usual = GOOD.split(b"\r\n\r\n")[0].decode().split("\r\n")[1:-1]
        fields += [(line.partition(": ")[0], line.partition(": ")[2]) for line in usual]
        fields.append(("Content-Length", str(len(content) + draw(st.sampled_from([0, 0, 0, 1, -1, 9])))))
    version = draw(st.sampled_from(["WARC/1.0", "WARC/1.1", "WARC/0.18", "WARC/9", "HTTP/1.1 200 OK", ""]))
    end = draw(st.sampled_from(["\r\n", "\r\n", "\n", "\r", "\0"]))
    head = "".join(f"{name}: {value}{end}" for name, value in fields)
    record = f"{version}{end}{head}{end}".encode("utf-8", "replace") + content + b"\r\n\r\n"
    return record[: draw(st.integers(0, len(record)))] if draw(st.integers(0, 9)) == 0 else record


@st.composite
def files(draw: st.DrawFn) -> bytes:
    """Return records and what may lie between them, packed one by one or plain."""
    is_packed = draw(st.booleans())
    parts = []
    for part in draw(st.lists(st.one_of(records(), st.just(GOOD)), max_size=5)):
        parts.append(gzip.compress(part, 1, mtime=0) if is_packed else part)
        parts.append(draw(st.sampled_from([b"", b"", b"", b"\r\n", b"\0" * 40, b"\x1f\x8b\x08"])))
    data = b"".join(parts)
    at, filling = draw(st.integers(0, len(data))), draw(st.binary(max_size=4))
    return data[:at] + filling + data[at + draw(st.sampled_from([0, len(filling)])) :]


@given(files())
@example(GOOD)
@example(gzip.compress(GOOD))
def test_reading_ends_and_says_where_records_lie(data: bytes) -> None:
    with tempfile.NamedTemporaryFile(suffix=".warc") as file:
        file.write(data)
        file.flush()
        path, damage = Path(file.name), list[DamagedRecord]()
        found: list[StreamedResponse] = []
        try:
            found.extend(read_responses(path, 0, damage.append))
        except PermanentError:
            assert not found
        offsets = [one.offset for one in found]
        assert offsets == sorted(set(offsets))
        assert all(one.offset < one.next_offset <= len(data) for one in found)
        assert all(one.next_offset <= after.offset for one, after in pairwise(found))
        assert all(0 <= one.offset < len(data) and one.why for one in damage)
        for one in found[:1]:
            assert list(read_responses(path, one.next_offset)) == found[1:]
            try:
                read_response(path.parent, RecordLocation(path.name, one.offset))
            except PermanentError:
                continue


@given(st.lists(st.one_of(records(), st.just(b"\0" * 20)), max_size=3), st.integers(0, 3))
def test_a_whole_record_between_damaged_packed_ones_is_found(around: list[bytes], place: int) -> None:
    parts = [gzip.compress(part, 1, mtime=0) for part in around]
    parts.insert(min(place, len(parts)), gzip.compress(GOOD, 1, mtime=0))
    with tempfile.NamedTemporaryFile(suffix=".warc.gz") as file:
        file.write(b"".join(parts))
        file.flush()
        assert "https://news.example/0" in [one.url for one in read_responses(Path(file.name))]
