"""An outlet that drifted: a row, and its articles kept from the trends."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.made_once import begin_warehouse
from transforms.drift import drift
from warehouse import WarehousePaths, open_writer
from warehouse.database.connection import Connection
from warehouse.steps.tallying import tally
from warehouse.steps.watching import watch_again, watch_run

START = datetime(2026, 3, 1, tzinfo=UTC)
FURNITURE = "Follow us on all channels and never miss a story of the harbour again."


@pytest.fixture
def connection(tmp_path: Path) -> Iterator[Connection]:
    paths = WarehousePaths(published=tmp_path / "w.duckdb", writer=tmp_path / "writer" / "w.duckdb")
    with open_writer(begin_warehouse(paths)) as opened:
        opened.execute("INSERT INTO outlet (outlet_id, name) VALUES ('post', 'Post'), ('other', 'Other')")
        opened.execute(
            "INSERT INTO feed (feed_id, outlet_id, url, status, failure_count) "
            "VALUES ('post/1', 'post', 'x', 'active', 0)"
        )
        yield opened


def _add(connection: Connection, run_id: str, outlet_id: str, texts: list[str]) -> None:
    for number, text in enumerate(texts):
        url = f"http://{outlet_id}.example/{run_id}/{number}"
        connection.execute(
            """
            INSERT INTO article (article_id, outlet_id, url, title, authors, published_at, published_basis,
                fetched_at, language, char_count, run_id)
            VALUES (CAST(md5(?) AS UUID), ?, ?, 'T', ['A'], ?, 'page', ?, 'en', ?, ?)
            """,
            [url, outlet_id, url, START, START, len(text), run_id],
        )
        connection.execute("INSERT INTO article_text VALUES (CAST(md5(?) AS UUID), ?, ?)", [url, START, text])


def _reject(connection: Connection, run_id: str, count: int) -> None:
    for number in range(count):
        connection.execute(
            """
            INSERT INTO rejection (run_id, stage, key, reason, detail, feed_id, entry_id, is_final)
            VALUES (?, 'read', ?, 'no_text', '', 'post/1', ?, true)
            """,
            [run_id, f"http://post.example/{run_id}/none/{number}", f"{run_id}/{number}"],
        )


def _texts(run_id: str, count: int, line: str | None = None) -> list[str]:
    return [
        f"{run_id}: story {number} of the harbour. " * 30
        + "\n"
        + (line or f"The end of story {number} of {run_id}.")
        for number in range(count)
    ]


def _watch(connection: Connection, day: int) -> dict[str, str]:
    return watch_run(connection, f"run{day}", START + timedelta(days=day), drift)


def _past(connection: Connection) -> None:
    for day in range(3):
        for outlet in ("post", "other"):
            _add(connection, f"run{day}", outlet, _texts(f"run{day}", 10))
        assert _watch(connection, day) == {}


def test_a_site_whose_texts_are_gone_is_told_and_withheld(connection: Connection) -> None:
    _past(connection)
    _add(connection, "run3", "post", _texts("run3", 2))
    _add(connection, "run3", "other", _texts("run3", 10))
    _reject(connection, "run3", 8)
    assert _watch(connection, 3) == {"post": "pages without an article's text: 80%, before 0%"}
    rows = connection.execute(
        "SELECT outlet_id, page_count, drift IS NULL FROM outlet_reading WHERE run_id = 'run3'"
    )
    assert sorted(rows.fetchall()) == [("other", 10, True), ("post", 10, False)]
    withheld = connection.execute(
        "SELECT DISTINCT run_id, outlet_id FROM article WHERE is_withheld"
    ).fetchall()
    assert withheld == [("run3", "post")]
    connection.execute("INSERT INTO untallied SELECT article_id FROM article")
    tally(connection)
    in_trends = connection.execute("SELECT outlet_id, count(*) FROM article_related GROUP BY ALL").fetchall()
    assert sorted(in_trends) == [("other", 40), ("post", 30)]


def test_furniture_that_comes_into_the_texts_is_told(connection: Connection) -> None:
    _past(connection)
    _add(connection, "run3", "post", _texts("run3", 10, FURNITURE * 25))
    (told,) = _watch(connection, 3).values()
    assert told.startswith("text in lines that most articles have: ")


def test_watching_a_run_again_changes_nothing(connection: Connection) -> None:
    _past(connection)
    _reject(connection, "run3", 9)
    first = _watch(connection, 3)
    rows = connection.execute("SELECT * FROM outlet_reading ORDER BY ALL").fetchall()
    assert _watch(connection, 3) == first
    assert connection.execute("SELECT * FROM outlet_reading ORDER BY ALL").fetchall() == rows


def test_a_drifted_run_is_no_past_to_measure_by(connection: Connection) -> None:
    _past(connection)
    for day in (3, 4):
        _reject(connection, f"run{day}", 9)
        assert "post" in _watch(connection, day)


def test_what_is_read_again_is_part_of_the_past(connection: Connection) -> None:
    _past(connection)
    _add(connection, "run3", "post", _texts("run3", 10, FURNITURE * 25))
    assert _watch(connection, 3)
    url = "http://post.example/run3/0"
    connection.execute(
        """INSERT INTO entry (feed_id, entry_id, url, state, first_seen_at, last_seen_at, attempt_count,
            entry_hash)
        VALUES ('post/1', '1', ?, 'loaded', ?, ?, 1, md5_number_lower('post/1 1'))""",
        [url, START, START],
    )
    connection.execute(
        """INSERT INTO "fetch" (fetch_id, run_id, target_kind, url, final_url, host, requested_at,
            elapsed_ms, outcome)
        VALUES (CAST(md5(?) AS UUID), 'run3', 'page', ?, ?, 'post.example', ?, 1, 'fetched')""",
        [url, url, url, START],
    )
    connection.execute("UPDATE article_text SET text = replace(text, ?, '')", [FURNITURE])
    connection.execute('CREATE OR REPLACE TEMP TABLE stage_fetch AS SELECT fetch_id, url FROM "fetch"')
    watch_again(connection)
    rows = connection.execute("SELECT repeated_line_share, drift FROM outlet_reading WHERE run_id = 'run3'")
    assert rows.fetchall() == [(0.0, None)]
