"""The index has the words of every article once, and none of what is gone."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.warehouse.reported_articles import Reported, add_outlets, report, warehouse
from warehouse import Connection
from warehouse.database.rows import UuidText, stage
from warehouse.database.statements import execute
from warehouse.keeping.retaining import expire
from warehouse.steps import indexing
from warehouse.steps.indexing import index_words

NOW = datetime(2026, 2, 1, tzinfo=UTC)


def pact(number: int) -> Reported:
    return Reported(number=number, day=number, title=f"Pact {number}")


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[Connection]:
    with warehouse(tmp_path) as connection:
        add_outlets(connection, [("a", "Group", [])])
        report(
            connection, [Reported(number=number, day=number, title=f"Pact {number}") for number in range(5)]
        )
        yield connection


@dataclass(frozen=True, slots=True, kw_only=True)
class _Changed:
    article_id: UuidText


def found(connection: Connection, query: str) -> list[str]:
    rows = connection.execute("SELECT title FROM search_articles($query)", {"query": query}).fetchall()
    return sorted(title for (title,) in rows)


def postings(connection: Connection) -> Sequence[int]:
    counted = "SELECT (SELECT count(*) FROM search_posting), (SELECT count(*) FROM search_posting_recent)"
    (counts,) = connection.execute(counted).fetchall()
    return counts


def test_words_are_sorted_in_when_enough_articles_are_new(
    connection: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert postings(connection) == (0, 10)
    monkeypatch.setattr(indexing, "_MOST_RECENT", 6)
    monkeypatch.setattr(indexing, "_MOST_AT_ONCE", 2)
    report(connection, map(pact, (5, 6, 7)))
    assert postings(connection) == (14, 2)
    assert len(found(connection, "pact")) == 8
    index_words(connection)
    assert postings(connection) == (14, 2)


def test_an_article_that_is_read_again_has_its_new_words_only(connection: Connection) -> None:
    ((article_id,),) = connection.execute("SELECT article_id FROM article WHERE title = 'Pact 3'").fetchall()
    stage(connection, "stage_changed", _Changed, [_Changed(article_id=str(article_id))])
    execute(connection, "search/forget")
    assert found(connection, "pact") == ["Pact 0", "Pact 1", "Pact 2", "Pact 4"]
    connection.execute("UPDATE article SET title = 'Treaty 3' WHERE article_id = ?", [article_id])
    connection.execute("INSERT INTO unindexed VALUES (?), (?)", [article_id, article_id])
    index_words(connection)
    assert found(connection, "treaty") == ["Treaty 3"]
    assert len(found(connection, "pact")) == 4
    assert connection.execute("FROM unindexed").fetchall() == []


def test_words_of_a_text_that_expires_go_and_those_of_its_title_stay(connection: Connection) -> None:
    connection.execute(
        "INSERT INTO article_text SELECT article_id, published_at, 'harbour pact' FROM article "
        "ANTI JOIN article_text USING (article_id)"
    )
    connection.execute("CREATE TEMP TABLE stage_changed AS SELECT article_id FROM article")
    execute(connection, "search/forget")
    connection.execute("INSERT INTO unindexed SELECT article_id FROM article")
    index_words(connection)
    assert len(found(connection, "harbour")) == 5
    expire(connection, {"text": NOW + timedelta(days=1)}, [], NOW)
    assert found(connection, "harbour") == []
    assert len(found(connection, "pact")) == 5
