"""What relating reads from the warehouse: the texts of the window, each with its own vector."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID

import numpy as np
import pytest

from tests.warehouse.runs import paths_in
from warehouse import Connection, open_writer
from warehouse.steps import event_groups
from warehouse.steps.event_memberships import Closeness, write_closeness

EPOCH = datetime(2026, 1, 1, tzinfo=UTC)
# More than DuckDB keeps in one row group, so that two threads have each theirs to read.
COUNT = 130_000
_TEXTS = """
CREATE TEMP TABLE made AS
SELECT
    number,
    CAST(format('{:032x}', number) AS UUID) AS article_id,
    TIMESTAMPTZ '2026-01-01 00:00:00+00' + to_minutes(number) AS published_at
FROM range(?) AS numbers (number)
"""
_VECTORS = """
INSERT INTO article_vector BY NAME
SELECT
    article_id,
    published_at,
    'en' AS language,
    CASE WHEN number % 3 = 0 THEN 'other' ELSE 'asked' END AS embedder,
    CASE WHEN number % 3 = 0 THEN [0, 0, 0] ELSE [number, -number] END AS vector
FROM made
"""
_EVENTS = """
INSERT INTO event BY NAME
SELECT
    article_id AS event_id,
    'made' AS title,
    published_at AS first_published_at,
    published_at AS last_published_at,
    article_id AS representative_article_id
FROM made
"""
_MEMBERS = """
INSERT INTO event_article BY NAME
SELECT article_id AS event_id, article_id, 1 AS score, 'made' AS method_version FROM made
"""
# What grouping kept of every other text: the number of the text and smaller ones.
_CLOSENESS = """
INSERT INTO article_closeness BY NAME
SELECT article_id, published_at, [number - place FOR place IN range(10)] AS products
FROM made
WHERE number % 2 = 0
"""
_ERASED = "DELETE FROM article_vector WHERE article_id IN (SELECT article_id FROM made WHERE number % 7 = 0)"


# Two of the texts are one event, called by the first.
_ONE_EVENT = """
UPDATE event_article SET event_id = members[1]
FROM (SELECT CAST(? AS UUID[]) AS members)
WHERE article_id IN (SELECT unnest(members))
"""


@contextmanager
def made(folder: Path, count: int) -> Iterator[Connection]:
    """Open a warehouse of so many texts, one a minute, each in an event of its own."""
    with open_writer(paths_in(folder)) as connection:
        connection.execute("SET threads = 2")
        connection.execute(_TEXTS, [count])
        for statement in (_VECTORS, _EVENTS, _MEMBERS, _CLOSENESS, _ERASED):
            connection.execute(statement)
        yield connection


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Connection]:
    with made(tmp_path_factory.mktemp("filled"), COUNT) as connection:
        yield connection


def minutes(first: int, last: int) -> tuple[datetime, datetime]:
    return EPOCH + timedelta(minutes=first), EPOCH + timedelta(minutes=last)


def test_each_text_of_the_window_has_its_own_vector(filled: Connection) -> None:
    spans = [minutes(10, 20_000), minutes(20_100, 20_200), minutes(115_000, COUNT)]
    inside = [*range(10, 20_001), *range(20_100, 20_201), *range(115_000, COUNT)]
    assert_texts(event_groups.window(filled, "asked", spans), inside)


def test_each_text_of_some_events_has_its_own_vector(filled: Connection) -> None:
    numbers = (10, 30_001, 60_001, 90_002)
    found = event_groups.texts_of_events(filled, "asked", [str(UUID(int=number)) for number in numbers])
    assert_texts(found, numbers)


def assert_texts(columns: event_groups.WindowColumns, inside: Sequence[int]) -> None:
    numbers = [UUID(article_id).int for article_id in columns.article_id]
    assert numbers == [number for number in inside if number % 3 and number % 7]
    vectors = np.stack([numbers, np.negative(numbers)], axis=1).astype(np.float32)
    assert np.array_equal(columns.vector, vectors)
    no_products = [0] * event_groups.PRODUCT_COUNT
    products = [
        [number - place for place in range(event_groups.PRODUCT_COUNT)] if number % 2 == 0 else no_products
        for number in numbers
    ]
    assert columns.products.tolist() == products


def test_texts_of_the_window_were_compared_where_grouping_kept_something(filled: Connection) -> None:
    found = event_groups.window(filled, "asked", [minutes(500, 900)])
    numbers = [UUID(article_id).int for article_id in found.article_id]
    assert found.is_compared.tolist() == [number % 2 == 0 for number in numbers]


def test_texts_of_spans_are_counted_before_they_are_read(filled: Connection) -> None:
    spans = [minutes(10, 900), minutes(20_100, 20_200)]
    read = event_groups.window(filled, "asked", spans)
    assert event_groups.text_count(filled, "asked", spans) == len(read.article_id)
    assert event_groups.text_count(filled, "asked", [minutes(-9, -1)]) == 0
    assert event_groups.text_count(filled, "nobody", spans) == 0


def test_events_of_the_window_come_whole(tmp_path: Path) -> None:
    """An event that begins within the span brings a text of long after it."""
    with made(tmp_path, 5_000) as connection:
        connection.execute(_ONE_EVENT, [[str(UUID(int=number)) for number in (100, 4_000)]])
        found = event_groups.window(connection, "asked", [minutes(90, 110)])
        inside = [number for number in [*range(90, 111), 4_000] if number % 3 and number % 7]
        assert [UUID(article_id).int for article_id in found.article_id] == inside
        events = dict(zip(found.article_id, found.event_id, strict=True))
        assert events[str(UUID(int=4_000))] == str(UUID(int=100)) == events[str(UUID(int=100))]


def test_a_text_in_no_event_is_in_every_window_and_was_not_compared(tmp_path: Path) -> None:
    new = UUID(int=2_000)
    with made(tmp_path, 5_000) as connection:
        for table in ("event_article", "article_closeness"):
            connection.execute(f"DELETE FROM {table} WHERE article_id = ?", [new])
        connection.execute("DELETE FROM event WHERE event_id = ?", [new])
        connection.execute("INSERT INTO unrelated VALUES (?)", [new])
        connection.execute("INSERT INTO syndication_member VALUES (?, ?, 'original', 1, 'made')", [new, new])
        (span,) = event_groups.new_original_spans(connection, "asked", timedelta(minutes=30))
        assert span == minutes(1_970, 2_030)
        found = event_groups.window(connection, "asked", [minutes(10, 12)])
        assert [UUID(article_id).int for article_id in found.article_id] == [10, 11, 2_000]
        assert found.event_id.tolist() == [str(UUID(int=10)), str(UUID(int=11)), ""]
        assert found.is_compared.tolist() == [True, False, False]
        assert not found.products[-1].any()


def test_what_grouping_keeps_is_written_once_for_each_text(tmp_path: Path) -> None:
    with made(tmp_path, 100) as connection:
        kept = [
            Closeness(
                article_id=str(UUID(int=number)),
                published_s=(EPOCH + timedelta(minutes=number)).timestamp(),
                products=[9] * event_groups.PRODUCT_COUNT,
            )
            for number in (10, 11)
        ]
        for _ in range(2):
            write_closeness(connection, kept)
        found = event_groups.window(connection, "asked", [minutes(8, 13)])
        numbers = [UUID(article_id).int for article_id in found.article_id]
        assert numbers == [8, 10, 11, 13]
        assert found.products[:, 0].tolist() == [8, 9, 9, 0]
        assert found.is_compared.tolist() == [True, True, True, False]
        query = "SELECT count(*), count(DISTINCT article_id) FROM article_closeness"
        assert connection.execute(query).fetchone() == (51, 51)
        write_closeness(connection, [])
        assert connection.execute(query).fetchone() == (51, 51)
