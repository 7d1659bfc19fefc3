"""What a number of articles a day would take, from what one article and one run were measured to cost."""

from dataclasses import dataclass, field
from math import ceil

DAY_S = 86_400
# A run begins every 15 minutes, as the DAG's schedule says.
RUNS_A_DAY = 96
# A core that is used to two thirds keeps up with the peaks of a day.
USE = 0.67
# A batch of one task: about a minute of reading.
ARTICLES_A_BATCH = 2_000
# Steps that are mapped: poll, fetch, read, embed.
MAPPED_STEPS = 4
WRITER_STEPS = 6
# A copy on a fast disk, and to and from a store near by.
COPY_BYTES_PER_S, PUSH_BYTES_PER_S = 1e9, 2e8
KEPT_DAYS = 30
MOST_BATCHES = 1_000
# Rows in Airflow's tables for a task: its instance, its XCom, its log and job rows.
ROWS_A_TASK = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Costs:
    """What was measured: seconds, bytes and requests, for an article, a task or a run."""

    worker_core_s: float
    writer_s: float
    task_core_s: float
    writer_run_s: float
    warehouse_bytes: float
    archive_bytes: float
    run_requests: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Volume:
    """What a number of articles a day takes; a share over 1 is more than one machine can do."""

    articles_a_day: int
    worker_cores: int
    batches_a_run: int
    messages_a_day: int
    database_rows_a_day: int
    requests_a_day: int
    archive_gb_a_day: float
    warehouse_gb: float
    writer_share: float
    publication_share: float
    scheduler_tasks_a_s: float


def volume(costs: Costs, articles_a_day: int) -> Volume:
    """Return what a number of articles a day takes, with KEPT_DAYS days in the warehouse."""
    a_run = articles_a_day / RUNS_A_DAY
    batches = min(MOST_BATCHES, max(1, ceil(a_run / ARTICLES_A_BATCH)))
    tasks_a_day = RUNS_A_DAY * (MAPPED_STEPS * batches + WRITER_STEPS)
    core_s = articles_a_day * costs.worker_core_s + tasks_a_day * costs.task_core_s
    warehouse_bytes = articles_a_day * KEPT_DAYS * costs.warehouse_bytes
    publication_s = warehouse_bytes / COPY_BYTES_PER_S + warehouse_bytes / PUSH_BYTES_PER_S
    writer_s = costs.writer_run_s + a_run * costs.writer_s
    return Volume(
        articles_a_day=articles_a_day,
        worker_cores=ceil(core_s / DAY_S / USE),
        batches_a_run=batches,
        messages_a_day=tasks_a_day,
        database_rows_a_day=ROWS_A_TASK * tasks_a_day,
        requests_a_day=sum(costs.run_requests.values()) * batches * RUNS_A_DAY,
        archive_gb_a_day=round(articles_a_day * costs.archive_bytes / 1e9, 1),
        warehouse_gb=round(warehouse_bytes / 1e9, 1),
        writer_share=round(writer_s / (DAY_S / RUNS_A_DAY), 2),
        publication_share=round(publication_s / (DAY_S / RUNS_A_DAY), 2),
        scheduler_tasks_a_s=round(tasks_a_day / DAY_S, 2),
    )
