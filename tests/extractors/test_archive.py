import gzip
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from extractors.archive import archive_file, read_response
from extractors.http import Answer
from model import Outcome, PermanentError

PLAIN = Answer(
    url="http://news.example/a",
    final_url="http://news.example/a?full=1",
    requested_at=datetime(2026, 3, 1, 12, 30, tzinfo=UTC),
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
EMPTY = replace(
    PLAIN, final_url="http://news.example/c", status=304, reason="Not Modified", headers=(), raw=b"", body=b""
)


def _write(path: Path, *answers: Answer) -> list[int]:
    with archive_file(path) as writer:
        return [writer.append(answer) for answer in answers]


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0)])
def test_each_record_reads_back_from_its_offset(tmp_path: Path, order: tuple[int, ...]) -> None:
    path = tmp_path / "deep" / "run.warc.gz"
    answers = (PLAIN, PACKED, EMPTY)
    offsets = _write(path, *answers)
    assert offsets[0] == 0
    assert offsets == sorted(set(offsets))
    for index in order:
        found = read_response(path, offsets[index])
        assert found.url == answers[index].final_url
        assert found.body == answers[index].body
        assert found.content_type == answers[index].header("Content-Type")


def test_any_warc_reader_reads_the_whole_file(tmp_path: Path) -> None:
    path = tmp_path / "run.warc.gz"
    _write(path, PLAIN, PACKED, EMPTY)
    seen = []
    with path.open("rb") as stream:
        for record in ArchiveIterator(stream, check_digests="raise"):
            assert record.rec_type == "response"
            assert record.rec_headers.protocol == "WARC/1.1"
            assert record.rec_headers.get_header("WARC-Date") == "2026-03-01T12:30:00Z"
            assert record.http_headers.get_header("Transfer-Encoding") is None
            seen.append((record.http_headers.get_statuscode(), record.raw_stream.read()))
    assert seen == [("200", PLAIN.raw), ("200", PACKED.raw), ("304", b"")]


def test_a_packed_body_stays_packed_in_the_record(tmp_path: Path) -> None:
    path = tmp_path / "run.warc.gz"
    (offset,) = _write(path, PACKED)
    with path.open("rb") as stream:
        record = next(iter(ArchiveIterator(stream)))
        assert record.http_headers.get_header("Content-Encoding") == "gzip"
        assert record.raw_stream.read() == PACKED.raw
    assert read_response(path, offset).body == PACKED.body


def test_no_offset_but_a_true_one_gives_a_record(tmp_path: Path) -> None:
    path = tmp_path / "run.warc.gz"
    offsets = _write(path, PLAIN, PACKED)
    size = path.stat().st_size
    for offset in [*range(1, size), size, size + 1000]:
        if offset not in offsets:
            with pytest.raises(PermanentError, match=r"run\.warc\.gz"):
                read_response(path, offset)


@pytest.mark.parametrize("content", [b"", b"not a WARC file at all\r\n\r\n" * 9, b"\x1f\x8b" + bytes(90)])
def test_a_file_that_is_no_archive_has_no_record(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "run.warc.gz"
    path.write_bytes(content)
    with pytest.raises(PermanentError):
        read_response(path, 0)


def test_a_file_cut_short_never_gives_half_a_page(tmp_path: Path) -> None:
    path = tmp_path / "run.warc.gz"
    _write(path, PACKED)
    whole = path.read_bytes()
    for length in range(0, len(whole) - 20, 7):
        path.write_bytes(whole[:length])
        with pytest.raises(PermanentError):
            read_response(path, 0)


def test_a_body_past_the_limit_is_a_permanent_error(tmp_path: Path) -> None:
    path = tmp_path / "run.warc.gz"
    (offset,) = _write(path, PACKED)
    with pytest.raises(PermanentError):
        read_response(path, offset, max_body_bytes=100)


def test_an_unfinished_file_keeps_only_its_partial_name(tmp_path: Path) -> None:
    path = tmp_path / "run.warc.gz"

    def die() -> None:
        with archive_file(path) as writer:
            writer.append(PLAIN)
            raise RuntimeError("the power went")

    with pytest.raises(RuntimeError, match="the power went"):
        die()
    assert [found.name for found in tmp_path.iterdir()] == ["run.warc.gz.partial"]
    _write(path, PLAIN)
    assert [found.name for found in tmp_path.iterdir()] == ["run.warc.gz"]


def test_the_name_appears_only_when_the_file_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "run.warc.gz"
    with archive_file(path) as writer:
        writer.append(PLAIN)
        assert not path.exists()
    assert path.exists()
