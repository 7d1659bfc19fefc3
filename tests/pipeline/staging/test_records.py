"""Records that are pulled one by one read as those of a whole file do."""

import os
from dataclasses import replace
from pathlib import Path

import pytest

from extractors.archive.reading import read_raw, read_response
from extractors.archive.writing import Archive, RecordLocation
from extractors.http.answer import Answer
from model import PermanentError
from pipeline.staging.records import pull_records
from pipeline.staging.store import Store, open_store
from tests.extractors.archive.test_writing import PLAIN
from tests.object_store import needs_store

pytestmark = [pytest.mark.slow, needs_store]

STEM = "archive/2026/03/01/run-pages-00-5c1e9a30"


def answer(number: int, size: int) -> Answer:
    raw = os.urandom(size // 2).hex().encode()
    return replace(PLAIN, final_url=f"http://news.example/{number}", raw=raw, body=raw)


@pytest.fixture
def store(store_url: str) -> Store:
    return open_store(store_url)


@pytest.fixture
def locations(tmp_path: Path, store: Store) -> list[RecordLocation]:
    """Return where 40 records are in the store, every fifth of half a megabyte, and one of an equal body."""
    answers = [answer(number, 1_000_000 if number % 5 == 0 else 20_000) for number in range(40)]
    with Archive(tmp_path, STEM, 10**9) as archive:
        found = [
            archive.append(one) for one in (*answers, replace(answers[5], final_url="http://copy.example"))
        ]
    store.push(tmp_path / f"{STEM}.warc.gz", f"{STEM}.warc.gz")
    return found


@pytest.mark.parametrize("wanted", [(3,), (0, 39), (5, 6, 7, 20), (40,), tuple(range(41))], ids=str)
def test_pulled_records_read_as_they_do_in_the_whole_file(
    tmp_path: Path, store: Store, locations: list[RecordLocation], wanted: tuple[int, ...]
) -> None:
    pulled = tmp_path / "pulled"
    pull_records(store, pulled, [locations[number] for number in wanted])
    for number in wanted:
        assert read_raw(pulled, locations[number]) == read_raw(tmp_path, locations[number])


def test_few_records_of_a_large_file_take_little_room(
    tmp_path: Path, store: Store, locations: list[RecordLocation]
) -> None:
    pulled = tmp_path / "pulled"
    pull_records(store, pulled, [locations[3]])
    whole, part = (folder / locations[3].file for folder in (tmp_path, pulled))
    assert part.stat().st_blocks * 512 < whole.stat().st_size / 20
    with pytest.raises(PermanentError, match="no readable record"):
        read_response(pulled, locations[1])


def test_what_the_store_has_not_is_missing_as_on_a_disk(tmp_path: Path, store: Store) -> None:
    gone, foreign = RecordLocation(f"{STEM}.warc.gz", 0), RecordLocation("/somewhere/foreign.warc.gz", 0)
    pull_records(store, tmp_path, [gone, foreign, RecordLocation("", 0)])
    with pytest.raises(PermanentError, match="is gone"):
        read_response(tmp_path, gone)


def test_an_offset_past_the_end_or_within_a_record_is_no_record(
    tmp_path: Path, store: Store, locations: list[RecordLocation]
) -> None:
    pulled, last = tmp_path / "pulled", locations[-1]
    wrong = [replace(last, offset=last.offset + 10**8), replace(locations[3], offset=locations[3].offset + 7)]
    pull_records(store, pulled, wrong)
    for location in wrong:
        with pytest.raises(PermanentError, match="no readable record"):
            read_response(pulled, location)
