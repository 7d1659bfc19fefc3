"""The DAG `ingest`: feeds in, articles out, related and published."""

from datetime import UTC, datetime, timedelta
from typing import Any

from airflow.sdk import Asset, Param, dag, task

from pipeline.running.tasks import step

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
    """Wire the steps: each mapped over its batches, one writer at a time."""

    @task
    def plan(params: dict[str, Any] | None = None) -> Any:
        return step("plan", poll_all=bool((params or {}).get("poll_all")))

    @task(map_index_template="{{ task.op_kwargs['batch'].rsplit('/', 1)[-1] }}")
    def poll(batch: str) -> Any:
        return step("poll", batch)

    @task
    def select(polled: Any) -> Any:
        return step("select", list(polled))

    @task(map_index_template="{{ task.op_kwargs['batch'].rsplit('/', 1)[-1] }}")
    def fetch(batch: str) -> Any:
        return step("fetch", batch)

    @task
    def read(fetched: str) -> Any:
        return step("read", fetched)

    @task(pool="writer")
    def load(read: Any) -> Any:
        return step("load", list(read))

    @task(pool="writer")
    def relate(run: Any) -> Any:
        return step("relate", run)

    @task(pool="writer", outlets=[warehouse])
    def publish(run: Any) -> Any:
        return step("publish", run)

    polled = poll.expand(batch=plan())
    fetched = fetch.expand(batch=select(polled))
    publish(relate(load(read.expand(fetched=fetched))))


ingest()
