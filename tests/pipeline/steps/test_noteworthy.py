"""What publishing tells operators: feeds that died since the last time, and what checks found."""

from datetime import timedelta
from pathlib import Path

import pytest

from pipeline.settings import Settings
from pipeline.steps.publish import noteworthy, publish
from tests.pipeline.small_press import START, Press, run_once
from warehouse import open_writer
from warehouse.steps.checking import Finding
from warehouse.steps.measuring import DeadFeed


def _publish(settings: Settings, hour: int) -> list[str]:
    told: list[str] = []
    gone = settings.path_in_data("runs", "gone")
    publish(settings, str(gone), START + timedelta(hours=hour), attention=told.append)
    return told


@pytest.mark.slow
def test_a_feed_that_died_is_told_once(press: Press, tmp_path: Path) -> None:
    settings = press.settings(tmp_path)
    run_once(settings, 0)
    assert _publish(settings, 1) == []
    with open_writer(settings.warehouse_paths) as connection:
        connection.execute("UPDATE feed SET status = 'dead' WHERE outlet_id = 'www-morgenbote-example'")
    (told,) = _publish(settings, 2)
    assert told.startswith("Feeds that died")
    assert "`parallax feeds check`" in told
    assert "- www-morgenbote-example/" in told
    assert _publish(settings, 3) == []


@pytest.mark.slow
def test_what_a_check_finds_is_told_without_an_example(press: Press, tmp_path: Path) -> None:
    settings = press.settings(tmp_path)
    run_once(settings, 0)
    with open_writer(settings.warehouse_paths) as connection:
        connection.execute("INSERT INTO feed FROM feed LIMIT 1")
    (told,) = _publish(settings, 1)
    assert told.startswith("Checks that found something")
    assert "- key_twice: " in told


def test_long_lists_end() -> None:
    died = [DeadFeed(feed_id=f"f{number}", url="http://a.example/", last_error=None) for number in range(22)]
    finding = Finding(name="one", what="what it is", count=3, example="from the web")
    lines = noteworthy(died, [finding]).splitlines()
    assert lines[20:22] == ["- f19, http://a.example/ (no error)", "- and 2 more"]
    assert lines[-1] == "- one: what it is (3)"
    assert noteworthy([], []) == ""
