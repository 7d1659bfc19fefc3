"""Metrics: a run sends what the warehouse says of it, where Airflow sends its own, and only if asked to."""

import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from opentelemetry.proto.collector.metrics.v1.metrics_service_pb2 import ExportMetricsServiceRequest

from tests.pipeline.command_line import PROJECT, ask, environment, parallax
from tests.pipeline.statsd_listener import Received, statsd_listener

# What a run sends and how the warehouse is asked for the same: the first columns are the tags.
SAME_FIGURES = {
    "articles": "SELECT count(*) AS value FROM article",
    "originals": "SELECT count(*) AS value FROM syndication_member WHERE relation = 'original'",
    "copies": (
        "SELECT relation, count(*) AS value FROM syndication_member WHERE relation != 'original' GROUP BY ALL"
    ),
    "events": "SELECT 'new' AS change, count(*) AS value FROM event",
    "items": """SELECT 'loaded' AS outcome, loaded_count AS value FROM run UNION ALL
        SELECT 'known', known_count FROM run UNION ALL SELECT 'rejected', rejected_count FROM run""",
    "rejections": """SELECT stage, count(*) AS value,
        CASE WHEN reason LIKE 'http%' THEN reason[:6] || 'xx' ELSE reason END AS reason
        FROM rejection GROUP BY ALL""",
    "requests": "SELECT target_kind AS target, outcome, count(*) AS value FROM request GROUP BY ALL",
    "lag_seconds": """SELECT 'p' || (share * 100)::INTEGER AS percentile, value FROM (
        SELECT unnest([0.5, 0.95]) AS share,
        unnest(quantile_cont(epoch(run.finished_at - published_at), [0.5, 0.95])) AS value
        FROM article, run WHERE published_basis != 'fetch')""",
    "feeds": """SELECT coalesce(given.health, 'none') AS health, count(feed_id) AS value FROM feed_health
        RIGHT JOIN (SELECT unnest(['ok', 'silent', 'failing', 'dead', 'unanswered']) AS health) AS given
        ON given.health = CASE WHEN status != 'active' THEN status
        WHEN problem IS NOT NULL THEN 'silent' ELSE 'ok' END
        GROUP BY ALL""",
    "pages_waiting": "SELECT count(*) AS value FROM entry WHERE state = 'waiting'",
    "pages_put_off": "SELECT count(*) AS value FROM rejection WHERE reason = 'put_off'",
    "warehouse_articles": "SELECT count(*) AS value FROM article",
    "warehouse_events": "SELECT count(*) AS value FROM event",
    "run_duration": "SELECT epoch_ms(finished_at) - epoch_ms(started_at) AS value FROM run",
    "published_timestamp_seconds": "SELECT epoch(finished_at) AS value FROM run",
}  # fmt: skip
STEPS = {
    "plan", "poll", "select", "fetch", "read", "load", "group_copies", "embed", "group_events", "publish",
    "export",
}  # fmt: skip


def _sent(received: Received, name: str) -> dict[frozenset[str], float]:
    """Return what was sent under a name: one value for each set of tags."""
    found = received[f"airflow.parallax.{name}"]
    assert found, name
    assert all(len(values) == 1 for values in found.values())
    return {tags: values[0] for tags, values in found.items()}


def _asked(data: Path, query: str) -> dict[frozenset[str], float]:
    return {
        frozenset(f"{key}={value}" for key, value in row.items() if key != "value"): row["value"]
        for row in ask(data, query)
    }


@pytest.mark.slow
@pytest.mark.long
def test_a_run_sends_what_the_warehouse_says_of_it(tmp_path: Path) -> None:
    with statsd_listener() as listener:
        done = parallax(tmp_path, "demo", **listener.variables)
        received = listener.received()

    assert done.returncode == 0, done.stderr
    for name, query in SAME_FIGURES.items():
        assert _sent(received, name) == pytest.approx(_asked(tmp_path, query), abs=2), name
    size = (tmp_path / "warehouse.duckdb").stat().st_size
    assert _sent(received, "warehouse_bytes") == {frozenset(): size}
    assert _sent(received, "disk_free_bytes")[frozenset()] > 0
    assert _sent(received, "check_findings") == {frozenset(): 0}
    assert set(_sent(received, "step_duration")) == {
        frozenset({f"step={step}", "result=succeeded"}) for step in STEPS
    }
    # Airflow's own come the same way, once and with tags.
    assert received["airflow.ti.finish"][frozenset({"dag_id=ingest", "task_id=load", "state=success"})] == [1]
    assert not [name for name in received if re.fullmatch(r"airflow\.ti\.finish\..*", name)]
    described = set(re.findall(r"^\| `parallax\.(\w+)` \| (?:counter|gauge|timer) \|", _page(), re.MULTILINE))
    assert {name.removeprefix("airflow.parallax.") for name in received if ".parallax." in name} == described


def _page() -> str:
    return (PROJECT / "docs" / "operations.md").read_text(encoding="utf-8")


_STEP = """
from pipeline.running.metrics import meter
from pipeline.running.tasks import run_step
def load(settings, meter):
    print("measured" if meter else "not measured")
def fetch(settings):
    raise OSError(28, "No space left on device", "/data")
from airflow.sdk.serde import serialize  # every task does
run_step(load)
try:
    run_step(fetch)
except Exception as error:
    print(type(error).__name__)
"""


def _run_steps(home: Path, **variables: str) -> list[str]:
    own = environment(home, AIRFLOW_HOME=str(home), **variables)
    command = [sys.executable, "-c", _STEP]
    done = subprocess.run(command, env=own, cwd=PROJECT, capture_output=True, text=True, check=True)
    return done.stdout.splitlines()


@pytest.mark.slow
def test_steps_are_measured_whether_they_succeed_or_fail(tmp_path: Path) -> None:
    with statsd_listener() as listener:
        said = _run_steps(tmp_path, AIRFLOW__METRICS__STATSD_INFLUXDB_ENABLED="True", **listener.variables)
        received = listener.received()

    assert said[-2:] == ["measured", "TransientError"]
    assert set(_sent(received, "step_duration")) == {
        frozenset({"step=load", "result=succeeded"}), frozenset({"step=fetch", "result=failed"}),
    }  # fmt: skip


@pytest.mark.slow
def test_nothing_is_measured_or_sent_unless_it_is_asked_for(tmp_path: Path) -> None:
    with statsd_listener() as listener:
        said = _run_steps(tmp_path, **{**listener.variables, "AIRFLOW__METRICS__STATSD_ON": "False"})
        received = listener.received()

    assert said[-2:] == ["not measured", "TransientError"]
    assert received == {}


@pytest.mark.slow
def test_a_listener_that_is_away_stops_no_step(tmp_path: Path) -> None:
    said = _run_steps(
        tmp_path, AIRFLOW__METRICS__STATSD_ON="True", AIRFLOW__METRICS__STATSD_HOST="no-such-host.invalid"
    )
    assert said[-2:] == ["measured", "TransientError"]


@contextmanager
def _otlp_receiver(got: list[bytes]) -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            got.append(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(200)
            self.end_headers()

        def log_message(self, *arguments: object) -> None:
            """Print nothing."""

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.mark.slow
def test_opentelemetry_gets_the_same_names_and_tags(tmp_path: Path) -> None:
    got: list[bytes] = []
    with _otlp_receiver(got) as url:
        _run_steps(
            tmp_path,
            AIRFLOW__METRICS__OTEL_ON="True",
            OTEL_EXPORTER_OTLP_ENDPOINT=url,
            OTEL_EXPORTER_OTLP_PROTOCOL="http/protobuf",
        )

    found = {
        (metric.name, tuple(sorted((one.key, one.value.string_value) for one in point.attributes)))
        for body in got
        for resource in ExportMetricsServiceRequest.FromString(body).resource_metrics
        for scope in resource.scope_metrics
        for metric in scope.metrics
        for point in metric.exponential_histogram.data_points
    }
    name = "airflow.parallax.step_duration"
    assert (name, (("result", "failed"), ("step", "fetch"))) in found
    assert (name, (("result", "succeeded"), ("step", "load"))) in found
