"""The DAG `lake_upkeep`: compare the lake with the warehouse once a day, and keep it small."""

from datetime import UTC, datetime
from typing import Any

from airflow.sdk import dag, task

from pipeline.running.retrying import retrying
from pipeline.running.tasks import run_step


@dag(
    dag_id="lake_upkeep",
    description="Compare the lake with the warehouse, forget its old snapshots, merge its small files.",
    schedule="@daily",
    start_date=datetime(2026, 1, 1, tzinfo=UTC),
    catchup=False,
    max_active_runs=1,
    default_args=retrying(),
    tags=["parallax"],
)
def lake_upkeep() -> None:
    """Wire the one step there is; in the writer's pool, so that it never works beside a commit."""

    @task(pool="writer", queue="writer")
    def keep_lake() -> Any:
        from pipeline.steps.keep_lake import keep_lake

        return run_step(keep_lake)

    keep_lake()


lake_upkeep()
