"""Runs of two DAGs beside each other, as under a scheduler: neither sweeps the other while that goes on."""

from datetime import timedelta
from pathlib import Path

import pytest

from pipeline.handoff import RunFolder, RunKind
from pipeline.keeping.recovery import recover
from pipeline.settings import Settings
from pipeline.steps.choose import choose
from pipeline.steps.fetch import fetch
from pipeline.steps.load import load
from pipeline.steps.plan import plan
from pipeline.steps.poll import poll
from pipeline.steps.publish import publish
from pipeline.steps.read import read
from pipeline.steps.replace import replace
from pipeline.steps.select import select
from tests.pipeline.relating import relate
from tests.pipeline.small_press import OUTLETS, START, findings, rows, run_once, served, write_press
from warehouse import WarehousePaths, open_writer

pytestmark = [pytest.mark.slow, pytest.mark.long]

HOUR = timedelta(hours=1)
STATUSES = "SELECT status, count(*) AS runs FROM run GROUP BY ALL ORDER BY ALL"


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """Return those of a warehouse that has run on all outlets but one."""
    write_press(tmp_path / "few", outlets=OUTLETS[1:])
    with served(tmp_path / "few") as press:
        settings = press.settings(tmp_path / "data")
        run_once(settings, 0)
    return settings


def test_each_comes_to_its_end(settings: Settings, tmp_path: Path) -> None:
    write_press(tmp_path / "all")
    with served(tmp_path / "all") as press:
        settings = press.settings(settings.data)
        now = START + HOUR
        polled = [poll(settings, batch, now) for batch in plan(settings, now, poll_all=True)]
        fetched = [fetch(settings, batch, now) for batch in select(settings, polled, now)]
        chosen = choose(settings, now + HOUR)
        run = load(settings, polled, fetched, [read(settings, folder) for folder in fetched])
        publish(settings, relate(settings, run, now), now)
        run_once(settings, 3)
    again = replace(settings, chosen, [read(settings, folder) for folder in chosen])
    publish(settings, relate(settings, again, now + HOUR), now + HOUR)
    assert rows(settings, "SELECT count(DISTINCT outlet_id) AS outlets FROM article") == [{"outlets": 4}]
    assert rows(settings, STATUSES) == [{"status": "succeeded", "runs": 4}]
    assert findings(settings) == []


def test_one_that_wrote_nothing_for_a_day_is_swept(settings: Settings) -> None:
    (chosen,) = choose(settings, START + HOUR)
    run = RunFolder(Path(chosen).parents[1])
    for now, is_there in ((START + 12 * HOUR, True), (START + 36 * HOUR, False)):
        recover(settings, RunFolder(run.path.with_name("next")), RunKind.INGEST, now)
        assert run.path.exists() == is_there
    paths = WarehousePaths(published=settings.published, writer=settings.writer)
    with open_writer(paths) as connection:
        swept = connection.execute("SELECT run_id FROM run WHERE status = 'abandoned'").fetchall()
    assert swept == [(run.run_id,)]
