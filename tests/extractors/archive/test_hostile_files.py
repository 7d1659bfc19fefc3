"""WARC files made to do harm: every record that is whole is found, the others are told, and it ends soon."""

import gzip
import random
import subprocess
import sys
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from extractors.archive.reading import read_response
from extractors.archive.streaming import DamagedRecord, StreamedResponse, read_responses
from extractors.archive.writing import RecordLocation
from model import PermanentError
from model.limits import WARC_HEAD_BYTES

PAGE = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<p>a page</p>"
ORDINARY = {
    "WARC-Type": "response",
    "WARC-Target-URI": "https://news.example/1",
    "WARC-Date": "2026-01-06T10:00:00Z",
    "Content-Type": "application/http; msgtype=response",
}


def record(
    content: bytes = PAGE, *, length: str | None = "", version: str = "WARC/1.0", **more: str
) -> bytes:
    """Return a record; `length` replaces its Content-Length, and None leaves that out."""
    headers = ORDINARY | {name.replace("_", "-"): value for name, value in more.items()}
    if length is not None:
        headers["Content-Length"] = length or str(len(content))
    lines = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    return f"{version}\r\n{lines}\r\n".encode("utf-8", "surrogateescape") + content + b"\r\n\r\n"


def numbered(number: int) -> bytes:
    return record(WARC_Target_URI=f"https://news.example/{number}")


def found_in(path: Path) -> tuple[list[StreamedResponse], list[DamagedRecord]]:
    damage: list[DamagedRecord] = []
    return list(read_responses(path, 0, damage.append)), damage


DAMAGED = {
    "a negative length": record(length="-5"),
    "a length in words": record(length="abc"),
    "a length of 5,000 digits": record(length="9" * 5_000),
    "a length in another script": record(length="٣٤"),
    "a signed length": record(length="+59"),
    "no length": record(length=None),
    "a length beyond the file": record(length="99999999999"),
    "no headers": b"WARC/1.0\r\n\r\n",
    "no lines": b"WARC/1.0 and more of that\r\n\r\n",
    "an unknown version": record(version="WARC/9.9"),
    "endless WARC headers": record(X=f"{'x' * 2_000_000}"),
    "endless WARC header lines": record().replace(b"\r\n\r\n", b"\r\nX: y" * 200_000 + b"\r\n\r\n", 1),
    "endless continued lines": record().replace(b"\r\n\r\n", b"\r\n x" * 200_000 + b"\r\n\r\n", 1),
    "no date": record(WARC_Date=""),
    "a date of many digits": record(WARC_Date="9" * 5_000),
    "a long URL": record(WARC_Target_URI="https://news.example/" + "x" * 100_000),
    "endless HTTP headers": record(b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 300_000 + b"\r\n"),
    "an endless HTTP header": record(b"HTTP/1.1 200 OK\r\nX: " + b"y" * 3_000_000 + b"\r\n\r\n"),
    "no status": record(b"HTTP/1.1\r\n\r\n<p>page</p>"),
    "no content": record(b""),
}  # fmt: skip


@pytest.mark.parametrize("is_packed", [True, False], ids=["packed", "plain"])
@pytest.mark.parametrize("name", DAMAGED)
def test_a_damaged_record_is_told_and_those_around_it_are_found(
    tmp_path: Path, name: str, *, is_packed: bool
) -> None:
    parts = [numbered(1), DAMAGED[name], numbered(2)]
    parts = [gzip.compress(part, mtime=0) for part in parts] if is_packed else parts
    path = tmp_path / "a.warc"
    path.write_bytes(b"".join(parts))
    found, damage = found_in(path)
    assert [one.url[-1] for one in found] == ["1", "2"]
    assert damage[0].offset == len(parts[0])
    assert read_response(tmp_path, RecordLocation(path.name, found[1].offset)).body == b"<p>a page</p>"


@pytest.mark.parametrize("version", ["WARC/0.17", "WARC/0.18", "WARC/1.0", "WARC/1.1"])
def test_every_version_is_read(tmp_path: Path, version: str) -> None:
    path = tmp_path / "a.warc"
    path.write_bytes(record(version=version) * 3)
    found, damage = found_in(path)
    assert (len(found), damage) == (3, [])


@pytest.mark.parametrize(
    "between",
    [
        b"\0" * 5_000,
        b"not gzip at all",
        b"\x1f\x8b\x08\x00",
        b"\x1f\x8b\x08" * 3_000,
        random.Random(1).randbytes(5_000),
    ],
    ids=["zeros", "text", "a cut head", "many heads", "noise"],
)
def test_bytes_between_members_are_passed_over(tmp_path: Path, between: bytes) -> None:
    path = tmp_path / "a.warc.gz"
    path.write_bytes(gzip.compress(numbered(1)) + between + gzip.compress(numbered(2)) + between)
    found, damage = found_in(path)
    assert [one.url[-1] for one in found] == ["1", "2"]
    assert len(damage) == 2


def test_a_page_cannot_forge_a_record_behind_a_head_that_is_too_long(tmp_path: Path) -> None:
    forged = record(WARC_Target_URI="https://bank.example/9")
    head = b"HTTP/1.1 200 OK\r\nX: " + b"y" * (WARC_HEAD_BYTES + 1) + b"\r\n\r\n"
    packed = zlib.compressobj(0, zlib.DEFLATED, 31)
    hostile = record(head + gzip.compress(forged) + b"\n" + forged)
    plain = [numbered(1), hostile, numbered(2)]
    stored = [gzip.compress(plain[0]), packed.compress(hostile) + packed.flush(), gzip.compress(plain[2])]
    for name, parts in {"packed": stored, "plain": plain}.items():
        path = tmp_path / name
        path.write_bytes(b"".join(parts))
        found, damage = found_in(path)
        assert [one.url[-1] for one in found] == ["1", "2"], name
        assert [one.offset for one in damage] == [len(parts[0])]


def test_one_gzip_member_of_many_records_is_told(tmp_path: Path) -> None:
    path = tmp_path / "a.warc.gz"
    path.write_bytes(gzip.compress(b"".join(map(numbered, range(5)))))
    with pytest.raises(PermanentError, match=r"is not a WARC file.*goes on after the record"):
        found_in(path)


@pytest.mark.parametrize("claimed", ["7fffffff", "4"])
def test_a_chunk_is_no_longer_than_what_there_is(tmp_path: Path, claimed: str) -> None:
    head = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
    path = tmp_path / "a.warc.gz"
    path.write_bytes(gzip.compress(record(head + claimed.encode() + b"\r\n" + b"\0" * 50_000_000)))
    (found,), _ = found_in(path)
    with pytest.raises(PermanentError):
        read_response(tmp_path, RecordLocation(path.name, found.offset), 1_000_000)


BOMBS: dict[str, Callable[[], bytes]] = {
    "headers of zeros": lambda: gzip.compress(b"WARC/1.0\r\nX: " + b"\0" * 100_000_000, 1),
    "headers of lines": lambda: gzip.compress(b"WARC/1.0\r\n" + b"X: y\r\n" * 20_000_000, 1),
    "HTTP headers of lines": lambda: gzip.compress(
        record(b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 20_000_000), 1
    ),
    "empty lines": lambda: gzip.compress(record() + b"\r\n" * 50_000_000, 1),
    "many small fakes": lambda: gzip.compress(b"WARC/1.0\r\n\r\n") * 40_000,
    "many small fakes, plain": lambda: b"WARC/1.0\r\n\r\n" * 40_000,
    "many plain heads without end": lambda: b"WARC/1.0\r\n" * 90_000 + b"\r\n",
    "many beginnings": lambda: gzip.compress(b"WARC/")[:12] * 300_000,
    "content of zeros": lambda: gzip.compress(record(b"HTTP/1.1 200 OK\r\n\r\n" + b"\0" * 200_000_000), 1),
}
READ = """
import resource, sys, time
from pathlib import Path
from extractors.archive.streaming import read_responses
path, before = Path(sys.argv[1]), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
started = time.process_time()
urls = [one.url for one in read_responses(path)]
took = time.process_time() - started
grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
print(f"{took:.2f} {grown / 1024:.0f}", *urls)
"""


@pytest.mark.slow
@pytest.mark.stress
@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_costs_little_time_and_memory_and_hides_nothing(tmp_path: Path, name: str) -> None:
    path = tmp_path / "a.warc"
    bomb = BOMBS[name]()
    is_packed = bomb.startswith(b"\x1f\x8b")
    ends = [gzip.compress(numbered(number)) if is_packed else numbered(number) for number in (1, 2)]
    path.write_bytes(ends[0] + bomb + ends[1])
    done = subprocess.run([sys.executable, "-c", READ, path], capture_output=True, text=True, check=True)
    took_s, grown_mb, *urls = done.stdout.split()
    print(f"{name}: {path.stat().st_size:,} bytes, {took_s} s, {grown_mb} MB")
    assert float(took_s) < 10
    assert float(grown_mb) < 30
    assert {"https://news.example/1", "https://news.example/2"} <= set(urls)
    assert done.stderr == ""
