"""A run whose steps take turns on machines that share a store and no disk."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from inspect import signature
from itertools import cycle
from typing import Any

from pipeline.settings import Settings
from pipeline.staging.steps import run_staged
from pipeline.steps.choose import choose
from pipeline.steps.embed import embed
from pipeline.steps.fetch import fetch
from pipeline.steps.group_copies import group_copies
from pipeline.steps.group_events import group_events
from pipeline.steps.load import load
from pipeline.steps.plan import plan
from pipeline.steps.poll import poll
from pipeline.steps.publish import publish
from pipeline.steps.read import read
from pipeline.steps.replace import replace
from pipeline.steps.select import select
from pipeline.steps.taking_over import take_over
from tests.pipeline.small_press import START

WRITERS = (plan, load, group_copies, group_events, publish, choose, replace)


def run_on(writer: Settings, *workers: Settings, number: int = 0) -> None:
    """Run all steps, the `number`-th hour: those that write on one machine, the others on each in turn."""
    steps = Steps(writer, cycle([*workers, writer]), START + timedelta(hours=number))
    steps.to_load()
    steps.to_publish()


class Steps:
    """The steps of one run, as a scheduler calls them."""

    def __init__(self, writer: Settings, workers: Iterator[Settings], now: datetime) -> None:
        self.writer, self._workers, self._now = writer, workers, now
        self.run = ""
        self.embedded: list[str] = []

    def call(self, step: Callable[..., Any], **arguments: Any) -> Any:
        machine = self.writer if step in WRITERS else next(self._workers)
        if step in WRITERS:
            take_over(machine, self._now)
        has_time = "now" in signature(step).parameters
        return run_staged(step, machine, arguments | ({"now": self._now} if has_time else {}))

    def to_load(self) -> None:
        polled = [self.call(poll, batch=batch) for batch in self.call(plan, poll_all=True)]
        fetched = [self.call(fetch, batch=batch) for batch in self.call(select, polled=polled)]
        done = [self.call(read, fetched=folder) for folder in fetched]
        self.run = self.call(load, polled=polled, fetched=fetched, read=done)

    def to_embed(self) -> None:
        texts = self.call(group_copies, run=self.run)
        self.embedded = [self.call(embed, batch=batch) for batch in texts]

    def to_publish(self) -> None:
        if not self.embedded:
            self.to_embed()
        self.call(publish, run=self.call(group_events, embedded=self.embedded))
