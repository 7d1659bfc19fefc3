"""Checks find what should not be, each its own, and nothing in what relating leaves."""

from pathlib import Path
from uuid import UUID

import pytest

from pipeline.settings import Settings
from tests.pipeline.related import NOW, Telling, paths_of, relate_and_publish, settings_in
from warehouse import open_writer
from warehouse.checking import check
from warehouse.statements import statement_names
from warehouse.tallying import tally

FIRST, COPY = (str(UUID(int=number)) for number in (1, 3))
BREAKING = {
    "article_twice": "INSERT INTO article FROM article LIMIT 1",
    "text_missing": "DELETE FROM article_text",
    "outlet_missing": "DELETE FROM outlet",
    "group_twice": "INSERT INTO syndication_member SELECT uuid(), article_id, 'near', 1, '' FROM article",
    "original_missing": "UPDATE syndication_member SET relation = 'near'",
    "event_twice": "INSERT INTO event_article FROM event_article LIMIT 1",
    "event_missing": "DELETE FROM event",
    "copies_apart": f"UPDATE event_article SET event_id = uuid() WHERE article_id = '{COPY}'",
    "alias_astray": "INSERT INTO event_alias VALUES (uuid(), uuid(), now())",
    "time_ahead": "UPDATE article SET published_at = fetched_at + INTERVAL 2 DAYS",
    "books_open": "INSERT INTO run VALUES ('r', now(), now(), 'finished', 3, 1, 1, 0)",
    "tally_off": "DELETE FROM language_day",
}


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    settings = settings_in(tmp_path)
    relate_and_publish(settings, [Telling(number=1), Telling(number=2, happening=1, hour=1)], NOW)
    with open_writer(paths_of(settings)) as connection:
        connection.execute("INSERT INTO outlet (outlet_id) VALUES ('a')")
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
    return settings


def found(settings: Settings, breaking: str = "", after: str = "") -> set[str]:
    with open_writer(paths_of(settings)) as connection:
        for text in (breaking, "INSERT INTO untallied SELECT article_id FROM article"):
            if text:
                connection.execute(text)
        tally(connection)
        if after:
            connection.execute(after)
        return {finding.name for finding in check(connection)}


def test_nothing_is_found_in_a_sound_warehouse(settings: Settings) -> None:
    assert found(settings) == set()


def test_every_check_is_tried() -> None:
    assert {name.rpartition("/")[2][4:] for name in statement_names("checks")} == set(BREAKING)


@pytest.mark.parametrize("name", sorted(BREAKING))
def test_a_check_finds_what_it_is_for(settings: Settings, name: str) -> None:
    breaking = BREAKING[name]
    assert name in (found(settings, after=breaking) if name == "tally_off" else found(settings, breaking))
