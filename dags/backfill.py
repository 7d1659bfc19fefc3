"""The DAG `backfill`: import, relate and publish the pages of foreign WARC files."""

from datetime import UTC, datetime
from typing import Any

from airflow.sdk import Param, dag, task

from dags.writer_tasks import publish
from pipeline.running.notices import run_notices
from pipeline.running.retrying import retrying
from pipeline.running.tasks import run_step


@dag(
    dag_id="backfill",
    description="Import the pages of WARC files, such as those of Common Crawl.",
    schedule=None,
    start_date=datetime(2026, 1, 1, tzinfo=UTC),
    catchup=False,
    max_active_runs=1,
    default_args=retrying(),
    params={
        "files": Param(default=[], type="array", description="Absolute paths of WARC files."),
        "catalog_only": Param(default=False, type="boolean", description="Only outlets of the catalog."),
    },
    tags=["parallax"],
    **run_notices(publishes=True),
)
def backfill() -> None:
    """Wire the steps: one task reads all chunks, since only reading a file shows how many there are."""

    @task(pool="writer", queue="writer")
    def backfill(params: dict[str, Any] | None = None) -> Any:
        given = params or {}
        from pipeline.steps.backfill import backfill
        from pipeline.steps.taking_over import take_over

        return run_step(backfill, take_over, files=given["files"], catalog_only=given["catalog_only"])

    publish(backfill())


backfill()
