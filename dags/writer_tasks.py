"""The tasks at the end of every DAG that fills the warehouse: relate what came in, and publish it.

The writer's slot does not wait for the model: embedding is a task of its own.
"""

from typing import Any

from airflow.sdk import Asset, task

from pipeline.running.tasks import run_step

warehouse = Asset("parallax://warehouse")


@task(pool="writer", queue="writer")
def group_copies(run: Any) -> Any:
    """Group copies, and make the batches of texts to embed."""
    from pipeline.steps.group_copies import group_copies
    from pipeline.steps.taking_over import take_over

    return run_step(group_copies, take_over, run=run)


@task
def embed(batch: str) -> Any:
    """Embed one batch of texts."""
    from pipeline.steps.embed import embed

    return run_step(embed, batch=batch)


@task(pool="writer", queue="writer")
def group_events(embedded: Any) -> Any:
    """Group originals into events, and events into stories."""
    from pipeline.steps.group_events import group_events
    from pipeline.steps.taking_over import take_over

    return run_step(group_events, take_over, embedded=list(embedded))


@task(pool="writer", queue="writer", outlets=[warehouse])
def publish(run: Any) -> Any:
    """Publish the warehouse, which starts the DAG `report`."""
    from pipeline.steps.publish import publish
    from pipeline.steps.taking_over import take_over

    return run_step(publish, take_over, run=run)
