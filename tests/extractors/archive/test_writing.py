"""Writing WARC files: records that any WARC reader reads, equal bodies stored once."""

import gzip
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from extractors.archive.reading import read_response
from extractors.archive.writing import Archive, RecordLocation, Reference
from extractors.http.answer import Answer
from model import Outcome, PermanentError

STEM = "archive/2026/03/01/run-pages-00"
FIRST = f"{STEM}.warc.gz"
PLAIN = Answer(
    url="http://news.example/a",
    final_url="http://news.example/a?full=1",
    requested_at=datetime(2026, 3, 1, 12, 30, 5, 250_000, tzinfo=UTC),
    elapsed_ms=12,
    outcome=Outcome.FETCHED,
    status=200,
    reason="OK",
    headers=(("Content-Type", "text/html; charset=utf-8"), ("Transfer-Encoding", "chunked")),
    raw="<p>Grüße</p>".encode(),
    body="<p>Grüße</p>".encode(),
)
PACKED = replace(
    PLAIN,
    final_url="http://news.example/b",
    headers=(("Content-Type", "text/html"), ("Content-Encoding", "gzip"), ("Content-Length", "1")),
    raw=gzip.compress(b"packed text " * 50),
    body=b"packed text " * 50,
)
EMPTY = replace(PLAIN, final_url="http://news.example/c", status=404, reason="Not Found", raw=b"", body=b"")
UNCHANGED = replace(EMPTY, final_url="http://news.example/a?full=1", status=304, reason="Not Modified")
LARGE = replace(EMPTY, final_url="http://news.example/d", status=200, is_truncated=True)


def write(data: Path, *answers: Answer, max_file_bytes: int = 10**9) -> list[RecordLocation]:
    with Archive(data, STEM, max_file_bytes) as archive:
        return [archive.append(answer) for answer in answers]


def records(path: Path) -> list[dict[str, str]]:
    with path.open("rb") as stream:
        return [dict(record.rec_headers.headers) for record in ArchiveIterator(stream, check_digests="raise")]


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0)])
def test_each_record_reads_back_from_its_place(tmp_path: Path, order: tuple[int, ...]) -> None:
    answers = (PLAIN, PACKED, EMPTY)
    locations = write(tmp_path, *answers)
    assert locations == sorted(set(locations), key=lambda location: location.offset)
    for index in order:
        found = read_response(tmp_path, locations[index])
        assert (found.url, found.body) == (answers[index].final_url, answers[index].body)
        assert found.content_type == answers[index].header("Content-Type")
        assert (found.status, found.requested_at) == (answers[index].status, PLAIN.requested_at)


def test_any_warc_reader_reads_the_whole_file(tmp_path: Path) -> None:
    write(tmp_path, PLAIN, PACKED, EMPTY, PLAIN, UNCHANGED, LARGE)
    headers = records(tmp_path / FIRST)
    assert [record["WARC-Type"] for record in headers] == [
        "warcinfo", "response", "response", "response", "revisit", "revisit", "response",
    ]  # fmt: skip
    assert headers[1]["WARC-Date"] == "2026-03-01T12:30:05.250000Z"
    assert headers[4]["WARC-Profile"].endswith("/identical-payload-digest")
    assert headers[4]["WARC-Payload-Digest"] == headers[1]["WARC-Payload-Digest"]
    assert headers[5]["WARC-Profile"].endswith("/server-not-modified")
    assert headers[6]["WARC-Truncated"] == "length"


def test_warcio_finds_no_fault(tmp_path: Path) -> None:
    write(tmp_path, PLAIN, PACKED, EMPTY, PLAIN, UNCHANGED, LARGE)
    warcio = [sys.executable, "-c", "from warcio.cli import main; main()"]
    checked = subprocess.run(
        [*warcio, "check", "-v", str(tmp_path / FIRST)], capture_output=True, text=True, check=False
    )
    assert checked.returncode == 0, checked.stdout + checked.stderr
    assert "digest pass" in checked.stdout
    indexed = subprocess.run(
        [*warcio, "index", "-f", "offset,warc-type,warc-target-uri", str(tmp_path / FIRST)],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert indexed.stdout.count("http://news.example/a?full=1") == 3


def test_a_packed_body_stays_packed_in_the_record(tmp_path: Path) -> None:
    (location,) = write(tmp_path, PACKED)
    with (tmp_path / FIRST).open("rb") as stream:
        stream.seek(location.offset)
        record = next(iter(ArchiveIterator(stream)))
        assert record.http_headers.get_header("Content-Encoding") == "gzip"
        assert record.raw_stream.read() == PACKED.raw


def test_an_equal_body_refers_to_the_first_and_reads_like_it(tmp_path: Path) -> None:
    again = replace(
        PACKED, final_url="http://other.example/copy", requested_at=PLAIN.requested_at + timedelta(1)
    )
    first, second = write(tmp_path, PACKED, again)
    found = read_response(tmp_path, second)
    assert (found.url, found.body, found.requested_at) == (again.final_url, PACKED.body, again.requested_at)
    size = (tmp_path / FIRST).stat().st_size
    assert first.offset < second.offset < size


def test_a_body_of_an_earlier_batch_is_referred_to_across_files(tmp_path: Path) -> None:
    (location,) = write(tmp_path, PLAIN)
    before = Reference(url=PLAIN.final_url, date=PLAIN.requested_at, location=location)
    with Archive(tmp_path, "archive/later", 10**9) as archive:
        same = archive.append(PLAIN, same_as=before)
        unchanged = archive.append(UNCHANGED, same_as=before)
    assert read_response(tmp_path, same).body == PLAIN.body
    assert read_response(tmp_path, unchanged).body == PLAIN.body
    assert read_response(tmp_path, unchanged).status == 304


def test_not_modified_without_a_body_before_has_none_to_give(tmp_path: Path) -> None:
    (location,) = write(tmp_path, UNCHANGED)
    with pytest.raises(PermanentError, match="refers to no other record"):
        read_response(tmp_path, location)


def test_a_file_that_grows_too_large_is_followed_by_another(tmp_path: Path) -> None:
    answers = [replace(PLAIN, raw=b"%d" % number, body=b"%d" % number) for number in range(30)]
    locations = write(tmp_path, *answers, max_file_bytes=5_000)
    files = sorted({location.file for location in locations})
    assert files[:2] == [f"{STEM}-001.warc.gz", FIRST]
    assert all((tmp_path / file).stat().st_size < 6_000 for file in files)
    assert [read_response(tmp_path, location).body for location in locations] == [
        answer.body for answer in answers
    ]
    assert all(records(tmp_path / file)[0]["WARC-Type"] == "warcinfo" for file in files)


def test_records_can_be_read_while_the_batch_goes_on(tmp_path: Path) -> None:
    with Archive(tmp_path, STEM, 3_000) as archive:
        locations = [archive.append(replace(PLAIN, raw=b"%d" % number, body=b"")) for number in range(9)]
        assert [read_response(tmp_path, location).body for location in locations] == [
            b"%d" % n for n in range(9)
        ]
        assert not (tmp_path / FIRST).exists()
    assert (tmp_path / FIRST).exists()


def test_a_batch_that_dies_leaves_nothing(tmp_path: Path) -> None:
    def die() -> None:
        with Archive(tmp_path, STEM, 10**9) as archive:
            archive.append(PLAIN)
            raise RuntimeError("the power went")

    with pytest.raises(RuntimeError, match="the power went"):
        die()
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_no_offset_but_a_true_one_gives_a_record(tmp_path: Path) -> None:
    offsets = {location.offset for location in write(tmp_path, PLAIN, PACKED)}
    size = (tmp_path / FIRST).stat().st_size
    for offset in [*range(1, size), size, size + 1000]:
        if offset not in offsets:
            with pytest.raises(PermanentError, match=r"run-pages-00\.warc\.gz"):
                read_response(tmp_path, RecordLocation(FIRST, offset))


@pytest.mark.parametrize("content", [b"", b"not a WARC file at all\r\n\r\n" * 9, b"\x1f\x8b" + bytes(90)])
def test_a_file_that_is_no_archive_has_no_record(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "run.warc.gz").write_bytes(content)
    with pytest.raises(PermanentError):
        read_response(tmp_path, RecordLocation("run.warc.gz", 0))


def test_a_file_that_is_gone_is_named_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(PermanentError, match=r"run\.warc\.gz is gone: bring it back"):
        read_response(tmp_path, RecordLocation("run.warc.gz", 0))


def test_a_file_cut_short_never_gives_half_a_page(tmp_path: Path) -> None:
    (location,) = write(tmp_path, PACKED)
    whole = (tmp_path / FIRST).read_bytes()
    for length in range(location.offset, len(whole) - 20, 7):
        (tmp_path / FIRST).write_bytes(whole[:length])
        with pytest.raises(PermanentError):
            read_response(tmp_path, location)


@pytest.mark.parametrize("most", [10, 100])
def test_a_body_past_the_limit_is_a_permanent_error(tmp_path: Path, most: int) -> None:
    (location,) = write(tmp_path, PACKED)
    with pytest.raises(PermanentError, match="no readable record"):
        read_response(tmp_path, location, max_body_bytes=most)


def test_a_place_may_be_in_a_foreign_file(tmp_path: Path) -> None:
    (location,) = write(tmp_path / "elsewhere", PLAIN)
    foreign = RecordLocation(str(tmp_path / "elsewhere" / location.file), location.offset)
    assert read_response(tmp_path / "data", foreign).body == PLAIN.body


def test_an_attempt_beside_another_has_files_of_its_own(tmp_path: Path) -> None:
    """A worker that was taken for dead may write on beside the one that took over its batch."""
    with Archive(tmp_path, STEM, 10**9) as ghost:
        before = ghost.append(PLAIN)
        with Archive(tmp_path, STEM, 10**9) as retry:
            own = [retry.append(PACKED), retry.append(PLAIN)]
        after = ghost.append(EMPTY)
    with Archive(tmp_path, STEM, 10**9) as third:
        last = third.append(PACKED)
    assert [before.file, own[0].file, last.file] == [FIRST, f"{STEM}-001.warc.gz", f"{STEM}-002.warc.gz"]
    read = [read_response(tmp_path, location).url for location in (before, *own, after, last)]
    expected = (PLAIN, PACKED, PLAIN, EMPTY, PACKED)
    assert read == [one.final_url for one in expected]
    assert list(tmp_path.rglob("*.partial")) == []
