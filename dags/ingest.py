"""The DAG `ingest`: feeds in, articles out, related and published."""

from datetime import UTC, datetime, timedelta
from typing import Any

from airflow.sdk import Param, dag, task

from dags.writer_tasks import embed, group_copies, group_events, publish
from pipeline.running.notices import run_notices
from pipeline.running.retrying import retrying
from pipeline.running.tasks import run_step

_BATCH_NAME = "{{ task.op_kwargs['batch'].rsplit('/', 1)[-1] }}"


@task(queue="writer")
def plan(params: dict[str, Any] | None = None) -> Any:
    """Make the batches of feeds."""
    from pipeline.steps.plan import plan
    from pipeline.steps.taking_over import take_over

    return run_step(plan, take_over, poll_all=bool((params or {}).get("poll_all")))


@task(map_index_template=_BATCH_NAME)
def poll(batch: str) -> Any:
    """Poll one batch of feeds."""
    from pipeline.steps.poll import poll

    return run_step(poll, batch=batch)


@task(queue="writer")
def select(polled: Any) -> Any:
    """Make the batches of pages."""
    from pipeline.steps.select import select

    return run_step(select, polled=list(polled))


@task(map_index_template=_BATCH_NAME)
def fetch(batch: str) -> Any:
    """Fetch one batch of pages."""
    from pipeline.steps.fetch import fetch

    return run_step(fetch, batch=batch)


@task
def read(fetched: str) -> Any:
    """Read one batch of fetched pages."""
    from pipeline.steps.read import read

    return run_step(read, fetched=fetched)


@task(pool="writer", queue="writer")
def load(polled: Any, fetched: Any, read: Any) -> Any:
    """Load the results of all batches."""
    from pipeline.steps.load import load
    from pipeline.steps.taking_over import take_over

    return run_step(load, take_over, polled=list(polled), fetched=list(fetched), read=list(read))


@dag(
    dag_id="ingest",
    description="Poll the feeds that are due, fetch and read their articles, relate and publish them.",
    schedule=timedelta(minutes=15),
    start_date=datetime(2026, 1, 1, tzinfo=UTC),
    catchup=False,
    max_active_runs=1,
    default_args=retrying(),
    params={"poll_all": Param(default=False, type="boolean", description="Poll every live feed.")},
    tags=["parallax"],
    **run_notices(publishes=True, is_scheduled=True),
)
def ingest() -> None:
    """Wire the steps: poll, fetch, read and embed run once per batch; the writer's steps one at a time."""
    polled = poll.expand(batch=plan())
    fetched = fetch.expand(batch=select(polled))
    texts = group_copies(load(polled, fetched, read.expand(fetched=fetched)))
    publish(group_events(embed.expand(batch=texts)))


ingest()
