"""What relating reads from the warehouse: the texts of the window, each with its own vector."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from uuid import UUID

import numpy as np
import pytest

from tests.warehouse.runs import paths_in
from warehouse import Connection, open_writer
from warehouse.steps import event_groups

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
_ERASED = "DELETE FROM article_vector WHERE article_id IN (SELECT article_id FROM made WHERE number % 7 = 0)"


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Connection]:
    with open_writer(paths_in(tmp_path_factory.mktemp("filled"))) as connection:
        connection.execute("SET threads = 2")
        connection.execute(_TEXTS, [COUNT])
        for statement in (_VECTORS, _EVENTS, _MEMBERS, _ERASED):
            connection.execute(statement)
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
