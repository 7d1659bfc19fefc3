"""The tasks at the end of every DAG that fills the warehouse: relate what came in, and publish it."""

from typing import Any

from airflow.sdk import Asset, task

from pipeline.running.tasks import run_step

warehouse = Asset("parallax://warehouse")


@task(pool="writer")
def relate(run: Any) -> Any:
    """Group the new articles of the run's folder."""
    from pipeline.steps.relate import relate

    return run_step(relate, run=run)


@task(pool="writer", outlets=[warehouse])
def publish(run: Any) -> Any:
    """Publish the warehouse, which starts the DAG `report`."""
    from pipeline.steps.publish import publish

    return run_step(publish, run=run)
