"""Retention: what is too old goes, and what trends and other records need stays."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from model import ConfigurationError, PermanentError
from pipeline.keeping.retain import expiry_times, retain
from pipeline.settings import Settings, read_settings
from pipeline.steps.choose import choose
from tests.pipeline.command_line import parallax
from tests.pipeline.small_press import START, findings, rows, run_once
from tests.pipeline.tallies import counted

pytestmark = pytest.mark.slow

AFTER = START + timedelta(days=40)
TREND_VIEWS = ("coverage_daily", "language_daily", "event_summary", "event_language_lag")


def count(settings: Settings, table: str) -> int:
    return len(rows(settings, f"FROM {table}"))


def trends(settings: Settings) -> dict[str, list[dict[str, object]]]:
    return {view: rows(settings, f"FROM {view} ORDER BY ALL") for view in TREND_VIEWS}


def test_texts_go_and_trends_stay(settings: Settings) -> None:
    settings = replace(settings, keep_text_days=30)
    before, tallies, articles = trends(settings), counted(settings), count(settings, "article")
    assert retain(settings, START + timedelta(days=29), is_rehearsal=False).counts == {"text": 0}
    rehearsed = retain(settings, AFTER, is_rehearsal=True)
    assert rehearsed.counts == {"text": articles}
    assert count(settings, "article_text") == articles
    assert retain(settings, AFTER, is_rehearsal=False) == rehearsed
    assert count(settings, "article_text") == 0
    assert rows(settings, "FROM entry WHERE summary != ''") == []
    assert (trends(settings), counted(settings)) == (before, tallies)
    assert rows(settings, "SELECT DISTINCT text_removed_at FROM article") == [{"text_removed_at": AFTER}]
    assert findings(settings) == []


def test_a_text_that_went_is_not_read_in_again_from_the_archive(settings: Settings) -> None:
    settings = replace(settings, keep_text_days=30)
    assert len(choose(settings, AFTER)) == 1
    retain(settings, AFTER, is_rehearsal=False)
    with pytest.raises(PermanentError, match="No archived page matches"):
        choose(settings, AFTER)


def test_archive_files_of_old_days_go_and_the_log_follows(settings: Settings) -> None:
    settings = replace(settings, keep_archive_days=30, keep_fetch_days=30, keep_rejection_days=30)
    requests, rejections = count(settings, '"fetch"'), count(settings, "rejection")
    early = retain(replace(settings, keep_archive_days=0), AFTER, is_rehearsal=False).counts
    unarchived = len(rows(settings, 'FROM "fetch" WHERE archive_file IS NULL'))
    assert (early["rejection"], unarchived) == (rejections, 0)
    assert count(settings, '"fetch"') == requests - early["fetch"] > 0
    done = retain(settings, AFTER, is_rehearsal=False).counts
    assert done["archive"] == 2
    assert not list(settings.path_in_data("archive").rglob("*"))
    assert rows(settings, "FROM feed WHERE body_file IS NOT NULL OR body_sha256 IS NOT NULL") == []
    assert findings(settings) == []
    run_once(settings, 1)
    assert rows(settings, "SELECT loaded_count FROM run ORDER BY started_at DESC LIMIT 1") == [
        {"loaded_count": 0}
    ]


def test_files_of_the_last_days_and_foreign_ones_stay(settings: Settings) -> None:
    settings = replace(settings, keep_archive_days=30)
    other = settings.path_in_data("archive", "letters", "a", "b", "one.warc.gz")
    other.parent.mkdir(parents=True)
    other.write_bytes(b"own")
    midnight = datetime(START.year, START.month, START.day, tzinfo=UTC) + timedelta(days=31)
    before = midnight - timedelta(seconds=1)
    assert retain(settings, before, is_rehearsal=False).counts == {"archive": 0}
    assert retain(settings, midnight, is_rehearsal=False).counts == {"archive": 2}
    assert [path.name for path in settings.path_in_data("archive").rglob("*.warc.gz")] == ["one.warc.gz"]


def test_what_grouping_keeps_of_a_text_goes_with_its_vector(settings: Settings) -> None:
    settings = replace(settings, keep_vector_days=30)
    kept = "SELECT article_id, published_at FROM {} ORDER BY published_at, article_id"
    before = rows(settings, kept.format("article_vector"))
    assert rows(settings, kept.format("article_closeness")) == before
    middle = before[len(before) // 2]["published_at"]
    retain(settings, middle + timedelta(days=30), is_rehearsal=False)
    left = [row for row in before if row["published_at"] >= middle]
    assert 0 < len(left) < len(before)
    for table in ("article_vector", "article_closeness"):
        assert rows(settings, kept.format(table)) == left
    assert findings(settings) == []


@pytest.mark.long
def test_a_run_lets_go_once_a_day_where_it_is_set(settings: Settings) -> None:
    run_once(settings, 24 * 50)
    assert count(settings, "retained") == 0
    kept = replace(settings, keep_vector_days=30)
    vectors = count(kept, "article_vector")
    run_once(kept, 24 * 50 + 1)
    run_once(kept, 24 * 50 + 2)
    (noted,) = rows(kept, "FROM retained")
    assert (noted["kind"], noted["removed_count"]) == ("vector", vectors)
    assert (count(kept, "article_vector"), count(kept, "article_closeness")) == (0, 0)
    run_once(kept, 24 * 51 + 2)
    assert count(kept, "retained") == 2
    assert findings(kept) == []


def test_nothing_goes_unless_it_is_set(settings: Settings) -> None:
    assert expiry_times(settings, AFTER) == {}
    with pytest.raises(ConfigurationError, match="PARALLAX_KEEP_TEXT_DAYS"):
        retain(settings, AFTER, is_rehearsal=False)
    with pytest.raises(ConfigurationError, match="PARALLAX_KEEP_VECTOR_DAYS=3 is not valid"):
        read_settings({"PARALLAX_KEEP_VECTOR_DAYS": "3"})


def test_the_command_tells_what_goes(settings: Settings) -> None:
    more = {"PARALLAX_CATALOG": str(settings.catalog)}
    assert parallax(settings.data, "retain", **more).returncode == 2
    done = parallax(settings.data, "retain", "--dry-run", PARALLAX_KEEP_FETCH_DAYS="1", **more)
    assert (done.returncode, "rows would be removed, older than" in done.stdout) == (0, True), done.stderr
