"""Checks find what should not be, each its own, and nothing in what relating leaves."""

import shutil
from collections.abc import Sequence
from pathlib import Path
from uuid import UUID

import pytest

from pipeline.settings import Settings
from tests.pipeline.related_texts import NOW, RelatedText, paths_of, relate_and_publish, settings_in
from warehouse import open_writer
from warehouse.database.statements import statement_names
from warehouse.steps.checking import check
from warehouse.steps.indexing import index_words
from warehouse.steps.tallying import tally

pytestmark = [pytest.mark.slow, pytest.mark.long]

FIRST, COPY = (str(UUID(int=number)) for number in (1, 3))
EVENT = "(SELECT event_id FROM event_article ORDER BY article_id LIMIT 1)"
BREAKING = {
    "article_twice": "INSERT INTO article FROM article LIMIT 1",
    "text_missing": "DELETE FROM article_text",
    "outlet_missing": "DELETE FROM outlet",
    "group_twice": "INSERT INTO syndication_member SELECT uuid(), article_id, 'near', 1, '' FROM article",
    "original_missing": "UPDATE syndication_member SET relation = 'near'",
    "event_twice": "INSERT INTO event_article FROM event_article LIMIT 1",
    "event_missing": "DELETE FROM event",
    "copies_apart": f"UPDATE event_article SET event_id = uuid() WHERE article_id = '{COPY}'",
    "uncorrected_idle": f"INSERT INTO event_article_uncorrected VALUES ({EVENT}, '{FIRST}', 1, '1')",
    "alias_astray": "INSERT INTO event_alias VALUES (uuid(), uuid(), now(), uuid())",
    "time_ahead": "UPDATE article SET published_at = fetched_at + INTERVAL 2 DAYS",
    "books_open": "INSERT INTO run VALUES ('r', now(), now(), 'succeeded', 3, 1, 1, 0)",
    "key_twice": "INSERT INTO feed FROM feed",
    "fetch_twice": 'INSERT INTO "fetch" FROM "fetch"',
    "rejection_twice": "INSERT INTO rejection FROM rejection",
    "entry_twice": "INSERT INTO entry FROM entry",
    "part_twice": "INSERT INTO article_vector FROM article_vector LIMIT 1",
    "event_row_twice": "INSERT INTO event_title FROM event_title LIMIT 1",
    "left_behind": f"INSERT INTO untallied VALUES ('{FIRST}'); "
    f"DELETE FROM article WHERE article_id = '{FIRST}'",
    "origin_missing": "DELETE FROM run",
    "feed_astray": "UPDATE feed SET outlet_id = 'none'",
    "entry_astray": "UPDATE entry SET article_id = uuid()",
    "fetch_astray": """UPDATE "fetch" SET run_id = 'none'""",
    "event_empty": "UPDATE event SET representative_article_id = uuid()",
    "title_astray": "UPDATE event_title SET article_id = uuid()",
    "story_astray": f"INSERT INTO story_event VALUES (uuid(), {EVENT}, 1, '1', now())",
    "alias_living": f"INSERT INTO event_alias VALUES ({EVENT}, {EVENT}, now(), {EVENT})",
    "span_off": "UPDATE event SET last_published_at = last_published_at + INTERVAL 1 HOUR",
    "times_crossed": "UPDATE entry SET first_seen_at = last_seen_at + INTERVAL 1 HOUR",
    "poll_off": "INSERT INTO poll_day VALUES ('2026-01-06', 1, 2)",
    "share_off": "UPDATE event_article SET score = 1.5",
}
# What a tally would mend before the checks see it.
BREAKING_TALLIES = {
    "tally_off": "DELETE FROM language_day",
    "count_twice": "INSERT INTO event_week FROM event_week",
    "counts_apart": "UPDATE event_week SET articles = articles + 1",
    "word_off": "UPDATE word_week SET owners = articles + 1",
}
# Other rows that a check is for, beside the one above.
ALSO_BREAKING = [
    ("key_twice", "INSERT INTO outlet FROM outlet"),
    ("key_twice", "INSERT INTO erased SELECT 'url', 'key', now(), now(), NULL FROM range(2)"),
    ("key_twice", "INSERT INTO run FROM run"),
    ("key_twice", "INSERT INTO poll_day VALUES ('2026-01-06', 1, 1), ('2026-01-06', 2, 1)"),
    ("key_twice", f"INSERT INTO event_article_uncorrected SELECT {EVENT}, '{FIRST}', 1, '1' FROM range(2)"),
    ("key_twice", f"INSERT INTO story SELECT {EVENT}, 't', now(), now(), {EVENT} FROM range(2)"),
    ("key_twice", f"INSERT INTO story_closeness SELECT {EVENT}, [1] FROM range(2)"),
    ("key_twice", f"INSERT INTO story_event SELECT uuid(), {EVENT}, 1, '1', now() FROM range(2)"),
    ("story_astray", "INSERT INTO story_event SELECT uuid(), uuid(), 1, '1', now()"),
    ("story_astray", f"INSERT INTO story VALUES (uuid(), 't', now(), now(), {EVENT})"),
    ("uncorrected_idle", "INSERT INTO event_article_uncorrected VALUES (uuid(), uuid(), 1, '1')"),
    ("key_twice", "INSERT INTO reader_language VALUES ('en', 1), ('en', 2)"),
    ("part_twice", "INSERT INTO article_text FROM article_text LIMIT 1"),
    ("event_row_twice", "INSERT INTO event FROM event LIMIT 1"),
    ("entry_astray", "UPDATE entry SET feed_id = 'none'"),
    ("entry_astray", "UPDATE entry SET article_id = NULL"),
    ("origin_missing", "UPDATE article SET fetch_id = uuid()"),
    ("event_empty", f"DELETE FROM event_article WHERE event_id = {EVENT}"),
    ("times_crossed", "UPDATE run SET finished_at = started_at - INTERVAL 1 HOUR"),
]
ALSO_BREAKING_TALLIES = [
    ("count_twice", "INSERT INTO word_week FROM word_week"),
    ("count_twice", "INSERT INTO event_tally FROM event_tally"),
    ("counts_apart", "DELETE FROM outlet_day"),
    ("counts_apart", "UPDATE event_tally SET originals = articles + 1"),
    ("word_off", "UPDATE word_week SET articles = 100"),
]
BREAKING_INDEX = [
    ("index_astray", f"DELETE FROM search_document WHERE article_id = '{FIRST}'"),
    (
        "index_astray",
        "INSERT INTO search_document SELECT * REPLACE (99 AS document) FROM search_document LIMIT 1",
    ),
    ("document_twice", "INSERT INTO search_document FROM search_document"),
    ("document_twice", "INSERT INTO search_posting FROM search_posting_recent"),
]
# Articles that the fixture wrote past the load.
_WAITING = "INSERT INTO unindexed SELECT article_id FROM article ANTI JOIN search_document USING (article_id)"


_BESIDE = f"""
INSERT INTO outlet (outlet_id) VALUES ('a');
INSERT INTO run VALUES ('run', '2026-01-01', NULL, 'loaded', 2, 2, 0, 0);
INSERT INTO feed (feed_id, outlet_id, url, status, failure_count)
VALUES ('f', 'a', 'https://a.example/', 'active', 0);
INSERT INTO entry (feed_id, entry_id, article_id, first_seen_at, last_seen_at, state, attempt_count,
    entry_hash)
VALUES ('f', 'e', '{FIRST}', '2026-01-06', '2026-01-06', 'loaded', 1, md5_number_lower('f e'));
INSERT INTO rejection VALUES ('run', 'read', 'https://a.example/2', 'no_text', NULL, 'f', 'e2', false);
INSERT INTO "fetch" (fetch_id, run_id, target_kind, url, requested_at, outcome)
VALUES (uuid(), 'run', 'page', 'https://a.example/1', '2026-01-06', 'fetched');
"""


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the data folder of a warehouse in which nothing is wrong."""
    settings = settings_in(tmp_path_factory.mktemp("sound"))
    relate_and_publish(
        settings,
        [RelatedText(number=1, title="word"), RelatedText(number=2, happening=1, hour=1, title="word")],
        NOW,
    )
    with open_writer(paths_of(settings)) as connection:
        connection.execute(_BESIDE)
        connection.execute("INSERT INTO article_text SELECT article_id, published_at, 'text' FROM article")
        connection.execute(
            "INSERT INTO article_fingerprint SELECT article_id, published_at, 1, [] FROM article"
        )
        connection.execute(
            f"INSERT INTO article BY NAME SELECT * REPLACE ('{COPY}' AS article_id) "
            "FROM article ORDER BY article_id LIMIT 1"
        )
        for table in ("article_text", "article_fingerprint", "event_article"):
            connection.execute(
                f"INSERT INTO {table} BY NAME SELECT * REPLACE "
                f"('{COPY}' AS article_id) FROM {table} "
                f"WHERE article_id = '{FIRST}'"
            )
        connection.execute(
            "INSERT INTO syndication_member BY NAME SELECT * REPLACE "
            f"('{COPY}' AS article_id, 'exact' AS relation) FROM syndication_member "
            f"WHERE article_id = '{FIRST}'"
        )
    return settings.data


@pytest.fixture
def settings(sound: Path, tmp_path: Path) -> Settings:
    return settings_in(shutil.copytree(sound, tmp_path / "data"))


def found(
    settings: Settings, breaking: str = "", after: str = "", after_indexing: Sequence[str] = ()
) -> set[str]:
    with open_writer(paths_of(settings)) as connection:
        for text in (breaking, "INSERT INTO untallied SELECT article_id FROM article"):
            if text:
                connection.execute(text)
        tally(connection)
        if after:
            connection.execute(after)
        connection.execute(_WAITING)
        index_words(connection)
        for text in after_indexing:
            connection.execute(text)
        return {finding.name for finding in check(connection)}


def test_nothing_is_found_in_a_sound_warehouse(settings: Settings) -> None:
    assert found(settings) == set()


def test_every_check_is_tried() -> None:
    names = {name.rpartition("/")[2] for name in statement_names("checks")}
    assert names == set(BREAKING) | set(BREAKING_TALLIES) | {name for name, _ in BREAKING_INDEX}


@pytest.mark.parametrize(("name", "breaking"), [*BREAKING.items(), *ALSO_BREAKING])
def test_a_check_finds_what_it_is_for(settings: Settings, name: str, breaking: str) -> None:
    assert name in found(settings, breaking)


@pytest.mark.parametrize(("name", "breaking"), BREAKING_INDEX)
def test_a_check_finds_an_index_of_words_that_is_off(settings: Settings, name: str, breaking: str) -> None:
    assert name in found(settings, after_indexing=[breaking])


@pytest.mark.parametrize(("name", "breaking"), [*BREAKING_TALLIES.items(), *ALSO_BREAKING_TALLIES])
def test_a_check_finds_counts_that_are_off(settings: Settings, name: str, breaking: str) -> None:
    assert name in found(settings, after=breaking)


def test_days_before_1970_are_counted_as_others(settings: Settings) -> None:
    old = "TIMESTAMPTZ '1969-12-31 23:00:00+00'"
    moved = f"UPDATE article SET published_at = {old}; UPDATE event SET first_published_at = {old}, "
    assert found(settings, f"{moved} last_published_at = {old}") == set()
    assert "tally_off" in found(settings, after="DELETE FROM language_day")
