"""Rows as values of a type, in both directions."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

import duckdb
import msgspec
import pytest

from warehouse.database.rows import Float32, Unsigned32, UuidText, duckdb_types, first, rows, stage


class Kind(StrEnum):
    PAGE = "page"


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    article_id: UuidText
    kind: Kind
    seen_at: datetime | None
    numbers: tuple[Unsigned32, ...] = ()
    score: Float32 = 0.0


ID = "12345678-1234-1234-1234-123456789abc"
SEEN = Seen(
    article_id=ID, kind=Kind.PAGE, seen_at=datetime(2026, 7, 1, tzinfo=UTC), numbers=(1, 2), score=0.5
)


@pytest.fixture
def connection() -> duckdb.DuckDBPyConnection:
    made = duckdb.connect()
    made.execute("SET TimeZone = 'UTC'")
    return made


def test_what_is_staged_is_read_back(connection: duckdb.DuckDBPyConnection) -> None:
    stage(connection, "stage_seen", Seen, [SEEN])
    read = rows(
        connection.execute("SELECT * REPLACE (CAST(article_id AS VARCHAR) AS article_id) FROM stage_seen"),
        Seen,
    )
    assert read == [SEEN]


def test_types_of_columns_follow_from_annotations() -> None:
    assert duckdb_types(Seen) == {
        "article_id": "UUID",
        "kind": "VARCHAR",
        "seen_at": "TIMESTAMPTZ",
        "numbers": "UINTEGER[]",
        "score": "FLOAT",
    }


def test_nothing_can_be_staged(connection: duckdb.DuckDBPyConnection) -> None:
    stage(connection, "stage_seen", Seen, [])
    assert connection.execute("SELECT count(*) FROM stage_seen").fetchall() == [(0,)]
    assert first(connection.execute("SELECT * FROM stage_seen"), Seen) is None


@pytest.mark.parametrize(
    ("columns", "message"),
    [
        ("'page' AS kind, now() AS seen_at", "missing article_id, unknown none"),
        ("'a' AS article_id, 'page' AS kind, now() AS seen_at, 1 AS sore", "missing none, unknown sore"),
    ],
)
def test_other_columns_are_refused(connection: duckdb.DuckDBPyConnection, columns: str, message: str) -> None:
    with pytest.raises(TypeError, match=message):
        rows(connection.execute(f"SELECT {columns}"), Seen)


def test_a_value_of_another_type_is_refused(connection: duckdb.DuckDBPyConnection) -> None:
    with pytest.raises(msgspec.ValidationError, match="article_id"):
        rows(connection.execute("SELECT uuid() AS article_id, 'page' AS kind, NULL AS seen_at"), Seen)


def test_a_type_that_duckdb_does_not_have_is_refused() -> None:
    @dataclass(frozen=True)
    class Odd:
        bodies: Sequence[bytes]

    with pytest.raises(TypeError, match="bytes"):
        duckdb_types(Odd)
