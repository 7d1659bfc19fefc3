"""A foreign file with damaged records: they are named, and the pages around them are imported.

PARALLAX_TESTS_WHOLE=1 damages two thousand records of one file, each at a random place that is seeded.
"""

import gzip
import os
import random
from pathlib import Path

import pytest

from extractors.archive.streaming import read_responses
from pipeline.settings import read_settings
from pipeline.steps.backfill import backfill
from pipeline.steps.publish import publish
from tests.extractors.archive.damage import damaged_at
from tests.extractors.archive.test_hostile_files import record
from tests.made_once import models
from tests.pipeline.steps.test_archived import NOW, Filled, write_foreign

pytestmark = [pytest.mark.slow, pytest.mark.long]

DAMAGED_COUNT = 2_000 if os.environ.get("PARALLAX_TESTS_WHOLE") else 20
NOUNS = ("harbour", "lighthouse", "brewery", "bridge", "school", "market", "library", "orchard", "station")
VERBS = (
    "opens",
    "closes",
    "moves",
    "burns",
    "floods",
    "wins a prize",
    "is painted",
    "is sold",
    "is restored",
)


def test_a_damaged_record_is_told_and_the_pages_around_it_are_imported(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    warc = tmp_path / "a.warc.gz"
    write_foreign(warc)
    raw, found = warc.read_bytes(), list(read_responses(warc))
    at = found[3].offset
    bad = gzip.compress(b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: -5\r\n\r\n")
    warc.write_bytes(raw[:at] + bad + raw[at:])
    settings = read_settings({"PARALLAX_DATA": str(tmp_path / "data"), "PARALLAX_MODELS": models()})
    publish(settings, backfill(settings, [str(warc)], NOW, catalog_only=False), NOW)
    (told,) = [message for message in caplog.messages if "is damaged and was skipped" in message]
    assert f"a.warc.gz: the record at byte {at} is damaged and was skipped: its Content-Length" in told
    (imported,) = Filled(settings, warc).rows("FROM archive_import")
    assert imported["next_offset"] == imported["file_bytes"] == warc.stat().st_size
    pages = {one.url for one in found if one.status == 200 and one.content_type != "image/png"}
    assert imported["page_count"] == len(pages)


def _url(number: int) -> str:
    return f"https://news{number % 20}.example/{number}"


def _record(number: int) -> bytes:
    """Return a packed record of an article that tells of things in an order of its own."""
    moments = random.Random(number)
    lines = "".join(
        f"<p>The {moments.choice(NOUNS)} of district {moments.randrange(999)} {moments.choice(VERBS)}, "
        f"said a clerk of the {moments.choice(NOUNS)}, after {moments.randrange(2, 99)} years.</p>"
        for _ in range(8)
    )
    page = (
        f"<html lang=en><h1>Report {number} from the {moments.choice(NOUNS)}</h1><article>{lines}</article>"
    )
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"
    return gzip.compress(record(head + page.encode(), WARC_Target_URI=_url(number)), mtime=0)


def test_every_whole_page_of_a_file_with_many_damaged_places_is_imported(tmp_path: Path) -> None:
    warc = tmp_path / "a.warc.gz"
    moments = random.Random(7)
    with warc.open("wb") as stream:
        for number in range(0, 2 * DAMAGED_COUNT, 2):
            stream.write(_record(number))
            stream.write(damaged_at([_record(number + 1)], moments).data)
    settings = read_settings({"PARALLAX_DATA": str(tmp_path / "data"), "PARALLAX_MODELS": models()})
    publish(settings, backfill(settings, [str(warc)], NOW, catalog_only=False), NOW)
    filled = Filled(settings, warc)
    (imported,) = filled.rows("FROM archive_import")
    assert imported["next_offset"] == imported["file_bytes"] == warc.stat().st_size
    arrived = {row["url"] for row in filled.rows("SELECT url FROM article")}
    assert {_url(number) for number in range(0, 2 * DAMAGED_COUNT, 2)} <= arrived
