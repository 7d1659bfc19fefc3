"""Titles that feeds change of articles that were loaded before."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from model import ErasedKind
from tests.made_once import begin_warehouse
from tests.warehouse.runs import START, SeenEntry, load, paths_in
from transforms.urls import article_id
from warehouse import Connection, open_writer
from warehouse.database.statements import execute
from warehouse.keeping.deletion import Deletion, delete
from warehouse.steps.replacing import replace_run

REVISIONS = """
SELECT article_id::VARCHAR, revised_at AT TIME ZONE 'UTC', field, before, after, feed_id
FROM article_revision ORDER BY article_id, feed_id, revised_at
"""


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[Connection]:
    with open_writer(begin_warehouse(paths_in(tmp_path))) as connection:
        yield connection


def at(minute: int) -> datetime:
    return (START + timedelta(minutes=minute)).replace(tzinfo=None)


def page_id(page: int) -> str:
    return article_id(SeenEntry(page=page).url)


def revisions(connection: Connection) -> list[tuple[Any, ...]]:
    return connection.execute(REVISIONS).fetchall()


def see(connection: Connection, folder: Path, *minutes: int, page: int = 1, feed: int = 0) -> None:
    for minute in minutes:
        seen = SeenEntry(page=page, feed=feed, minute=minute)
        load(connection, folder, f"run-{page}-{feed}-{minute}", [seen])


def test_each_change_of_a_title_is_kept(connection: Connection, tmp_path: Path) -> None:
    see(connection, tmp_path, 0, 5, 9)
    see(connection, tmp_path, 0, page=2)
    assert revisions(connection) == [
        (page_id(1), at(5), "title", "Story 1 at 0", "Story 1 at 5", "feed-0"),
        (page_id(1), at(9), "title", "Story 1 at 5", "Story 1 at 9", "feed-0"),
    ]
    # The article itself is as it was read.
    assert connection.execute("SELECT count(*) FROM article").fetchall() == [(2,)]


def test_a_run_that_is_loaded_twice_changes_nothing(connection: Connection, tmp_path: Path) -> None:
    see(connection, tmp_path, 0, 5, 5)
    assert len(revisions(connection)) == 1


def test_an_older_poll_that_is_loaded_later_is_no_change(connection: Connection, tmp_path: Path) -> None:
    see(connection, tmp_path, 5, 0)
    assert revisions(connection) == []


def test_a_title_that_stays_or_is_missing_is_no_change(connection: Connection, tmp_path: Path) -> None:
    see(connection, tmp_path, 0)
    connection.execute("UPDATE entry SET title = 'Story 1 at 5'")
    see(connection, tmp_path, 5)
    connection.execute("UPDATE entry SET title = ''")
    see(connection, tmp_path, 9)
    assert revisions(connection) == []


def test_each_feed_changes_its_own_title(connection: Connection, tmp_path: Path) -> None:
    for feed in (0, 1):
        see(connection, tmp_path, feed, 10 + feed, feed=feed)
    found = revisions(connection)
    assert [(feed, after) for *_, after, feed in found] == [
        ("feed-0", "Story 1 at 10"), ("feed-1", "Story 1 at 11"),
    ]  # fmt: skip


def test_an_entry_that_links_to_another_page_is_another_article(
    connection: Connection, tmp_path: Path
) -> None:
    see(connection, tmp_path, 0)
    connection.execute("UPDATE entry SET article_url = 'https://outlet-1.example/other'")
    see(connection, tmp_path, 5)
    assert revisions(connection) == []


def test_a_page_that_is_no_article_has_no_revision(connection: Connection, tmp_path: Path) -> None:
    for minute in (0, 5):
        seen = SeenEntry(page=1, minute=minute, outcome="rejected")
        load(connection, tmp_path, f"run-{minute}", [seen])
    assert revisions(connection) == []


def test_a_feed_whose_titles_always_change_fills_twenty_rows(connection: Connection, tmp_path: Path) -> None:
    see(connection, tmp_path, *range(25))
    assert len(revisions(connection)) == 20


def test_what_is_erased_leaves_no_title(connection: Connection, tmp_path: Path) -> None:
    for page in (1, 2):
        see(connection, tmp_path, 0, 5, page=page)
    connection.execute("UPDATE article_revision SET entry_id = 'other' WHERE article_id = ?", [page_id(1)])
    deletion = Deletion(keys=[(ErasedKind.URL, page_id(1))], article_ids=[page_id(1)])
    counts, _ = delete(connection, deletion, None, datetime.now(UTC))
    assert counts["article_revision"] == 1
    assert [row[0] for row in revisions(connection)] == [page_id(2)]
    delete(connection, Deletion(keys=(), feed_ids=["feed-0"]), None, datetime.now(UTC))
    assert revisions(connection) == []


def test_reading_again_is_no_revision_and_keeps_those_of_the_feed(
    connection: Connection, tmp_path: Path
) -> None:
    see(connection, tmp_path, 0, 5)
    before = revisions(connection)
    none = tmp_path / "none.jsonl"
    none.touch()
    pages = tmp_path / "pages.jsonl"
    pages.touch()
    replace_run(connection, "again", START, {"pages": [pages], "rejections": [none], "articles": [none]})
    assert revisions(connection) == before


def test_revisions_of_what_is_no_article_any_more_go(connection: Connection, tmp_path: Path) -> None:
    see(connection, tmp_path, 0, 5)
    changed = "SELECT article_id, true AS is_text_changed FROM article"
    connection.execute(f"CREATE TEMP TABLE stage_changed AS {changed}")
    connection.execute("UPDATE article SET article_id = uuid()")
    connection.execute("UPDATE entry SET article_id = (SELECT article_id FROM article)")
    execute(connection, "replace/article_revision")
    ((now,),) = connection.execute("SELECT article_id::VARCHAR FROM article").fetchall()
    assert [row[0] for row in revisions(connection)] == [now]
    connection.execute("DELETE FROM article")
    connection.execute("UPDATE entry SET article_id = NULL, state = 'rejected'")
    execute(connection, "replace/article_revision")
    assert revisions(connection) == []


def test_as_of_a_moment_later_changes_are_not_there(connection: Connection, tmp_path: Path) -> None:
    see(connection, tmp_path, 0, 5, 9)
    moment = START + timedelta(minutes=6)
    connection.execute("CREATE TEMP TABLE stage_at AS SELECT ?::TIMESTAMPTZ AS moment", [moment])
    execute(connection, "asof/forget_later")
    assert [row[4] for row in revisions(connection)] == ["Story 1 at 5"]
