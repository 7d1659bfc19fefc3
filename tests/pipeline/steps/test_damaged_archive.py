"""A foreign file with a damaged record: it is named, and the pages around it are imported."""

import gzip
from pathlib import Path

import pytest

from extractors.archive.streaming import read_responses
from pipeline.settings import read_settings
from pipeline.steps.backfill import backfill
from pipeline.steps.publish import publish
from tests.made_once import models
from tests.pipeline.steps.test_archived import NOW, Filled, write_foreign

pytestmark = [pytest.mark.slow, pytest.mark.long]


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
