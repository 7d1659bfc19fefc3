"""A clock that was wrong once silences nothing: what is due later than any wait takes is due."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from model import FeedKind
from pipeline.commands.doctor import check_clock
from pipeline.handoff import FEEDS_DUE, WAITING_ENTRIES, Batch
from pipeline.keeping.retain import retain_daily
from pipeline.settings import Settings, read_settings
from pipeline.steps.plan import plan
from tests.made_once import begin_warehouse
from transforms.polling import latest_attempt_at
from warehouse import open_reader, open_writer
from warehouse.database.publishing import publish
from warehouse.reports.manifest import basis_of
from warehouse.steps.planning import feed_states, known_entries

pytestmark = pytest.mark.slow

NOW = datetime(2026, 1, 6, 19, 5, tzinfo=UTC)
LONG_AFTER = datetime(2038, 1, 19, tzinfo=UTC)
CATALOG = """
[[outlet]]
id = "a"
feeds = ["https://a.example/feed.xml"]
"""


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    (tmp_path / "outlets.toml").write_text(CATALOG, encoding="utf-8")
    values = {"PARALLAX_DATA": str(tmp_path / "data"), "PARALLAX_CATALOG": str(tmp_path / "outlets.toml")}
    settings = read_settings({**values, "PARALLAX_KEEP_REJECTION_DAYS": "30"})
    begin_warehouse(settings.warehouse_paths)
    _polled(settings, plan(settings, NOW, poll_all=True), due_at=NOW + timedelta(minutes=30))
    return settings


def _polled(settings: Settings, batches: list[str], due_at: datetime, polled_at: datetime = NOW) -> None:
    (feed,) = (feed for path in batches for feed in FEEDS_DUE.read(Batch.at(path).folder, "00"))
    with open_writer(settings.warehouse_paths) as connection:
        connection.execute("DELETE FROM feed")
        connection.execute(
            "INSERT INTO feed (feed_id, outlet_id, url, kind, status, failure_count, next_due_at, "
            "last_polled_at) VALUES (?, 'a', ?, ?, 'active', 0, ?, ?)",
            [feed.feed_id, feed.url, FeedKind.FEED, due_at, polled_at],
        )
    publish(settings.warehouse_paths)


def _due(settings: Settings, now: datetime) -> int:
    return sum(
        len(FEEDS_DUE.read(Batch.at(path).folder, Batch.at(path).number))
        for path in plan(settings, now, poll_all=False)
    )


def test_feeds_polled_in_the_future_are_due_and_it_is_told(
    settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    assert _due(settings, NOW + timedelta(minutes=10)) == 0
    assert "clock" not in caplog.text
    with open_writer(settings.warehouse_paths) as connection:
        connection.execute("UPDATE feed SET next_due_at = ?, last_polled_at = ?", [LONG_AFTER, LONG_AFTER])
    publish(settings.warehouse_paths)
    assert _due(settings, NOW + timedelta(minutes=20)) == 1
    (feed_id,) = feed_states(settings.published)
    assert "a clock was wrong: 1 feed " in caplog.text
    assert f"(such as {feed_id}, due 2038-01-19)" in caplog.text
    (finding,) = check_clock(settings, NOW)
    assert feed_id in finding.what
    assert list(check_clock(settings, LONG_AFTER)) == []


@pytest.mark.parametrize(
    ("next_attempt_at", "is_due"),
    [
        (None, True),
        (NOW, True),
        (NOW + timedelta(hours=16), False),
        (NOW + timedelta(days=2), True),
        (LONG_AFTER, True),
    ],
)
def test_pages_are_tried_again(settings: Settings, next_attempt_at: datetime | None, *, is_due: bool) -> None:
    (feed_id,) = feed_states(settings.published)
    with open_writer(settings.warehouse_paths) as connection:
        connection.execute(
            "INSERT INTO entry (feed_id, entry_id, url, article_url, title, first_seen_at, last_seen_at, "
            "state, attempt_count, next_attempt_at, summary, entry_hash) "
            "VALUES (?, 'one', 'https://a.example/1', 'https://a.example/1', 'One', ?, ?, 'waiting', 1, ?, "
            "'', entry_hash(?, 'one'))",
            [feed_id, NOW, NOW, next_attempt_at, feed_id],
        )
    publish(settings.warehouse_paths)
    folder = Batch.at(plan(settings, NOW, poll_all=True)[0]).folder
    waiting = WAITING_ENTRIES.read(folder)
    assert len(waiting) == is_due
    listed = folder.path / "listed.jsonl"
    listed.write_text(
        f'{{"feed_id": "{feed_id}", "entry_id": "one", "article_url": "https://a.example/1"}}\n',
        encoding="utf-8",
    )
    known = known_entries(settings.published, [listed], NOW, latest_attempt_at(NOW))
    assert len(known) == (not is_due and next_attempt_at is not None)


def test_what_expires_daily_does_so_after_a_removal_in_the_future(settings: Settings) -> None:
    with open_writer(settings.warehouse_paths) as connection:
        for at in (LONG_AFTER, NOW, NOW + timedelta(hours=1), NOW + timedelta(days=2)):
            if at == LONG_AFTER:
                connection.execute("INSERT INTO retained VALUES ('rejection', ?, 0, ?)", [NOW, LONG_AFTER])
            else:
                retain_daily(settings, connection, at)
        found = connection.execute("SELECT retained_at FROM retained ORDER BY ALL").fetchall()
    assert [at for (at,) in found] == [NOW, NOW + timedelta(days=2), LONG_AFTER]


def test_the_last_run_is_the_one_noted_last(settings: Settings) -> None:
    with open_writer(settings.warehouse_paths) as connection:
        for run_id, at in (("ahead", LONG_AFTER), ("now", NOW)):
            connection.execute("INSERT INTO run VALUES (?, ?, ?, 'succeeded', 0, 0, 0, 0)", [run_id, at, at])
    publish(settings.warehouse_paths)
    with open_reader(settings.published) as connection:
        assert basis_of(connection).finished_at == NOW
