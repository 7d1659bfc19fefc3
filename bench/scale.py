"""Runs on 1, 2 and 4 workers of half a core each, and what more would take: `python -m bench.scale CORPUS`.

Needs PostgreSQL, RabbitMQ and an S3 server as `tests/stack` does. All of Airflow's processes run, each worker
on a machine that sees only its own folder. A second run, which brings nothing new, shows what a run costs
without articles. `scale_model` extrapolates from these figures; its assumptions are in docs/scaling.md.
"""

import argparse
import json
import os
import re
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.half_core import half_a_core_each
from bench.scale_model import Costs, volume
from pipeline.staging.store import open_store
from sample.corpus import catalog_text, read_corpus
from sample.server import serve
from tests.object_store import object_store
from tests.stack.airflow_stack import Stack, airflow_stack, missing_services
from warehouse import open_reader

_MOST_S = 1_200
_VOLUMES = (1_000_000, 10_000_000, 100_000_000)
_ENDED = "SELECT run_id FROM dag_run WHERE dag_id = 'ingest' AND state = 'success' ORDER BY start_date"
_STEPS = """
SELECT task_id, count(*), sum(extract(epoch FROM end_date - start_date))
FROM task_instance WHERE run_id = '{run_id}' GROUP BY task_id
"""
_SPAN = (
    "SELECT extract(epoch FROM max(end_date) - min(start_date)) FROM task_instance WHERE run_id = '{run_id}'"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """The tasks of one step in a run, and the seconds they took together."""

    task_count: int
    took_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One run: from its first task to its end, by step, with its requests to the store."""

    took_s: float
    steps: dict[str, Step]
    requests: dict[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """A first run that brought articles, and a second that brought none, on some workers."""

    worker_count: int
    article_count: int
    warehouse_bytes: int
    archive_bytes: int
    first: Run
    second: Run

    @property
    def articles_per_s(self) -> float:
        """The articles of the first run by its time."""
        return self.article_count / self.first.took_s


def measure(corpus: Path, worker_count: int) -> Measured:
    """Run twice on a corpus with some workers of half a core each, and a writer's of its own."""
    with (
        TemporaryDirectory(prefix="parallax-scale-") as folder,
        object_store(Path(folder) / "s3.log") as server,
        serve(corpus) as web,
    ):
        root = Path(folder)
        catalog = root / "outlets.toml"
        catalog.write_text(catalog_text(read_corpus(corpus)), encoding="utf-8")
        settings = {
            "PARALLAX_CATALOG": str(catalog),
            "PARALLAX_PROXY": web.proxy_url,
            "PARALLAX_HOST_DELAY_S": "0",
            "PARALLAX_POLL_INTERVAL_S": "0",
            "PARALLAX_MODELS": str(root / "models"),
            "PARALLAX_SLOTS": str(worker_count),
            "PARALLAX_WORKERS": "1",
        }
        with airflow_stack(root, server, has_workers=False, **settings) as stack:
            return _run_twice(stack, root, worker_count)


def _run_twice(stack: Stack, root: Path, worker_count: int) -> Measured:
    for number in range(worker_count):
        stack.start_worker(f"worker-{number}", f"worker-{number}", "default", concurrency=1)
    workers = {name: stack.processes[name].popen.pid for name in stack.workers()}
    stack.start_worker("writer", "writer", "writer")
    with half_a_core_each(workers):
        first = _wait_for_run(stack, root / "s3.log", 1)
        with open_reader(stack.data / "warehouse.duckdb") as connection:
            (article_count,) = connection.execute("SELECT count(*) FROM article").fetchall()[0]
        trigger = ("dags", "trigger", "ingest", "--conf", '{"poll_all": true}')
        stack.start("trigger", "control", *trigger)
        stack.processes.pop("trigger").popen.wait()
        second = _wait_for_run(stack, root / "s3.log", 2)
    return Measured(
        worker_count=worker_count,
        article_count=article_count,
        warehouse_bytes=(stack.data / "warehouse.duckdb").stat().st_size,
        archive_bytes=_stored_bytes(stack, "archive"),
        first=first,
        second=second,
    )


def _wait_for_run(stack: Stack, log: Path, count: int) -> Run:
    """Wait for the `count`-th run; return it, with the requests since the one before."""
    before = _requests(log)
    until = time.monotonic() + _MOST_S
    while len(ended := stack.ask(_ENDED)) < count:
        if time.monotonic() > until:
            raise TimeoutError(f"No run ended in {_MOST_S} s: see the logs in {log.parent}.")
        time.sleep(1)
    run_id = ended[count - 1][0]
    steps = {
        step: Step(task_count=tasks, took_s=float(took_s or 0))
        for step, tasks, took_s in stack.ask(_STEPS.format(run_id=run_id))
    }
    took_s = float(stack.ask(_SPAN.format(run_id=run_id))[0][0])
    return Run(took_s=took_s, steps=steps, requests=dict(_requests(log) - before))


def _requests(log: Path) -> Counter[str]:
    """Return how many requests of each method the store has answered."""
    return Counter(re.findall(r'"(GET|PUT|POST|HEAD|DELETE) /', log.read_text(encoding="utf-8")))


def _stored_bytes(stack: Stack, folder: str) -> int:
    os.environ.update({name: value for name, value in stack.environment.items() if name.startswith("AWS_")})
    return sum(file.byte_count for file in open_store(stack.environment["PARALLAX_STORE"]).files(folder))


def costs_of(one: Measured) -> Costs:
    """Return what an article and a task cost, from the runs on one worker."""
    steps = {name: step.took_s - one.second.steps[name].took_s for name, step in one.first.steps.items()}
    on_workers = sum(max(steps[name], 0) for name in ("poll", "fetch", "read", "embed"))
    on_writer = sum(max(steps[name], 0) for name in ("load", "group_copies", "group_events"))
    writer = ("plan", "select", "load", "group_copies", "group_events", "publish")
    workers = ("poll", "fetch", "read", "embed")
    tasks = sum(one.second.steps[name].task_count for name in workers)
    return Costs(
        worker_core_s=on_workers * 0.5 / one.article_count,
        writer_s=on_writer / one.article_count,
        task_core_s=sum(one.second.steps[name].took_s for name in workers) * 0.5 / max(tasks, 1),
        writer_run_s=sum(one.second.steps[name].took_s for name in writer),
        warehouse_bytes=one.warehouse_bytes / one.article_count,
        archive_bytes=one.archive_bytes / one.article_count,
        run_requests=dict(one.second.requests),
    )


def main() -> None:
    """Measure, model, and print both."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path, help="a corpus folder, with a manifest.jsonl")
    parser.add_argument("--workers", type=int, nargs="+", default=[1, 2, 4])
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    given = parser.parse_args()
    if missing := missing_services():
        parser.error(f"no answer: {', '.join(missing)}")
    measured = [measure(given.corpus, count) for count in given.workers]
    costs = costs_of(measured[0])
    volumes = [volume(costs, count) for count in _VOLUMES]
    if given.json:
        figures = {
            "measured": [*map(asdict, measured)],
            "costs": asdict(costs),
            "volumes": [*map(asdict, volumes)],
        }
        sys.stdout.write(f"{json.dumps(figures)}\n")
        return
    for line in (*_measured_lines(measured), "", str(costs), "", *map(str, volumes)):
        sys.stdout.write(f"{line}\n")


def _measured_lines(measured: list[Measured]) -> Iterator[str]:
    yield "workers  articles  seconds  articles/s  ratio"
    for one in measured:
        ratio = one.articles_per_s / measured[0].articles_per_s
        counts = f"{one.worker_count:7}  {one.article_count:8}"
        yield f"{counts}  {one.first.took_s:7.1f}  {one.articles_per_s:10.1f}  {ratio:5.2f}"
    yield ""
    yield "seconds of step" + "".join(f"{one.worker_count:>6} w.  without" for one in measured)
    for name in measured[0].first.steps:
        runs = ((one.first.steps[name].took_s, one.second.steps[name].took_s) for one in measured)
        yield f"{name:15}" + "".join(f"{first:8.1f}  {second:7.1f}" for first, second in runs)
    for one in measured:
        yield f"requests, {one.worker_count} w.: {one.first.requests}; without articles {one.second.requests}"


if __name__ == "__main__":
    main()
