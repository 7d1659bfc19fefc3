"""The views of feeds and requests: which feeds answer and still give nothing."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from warehouse import Connection, WarehousePaths, open_writer

pytestmark = pytest.mark.slow

POLLED_AT = "TIMESTAMPTZ '2026-03-10 12:00:00+00'"


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[Connection]:
    paths = WarehousePaths(published=tmp_path / "w.duckdb", writer=tmp_path / "writer.duckdb")
    with open_writer(paths) as connection:
        connection.execute("SET TimeZone = 'UTC'")
        yield connection


def add_feed(
    connection: Connection, status: str = "active", sitemaps: str = "NULL", polled: str = POLLED_AT
) -> None:
    connection.execute(
        f"""INSERT INTO feed BY NAME SELECT 'f' AS feed_id, 'o' AS outlet_id, 'http://a.example/' AS url,
        '{status}' AS status, 0 AS failure_count, {polled} AS last_polled_at, {polled} AS last_success_at,
        {sitemaps} AS sitemaps, 2 AS left_out_count"""
    )


def add_entry(
    connection: Connection, state: str, *, seen_days: int = 0, published_days: int | None = 0
) -> None:
    published = f"{POLLED_AT} - INTERVAL {published_days} DAYS" if published_days is not None else "NULL"
    connection.execute(
        f"""INSERT INTO entry BY NAME SELECT 'f' AS feed_id, uuid()::VARCHAR AS entry_id, '{state}' AS state,
        {published} AS published_at, {POLLED_AT} - INTERVAL {seen_days} DAYS AS first_seen_at,
        1 AS attempt_count, 0 AS entry_hash"""
    )


def health(connection: Connection) -> dict[str, Any]:
    cursor = connection.execute("FROM feed_health")
    (row,) = cursor.fetchall()
    return dict(zip([column[0] for column in cursor.description or ()], row, strict=True))


@pytest.mark.parametrize(
    ("entries", "problem"),
    [
        ([], "no_entries"),
        ([("loaded", 0, 0)], None),
        ([("loaded", 10, 10)], None),
        ([("rejected", 0, 400), ("rejected", 0, 31)], "only_old"),
        ([("loaded", 40, 400), ("loaded", 0, None)], "only_old"),
        ([("rejected", 0, 0)], "nothing_loaded"),
        ([("rejected", 0, None), ("waiting", 0, None)], None),
        ([("loaded", 31, None)], "nothing_new"),
    ],
)
def test_a_feed_that_answers_and_gives_nothing_has_a_problem(
    connection: Connection, entries: list[tuple[str, int, int | None]], problem: str | None
) -> None:
    add_feed(connection)
    for state, seen_days, published_days in entries:
        add_entry(connection, state, seen_days=seen_days, published_days=published_days)
    assert health(connection)["problem"] == problem


@pytest.mark.parametrize("status", ["failing", "dead"])
def test_a_feed_that_is_not_active_has_its_status_for_a_problem(connection: Connection, status: str) -> None:
    add_feed(connection, status)
    assert health(connection)["problem"] == status


def test_a_feed_that_was_never_polled_has_no_problem_yet(connection: Connection) -> None:
    add_feed(connection, polled="NULL")
    assert health(connection)["problem"] is None


def test_an_index_whose_sitemaps_fail_has_a_problem(connection: Connection) -> None:
    fields = (
        "index_url: '', is_newest: false, etag: NULL, last_modified: NULL, body_sha256: NULL, asked_at: NULL"
    )
    sitemap = "{{url: '{0}', {1}, whole_at: NULL, error: {2}, left_out_count: 1}}"
    pair = ", ".join(
        sitemap.format(name, fields, error) for name, error in (("a", "NULL"), ("b", "'http_503'"))
    )
    add_feed(connection, sitemaps=f"[{pair}]")
    add_entry(connection, "loaded")
    found = health(connection)
    names = ("sitemaps", "failing_sitemaps", "left_out_sitemaps", "problem")
    assert tuple(found[name] for name in names) == (2, 1, 4, "sitemaps_failing")


def test_requests_are_read_without_quotes(connection: Connection) -> None:
    connection.execute(
        """INSERT INTO "fetch" BY NAME SELECT uuid() AS fetch_id, 'r' AS run_id, 'page' AS target_kind,
        'http://a.example/' AS url, 'fetched' AS outcome"""
    )
    assert connection.execute("SELECT url, outcome FROM request").fetchall() == [
        ("http://a.example/", "fetched")
    ]
    columns = [
        {name for (name, *_) in connection.execute(f"DESCRIBE {table}").fetchall()}
        for table in ("request", '"fetch"')
    ]
    assert columns[0] == columns[1]
