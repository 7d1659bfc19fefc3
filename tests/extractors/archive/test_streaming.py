"""Reading WARC files record by record, damaged and truncated ones too."""

import gzip
from io import BytesIO
from pathlib import Path

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from extractors.archive.reading import read_response
from extractors.archive.streaming import StreamedResponse, read_responses
from extractors.archive.writing import RecordLocation
from model import PermanentError

PAGES = [f"<p>page {number} of the file</p>".encode() * 40 for number in range(6)]


def write_foreign(path: Path, *, is_packed: bool = True, is_chunked: bool = False) -> None:
    """Write a file as news crawlers do: warcinfo, then a request and a response a page, WARC/1.0."""
    with path.open("wb") as stream:
        writer = WARCWriter(stream, gzip=is_packed)
        writer.write_record(writer.create_warcinfo_record(path.name, {"software": "a crawler"}))
        for number, page in enumerate(PAGES):
            url = f"https://news.example/{number}"
            asked = StatusAndHeaders("GET / HTTP/1.1", [("Host", "news.example")], is_http_request=True)
            writer.write_record(writer.create_warc_record(url, "request", http_headers=asked))
            headers = [("Content-Type", "text/html")]
            payload = page
            if is_chunked:
                headers.append(("Transfer-Encoding", "chunked"))
                payload = b"%x\r\n%b\r\n0\r\n\r\n" % (len(page), page)
            writer.write_record(
                writer.create_warc_record(
                    url,
                    "response",
                    payload=BytesIO(payload),
                    length=len(payload),
                    http_headers=StatusAndHeaders("200 OK", headers, protocol="HTTP/1.1"),
                    warc_headers_dict={"WARC-Date": "2026-01-06T10:00:00Z"},
                )
            )


@pytest.fixture(params=["packed", "plain", "chunked"])
def foreign(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    path = tmp_path / "CC-NEWS-20260106.warc.gz"
    write_foreign(path, is_packed=request.param != "plain", is_chunked=request.param == "chunked")
    return path


def bodies(path: Path, found: list[StreamedResponse]) -> list[bytes]:
    return [read_response(path.parent, RecordLocation(path.name, one.offset)).body for one in found]


def test_every_response_is_found_with_its_place(foreign: Path) -> None:
    found = list(read_responses(foreign))
    assert [one.url for one in found] == [f"https://news.example/{number}" for number in range(6)]
    assert {(one.status, one.content_type) for one in found} == {(200, "text/html")}
    assert bodies(foreign, found) == PAGES
    assert found[-1].next_offset == foreign.stat().st_size


def test_reading_goes_on_after_any_record(foreign: Path) -> None:
    found = list(read_responses(foreign))
    for number, one in enumerate(found):
        assert list(read_responses(foreign, one.next_offset)) == found[number + 1 :]


def test_a_damaged_record_costs_only_itself(tmp_path: Path) -> None:
    path = tmp_path / "a.warc.gz"
    write_foreign(path)
    whole = list(read_responses(path))
    data = bytearray(path.read_bytes())
    middle = (whole[2].offset + whole[2].next_offset) // 2
    data[middle : middle + 8] = b"\xff" * 8
    path.write_bytes(data)
    assert [one.url for one in read_responses(path)] == [
        one.url for number, one in enumerate(whole) if number != 2
    ]


def test_a_file_cut_short_gives_what_came_before(tmp_path: Path) -> None:
    path = tmp_path / "a.warc.gz"
    write_foreign(path)
    whole = list(read_responses(path))
    path.write_bytes(path.read_bytes()[: whole[4].offset + 30])
    assert list(read_responses(path)) == whole[:4]


@pytest.mark.parametrize(
    "content", [b"", b"<html>not found</html>" * 50, gzip.compress(b"<html></html>" * 50, mtime=0)]
)
def test_what_is_no_archive_is_told(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "page.warc.gz"
    path.write_bytes(content)
    with pytest.raises(PermanentError, match=r"page\.warc\.gz is not a WARC file"):
        list(read_responses(path))
