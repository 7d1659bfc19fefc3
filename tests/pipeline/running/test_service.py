"""The service: what it starts listens on this machine only, tells no password, and ends with it."""

import json
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

import psutil
import pytest

from pipeline.running.service import GRACE_S, PROCESSES
from tests.pipeline.command_line import PROJECT, environment
from tests.pipeline.modes import open_to_others

PARTS = {"metadatabase", "scheduler", "triggerer", "dag_processor"}
# On a busy machine a run may be in progress, which gets its time to end.
STARTS_WITHIN_S, ENDS_WITHIN_S = 120, GRACE_S + 30


@dataclass(slots=True)
class Service:
    """A service that is ready, and what it listened on and left behind when it was stopped."""

    data: Path
    listening: set[tuple[str, int]]
    printed: str
    code: int
    left: list[psutil.Process]


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def is_ready(port: int) -> bool:
    connection = HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/api/v2/monitor/health")
        health = json.loads(connection.getresponse().read())
    except OSError:
        return False
    finally:
        connection.close()
    return {name for name, part in health.items() if part["status"] == "healthy"} >= PARTS


def listening(processes: list[psutil.Process]) -> set[tuple[str, int]]:
    found = [one for process in processes for one in process.net_connections("inet")]
    return {(one.laddr.ip, one.laddr.port) for one in found if one.status == psutil.CONN_LISTEN}


def is_alive(process: psutil.Process) -> bool:
    """Say whether a process runs; one that ended is a zombie until its parent has read its exit code."""
    try:
        return process.is_running() and bool(process.status() != psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return False


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    data = tmp_path_factory.mktemp("service") / "data"
    catalog = data.parent / "outlets.toml"
    catalog.write_text('[[outlet]]\nid = "a"\nfeeds = ["http://127.0.0.1:9/feed"]\n', encoding="utf-8")
    port, printed = free_port(), data.parent / "printed.txt"
    with printed.open("wb") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", "pipeline.cli", "up", "--port", str(port)],
            cwd=PROJECT,
            env=environment(data, PARALLAX_CATALOG=str(catalog)),
            stdout=out,
            stderr=subprocess.STDOUT,
        )
        try:
            ends_at = time.monotonic() + STARTS_WITHIN_S
            while not is_ready(port) and time.monotonic() < ends_at and process.poll() is None:
                time.sleep(1)
            family = [psutil.Process(process.pid), *psutil.Process(process.pid).children(recursive=True)]
            open_ports = listening(family)
        finally:
            process.send_signal(signal.SIGINT)
            try:
                code = process.wait(ENDS_WITHIN_S)
            finally:
                process.kill()
                process.wait()
    left = [one for one in family if is_alive(one)]
    yield Service(data, open_ports, printed.read_text(encoding="utf-8"), code, left)
    for one in left:
        with suppress(psutil.NoSuchProcess):
            one.kill()


@pytest.mark.slow
@pytest.mark.long
def test_the_service_listens_on_this_machine_only(service: Service) -> None:
    print(sorted(service.listening))
    assert service.listening, service.printed
    assert {address for address, _ in service.listening} <= {"127.0.0.1", "::1"}


@pytest.mark.slow
@pytest.mark.long
def test_the_service_ends_with_all_that_it_started(service: Service) -> None:
    assert (service.code, service.left) == (0, [])


@pytest.mark.slow
@pytest.mark.long
def test_no_password_is_printed_and_nothing_is_open_to_others(service: Service) -> None:
    file = service.data / "airflow" / "service" / "passwords.json"
    secrets = json.loads(file.read_text(encoding="utf-8"))
    assert str(file) in service.printed
    assert [name for name, secret in secrets.items() if secret in service.printed] == []
    logs = [path.read_text(encoding="utf-8", errors="replace") for path in service.data.rglob("*.log")]
    assert not any(secret in log for secret in secrets.values() for log in logs)
    assert open_to_others(service.data) == []


def test_no_process_serves_logs() -> None:
    from airflow.cli.cli_parser import get_parser  # noqa: PLC0415 - Airflow takes long to import

    parser = get_parser()
    for name, *options in PROCESSES:
        arguments = parser.parse_args([name, *options])
        assert getattr(arguments, "skip_serve_logs", True), name
