"""The DAG `ingest`: feeds in, articles out, related and published."""

from datetime import UTC, datetime, timedelta
from typing import Any

from airflow.sdk import Asset, Param, dag, task

from pipeline.running.tasks import run_step

warehouse = Asset("parallax://warehouse")


@dag(
    dag_id="ingest",
    description="Poll the feeds that are due, fetch and read their articles, relate and publish them.",
    schedule=timedelta(minutes=15),
    start_date=datetime(2026, 1, 1, tzinfo=UTC),
    catchup=False,
    max_active_runs=1,
    params={
        "poll_all": Param(default=False, type="boolean", description="Poll every live feed, due or not.")
    },
    tags=["parallax"],
)
def ingest() -> None:
    """Wire the steps: poll, fetch and read run once per batch; the writer's steps one at a time."""

    @task
    def plan(params: dict[str, Any] | None = None) -> Any:
        from pipeline.steps.plan import plan

        return run_step(plan, poll_all=bool((params or {}).get("poll_all")))

    @task(map_index_template="{{ task.op_kwargs['batch'].rsplit('/', 1)[-1] }}")
    def poll(batch: str) -> Any:
        from pipeline.steps.poll import poll

        return run_step(poll, batch=batch)

    @task
    def select(polled: Any) -> Any:
        from pipeline.steps.select import select

        return run_step(select, polled=list(polled))

    @task(map_index_template="{{ task.op_kwargs['batch'].rsplit('/', 1)[-1] }}")
    def fetch(batch: str) -> Any:
        from pipeline.steps.fetch import fetch

        return run_step(fetch, batch=batch)

    @task
    def read(fetched: str) -> Any:
        from pipeline.steps.read import read

        return run_step(read, fetched=fetched)

    @task(pool="writer")
    def load(read: Any) -> Any:
        from pipeline.steps.load import load

        return run_step(load, read=list(read))

    @task(pool="writer")
    def relate(run: Any) -> Any:
        from pipeline.steps.relate import relate

        return run_step(relate, run=run)

    @task(pool="writer", outlets=[warehouse])
    def publish(run: Any) -> Any:
        from pipeline.steps.publish import publish

        return run_step(publish, run=run)

    polled = poll.expand(batch=plan())
    fetched = fetch.expand(batch=select(polled))
    publish(relate(load(read.expand(fetched=fetched))))


ingest()
