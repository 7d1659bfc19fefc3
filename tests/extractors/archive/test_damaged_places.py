"""Damage at random places of WARC files: reading ends, and every record that is whole is found as it was.

The places are seeded; PARALLAX_TESTS_WHOLE=1 damages two thousand of them in each kind of file.
"""

import gzip
import os
import random
from pathlib import Path

import pytest

from extractors.archive.reading import read_response
from extractors.archive.streaming import read_responses
from extractors.archive.writing import RecordLocation
from model import PermanentError
from tests.extractors.archive.damage import damaged_at
from tests.extractors.archive.test_hostile_files import record

PLACES = 2_000 if os.environ.get("PARALLAX_TESTS_WHOLE") else 100
RECORD_COUNT = 12


def _url(number: int) -> str:
    return f"https://news.example/{number}"


def _body(number: int, moments: random.Random) -> bytes:
    """Return a page of words, some with empty lines, now and then one of bytes as pictures have them."""
    if moments.random() < 0.2:
        return moments.randbytes(moments.randrange(1, 3_000))
    words = (f"{moments.choice(('harbour', 'tower', 'lamp', 'keeper', 'mill'))} {number}" for _ in range(300))
    return moments.choice((b"\n", b"\r\n\r\n", b" ")).join(word.encode() for word in words)


def _records(moments: random.Random) -> list[bytes]:
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"
    return [
        record(head + _body(number, moments), WARC_Target_URI=_url(number)) for number in range(RECORD_COUNT)
    ]


def _found_in(path: Path) -> dict[str, int]:
    """Return the offsets of the responses by their URLs, none where the file is refused."""
    try:
        return {one.url: one.offset for one in read_responses(path)}
    except PermanentError:
        return {}


@pytest.mark.slow
@pytest.mark.parametrize("is_packed", [True, False], ids=["packed", "plain"])
def test_whole_records_around_a_damaged_place_are_found(tmp_path: Path, *, is_packed: bool) -> None:
    for place in range(PLACES):
        moments = random.Random(place)
        parts = _records(moments)
        parts = [gzip.compress(part, mtime=0) for part in parts] if is_packed else parts
        path = tmp_path / f"{place}.warc"
        damaged = damaged_at(parts, moments)
        path.write_bytes(damaged.data)
        found = _found_in(path)
        assert found or not damaged.whole, (place, damaged.what)
        for number, offset in damaged.whole.items():
            assert found.get(_url(number)) == offset, (place, damaged.what, number)
            again = read_response(tmp_path, RecordLocation(path.name, offset))
            before = gzip.decompress(parts[number]) if is_packed else parts[number]
            assert before.endswith(again.body + b"\r\n\r\n"), (place, damaged.what, number)
        path.unlink()


def test_a_whole_record_that_the_length_of_a_shortened_one_reaches_into_is_found(tmp_path: Path) -> None:
    parts = [
        record(b"HTTP/1.1 200 OK\r\n\r\n" + b"word\r\n\r\n" * 200, WARC_Target_URI=_url(n)) for n in range(4)
    ]
    begins_at = parts[2].index(b"word")
    path = tmp_path / "a.warc"
    # The length of the second reaches to an empty line in the third.
    path.write_bytes(parts[0] + parts[1][: -begins_at - 12] + parts[1][-4:] + parts[2] + parts[3])
    assert list(_found_in(path)) == [_url(0), _url(2), _url(3)]


def test_a_page_is_not_searched_for_records_where_only_the_next_one_is_damaged(tmp_path: Path) -> None:
    page = b"HTTP/1.1 200 OK\r\n\r\n\r\n\r\n" + record(WARC_Target_URI="https://bank.example/9")
    parts = [record(page, WARC_Target_URI=_url(0)), *(record(WARC_Target_URI=_url(n)) for n in (1, 2))]
    path = tmp_path / "a.warc"
    path.write_bytes(parts[0] + b"X" + parts[1][1:] + parts[2])
    assert list(_found_in(path)) == [_url(0), _url(2)]
