"""The DAG `reprocess`: read archived pages again with the installed extractor, and replace their articles."""

from datetime import UTC, datetime
from typing import Any

from airflow.sdk import Param, dag, task

from dags.writer_tasks import embed, group_copies, group_events, publish
from pipeline.running.notices import run_notices
from pipeline.running.retrying import retrying
from pipeline.running.tasks import run_step


@dag(
    dag_id="reprocess",
    description="Read archived pages again, without the network, and replace their articles.",
    schedule=None,
    start_date=datetime(2026, 1, 1, tzinfo=UTC),
    catchup=False,
    max_active_runs=1,
    default_args=retrying(),
    params={
        "since": Param(default=None, type=["null", "string"], description="Fetched from then on (ISO 8601)."),
        "until": Param(default=None, type=["null", "string"], description="Fetched before then."),
        "outlets": Param(default=None, type=["null", "array"], description="Only of these outlets."),
        "run_id": Param(default=None, type=["null", "string"], description="Only what that run fetched."),
    },
    tags=["parallax"],
    **run_notices(publishes=True),
)
def reprocess() -> None:
    """Wire the steps: read and embed run once per batch; the writer's steps one at a time."""

    @task(queue="writer")
    def choose(params: dict[str, Any] | None = None) -> Any:
        from pipeline.steps.choose import choose
        from pipeline.steps.taking_over import take_over

        return run_step(choose, take_over, **(params or {}))

    @task
    def read(fetched: str) -> Any:
        from pipeline.steps.read import read

        return run_step(read, fetched=fetched)

    @task(pool="writer", queue="writer")
    def replace(chosen: Any, read: Any) -> Any:
        from pipeline.steps.replace import replace
        from pipeline.steps.taking_over import take_over

        return run_step(replace, take_over, chosen=list(chosen), read=list(read))

    chosen = choose()
    texts = group_copies(replace(chosen, read.expand(fetched=chosen)))
    publish(group_events(embed.expand(batch=texts)))


reprocess()
