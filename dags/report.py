"""The DAG `report`: write the reports whenever the warehouse was published."""

from datetime import UTC, datetime
from typing import Any

from airflow.sdk import dag, task

from dags.writer_tasks import warehouse
from pipeline.running.notices import run_notices
from pipeline.running.retrying import retrying
from pipeline.running.tasks import run_step


@dag(
    dag_id="report",
    description="Write every report as CSV from the published warehouse.",
    schedule=[warehouse],
    start_date=datetime(2026, 1, 1, tzinfo=UTC),
    catchup=False,
    max_active_runs=1,
    default_args=retrying(),
    tags=["parallax"],
    **run_notices(),
)
def report() -> None:
    """Wire the one step there is."""

    @task
    def export() -> Any:
        from pipeline.steps.export import export

        return run_step(export)

    export()


report()
