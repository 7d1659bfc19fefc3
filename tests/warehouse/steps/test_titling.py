"""The titles of events in the languages that a reader prefers, in a real warehouse."""

from pathlib import Path

import duckdb
import pytest

from tests.warehouse.database.test_migrating import older
from warehouse import WarehousePaths, open_writer

READER_LANGUAGE = "migrations/0018_reader_language"
EVENT = "00000000-0000-0000-0000-000000000001"
MOMENT = "FROM (SELECT TIMESTAMPTZ '2026-01-06' AS moment)"

pytestmark = pytest.mark.slow


def test_events_of_an_older_file_have_the_language_of_their_most_central_article(tmp_path: Path) -> None:
    paths = WarehousePaths(published=tmp_path / "w.duckdb", writer=tmp_path / "writer.duckdb")
    with older(paths, READER_LANGUAGE) as connection:
        connection.execute("SET TimeZone = 'UTC'")
        connection.execute(
            f"INSERT INTO event SELECT '{EVENT}', 'Le pacte', moment, moment, '{EVENT}', moment {MOMENT}"
        )
        connection.execute(
            "INSERT INTO article (article_id, outlet_id, url, title, authors, published_at, published_basis, "
            "fetched_at, language, language_confidence, char_count, extractor_version, run_id) "
            f"SELECT '{EVENT}', 'a', 'https://a.example/1', 'Le pacte', [], moment, 'page', moment, 'fr', 1, "
            f"10, '1', 'run' {MOMENT}"
        )
        connection.execute(
            f"INSERT INTO event_tally SELECT '{EVENT}', 'Le pacte', 1, 1, 1, 1, 1, 1, moment, moment, "
            f"moment, 'a' {MOMENT}"
        )
    with open_writer(paths) as connection:
        found = connection.execute("SELECT title, title_language FROM event_summary").fetchall()
        languages = connection.execute("FROM reader_language").fetchall()
    assert (found, languages) == ([("Le pacte", "fr")], [])
    with duckdb.connect(paths.writer, read_only=True) as reader:
        assert reader.execute("SELECT title_language FROM event_summary").fetchall() == [("fr",)]
