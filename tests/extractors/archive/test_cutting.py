"""Records go out of archive files, and nothing else moves."""

import os
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator

from extractors.archive.cutting import CUT, cut_records, remove_interrupted_cuts
from extractors.archive.moving import body_location, write_anew
from extractors.archive.reading import read_response
from extractors.archive.streaming import read_responses
from extractors.archive.writing import Archive, RecordLocation
from extractors.http.answer import Answer
from model import Outcome, PermanentError

AT = datetime(2026, 3, 2, tzinfo=UTC)
STEM = "archive/2026/03/01/run-pages-00"
FILE = f"{STEM}.warc.gz"
SMALL = Answer(
    url="http://n.example/0",
    final_url="http://n.example/0",
    requested_at=AT,
    elapsed_ms=1,
    outcome=Outcome.FETCHED,
    status=200,
    reason="OK",
    raw=b"0",
    body=b"0",
)


def answer(number: int, body: bytes) -> Answer:
    url = f"http://n.example/{number}"
    return replace(SMALL, url=url, final_url=url, raw=body, body=body)


def write(data: Path, bodies: Sequence[bytes]) -> list[RecordLocation]:
    with Archive(data, STEM, 10**9) as archive:
        return [archive.append(answer(number, body)) for number, body in enumerate(bodies)]


def types(path: Path) -> list[str]:
    with path.open("rb") as stream:
        return [record.rec_type for record in ArchiveIterator(stream, check_digests="raise")]


@given(st.lists(st.tuples(st.integers(0, 200_000), st.booleans()), min_size=1, max_size=6), st.integers(0, 9))
def test_what_stays_is_where_it_was(
    tmp_path_factory: pytest.TempPathFactory, pages: list[tuple[int, bool]], seed: int
) -> None:
    data = tmp_path_factory.mktemp("data")
    bodies = [bytes([seed, number]) + os.urandom(size) for number, (size, _) in enumerate(pages)]
    locations = write(data, bodies)
    size = (data / FILE).stat().st_size
    going = [location.offset for location, (_, goes) in zip(locations, pages, strict=True) if goes]
    assert cut_records(data / FILE, going, AT) == len(going)
    assert cut_records(data / FILE, going, AT) == 0
    assert (data / FILE).stat().st_size == size
    assert types(data / FILE) == ["warcinfo", *("metadata" if goes else "response" for _, goes in pages)]
    for location, body, (_, goes) in zip(locations, bodies, pages, strict=True):
        if goes:
            with pytest.raises(PermanentError, match="no readable record"):
                read_response(data, location)
        else:
            assert read_response(data, location).body == body
    left = [found.offset for found in read_responses(data / FILE)]
    assert left == [location.offset for location in locations if location.offset not in going]


def test_nothing_of_the_record_is_left_in_the_file(tmp_path: Path) -> None:
    locations = write(tmp_path, [b"before", os.urandom(300_000), b"after"])
    whole = (tmp_path / FILE).read_bytes()
    packed = whole[locations[1].offset + 10 : locations[2].offset]
    cut_records(tmp_path / FILE, [locations[1].offset], AT)
    data = (tmp_path / FILE).read_bytes()
    assert not any(packed[start : start + 8] in data for start in range(0, len(packed) - 8, 4_999))
    assert data[: locations[1].offset] == whole[: locations[1].offset]
    assert data[locations[2].offset :] == whole[locations[2].offset :]


def test_a_revisit_goes_like_any_other(tmp_path: Path) -> None:
    locations = write(tmp_path, [b"same" * 100, b"same" * 100])
    cut_records(tmp_path / FILE, [locations[1].offset], AT)
    assert types(tmp_path / FILE) == ["warcinfo", "response", "metadata"]
    assert read_response(tmp_path, locations[0]).body == b"same" * 100


def test_a_body_that_others_share_is_written_anew_before_it_goes(tmp_path: Path) -> None:
    first, second = write(tmp_path, [b"same" * 100, b"same" * 100])
    assert (body_location(tmp_path, first), body_location(tmp_path, second)) == (first, first)
    new = write_anew(tmp_path, second, "archive/2026/03/01/run-kept-1")
    cut_records(tmp_path / FILE, [first.offset, second.offset], AT)
    found = read_response(tmp_path, new)
    assert (found.url, found.body, found.status) == ("http://n.example/1", b"same" * 100, 200)
    assert found.requested_at == AT
    assert body_location(tmp_path, new) == new


def test_a_place_without_a_record_is_told_and_the_file_stays(tmp_path: Path) -> None:
    locations = write(tmp_path, [b"one", b"two"])
    before = (tmp_path / FILE).read_bytes()
    with pytest.raises(PermanentError, match="cannot be cut out"):
        cut_records(tmp_path / FILE, [locations[0].offset, locations[1].offset + 1], AT)
    (tmp_path / FILE).write_bytes(before[:-20])
    with pytest.raises(PermanentError, match="cannot be cut out"):
        cut_records(tmp_path / FILE, [locations[1].offset], AT)
    assert (tmp_path / FILE).read_bytes() == before[:-20]


def test_what_a_stopped_cutting_left_is_removed(tmp_path: Path) -> None:
    write(tmp_path, [b"one"])
    (tmp_path / f"{FILE}{CUT}").write_bytes(b"half")
    left = (tmp_path / FILE).with_name(f".run-pages-00.warc.gz{CUT}")
    left.mkdir()
    (left / f"run-pages-00.warc.gz{CUT}").write_bytes(b"half")
    remove_interrupted_cuts(tmp_path / "archive")
    assert [path.name for path in (tmp_path / FILE).parent.iterdir()] == ["run-pages-00.warc.gz"]
