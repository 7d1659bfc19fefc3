"""The steps that relate the articles of a run, one after another as a DAG runs them."""

from datetime import datetime

from pipeline.settings import Settings
from pipeline.steps.embed import embed
from pipeline.steps.group_copies import group_copies
from pipeline.steps.group_events import group_events


def relate(settings: Settings, run: str, now: datetime) -> str:
    """Relate what a run loaded; return its folder."""
    return group_events(settings, [embed(settings, batch) for batch in group_copies(settings, run, now)], now)
