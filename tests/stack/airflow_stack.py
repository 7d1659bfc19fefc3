"""Start Airflow's processes and Celery workers on loopback, follow a run of theirs, and end them."""

import os
import secrets
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from socket import create_connection, socket
from typing import Any
from urllib.parse import urlsplit

import psycopg2
from kombu.connection import Connection

from pipeline.running.airflow_home import airflow_environment
from pipeline.settings import read_settings

POSTGRES = os.environ.get("PARALLAX_TEST_POSTGRES", "postgresql://root@127.0.0.1:5432/postgres")
AMQP = os.environ.get("PARALLAX_TEST_AMQP", "amqp://guest:guest@127.0.0.1:5672//")
SERVICES = {"PARALLAX_TEST_POSTGRES": POSTGRES, "PARALLAX_TEST_AMQP": AMQP}
QUEUES = ("default", "writer")
# A worker that no longer reports is given up after this time.
HEARTBEAT_TIMEOUT_S, LOOK_EVERY_S = 30, 5
_MAKE_POOL = "from pipeline.running.airflow_home import make_writer_pool; make_writer_pool()"


def missing_services() -> list[str]:
    """Return the services that nobody answers for, each with the variable that names it."""
    missing = []
    for variable, url in SERVICES.items():
        parts = urlsplit(url)
        try:
            create_connection((parts.hostname or "", parts.port or 0), timeout=2).close()
        except OSError as error:
            missing.append(f"{variable}={parts.hostname}:{parts.port} ({error})")
    return missing


@dataclass
class Stack:
    """A running Airflow; its metadata is in a database of its own."""

    data: Path
    database: str
    environment: Mapping[str, str]
    processes: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    def start(self, name: str, *arguments: str) -> None:
        """Start one of Airflow's processes, in a session of its own."""
        with (self.data / f"{name}.log").open("ab") as log:
            self.processes[name] = subprocess.Popen(
                [sys.executable, "-m", "airflow", *arguments],
                env=dict(self.environment),
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def start_worker(self, name: str, queues: str) -> None:
        """Start a worker of Celery with two processes."""
        self.start(
            name, "celery", "worker", "--queues", queues, "--celery-hostname", f"{name}@%h",
            "--concurrency", "2", "--skip-serve-logs", "--without-gossip", "--without-mingle",
        )  # fmt: skip

    def replace_workers(self) -> None:
        """Kill both workers, whatever they are doing, and start two others."""
        for name in [one for one in self.processes if one.startswith("worker")]:
            self.kill(name)
        self.start_workers()

    def start_workers(self) -> None:
        """Start two workers, of which one takes the writer's tasks too."""
        for queues in (QUEUES[0], ",".join(QUEUES)):
            self.start_worker(f"worker-{secrets.token_hex(3)}", queues)

    def kill(self, name: str) -> None:
        """End a process and all that it started, at once."""
        process = self.processes.pop(name)
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def kill_all(self) -> None:
        """End all processes."""
        for name in list(self.processes):
            self.kill(name)

    def ask(self, query: str) -> list[tuple[Any, ...]]:
        """Return what Airflow's metadata say."""
        with closing(psycopg2.connect(self.database)) as connection, connection.cursor() as cursor:
            cursor.execute(query)
            return list(cursor.fetchall())

    def wait(self, query: str, most_s: float) -> list[tuple[Any, ...]]:
        """Wait until a query of the metadata has rows, and return them."""
        until = time.monotonic() + most_s
        while not (found := self.ask(query)):
            assert time.monotonic() < until, f"{query}: nothing after {most_s} s; logs are in {self.data}"
            dead = [name for name, one in self.processes.items() if one.poll() is not None]
            assert not dead, f"{dead} ended: logs are in {self.data}"
            time.sleep(0.5)
        return found


@contextmanager
def airflow_stack(data: Path, **variables: str) -> Iterator[Stack]:
    """Run Airflow's four processes and two workers, of which one is the writer's."""
    name = f"parallax_{secrets.token_hex(6)}"
    with _database(name) as database, ExitStack() as ending:
        _purge_queues()
        stack = Stack(data, database, _environment(data, database, variables))
        for command in (["-m", "airflow", "db", "migrate"], ["-c", _MAKE_POOL]):
            subprocess.run(
                [sys.executable, *command], env=dict(stack.environment), check=True, capture_output=True
            )
        ending.callback(stack.kill_all)
        for process in ("api-server", "scheduler", "dag-processor"):
            stack.start(process, process, *(["--skip-serve-logs"] if process == "scheduler" else []))
        stack.start_workers()
        yield stack


def _environment(data: Path, database: str, variables: Mapping[str, str]) -> dict[str, str]:
    own = {**os.environ, **variables, "PARALLAX_DATA": str(data)}
    # Without its name, SQLAlchemy would look for another driver.
    metadata = database.replace("postgresql:", "postgresql+psycopg2:", 1)
    with socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    return {
        **own,
        **airflow_environment(read_settings(own), data / "airflow"),
        "AIRFLOW__CORE__EXECUTOR": "CeleryExecutor",
        "AIRFLOW__CORE__PARALLELISM": "8",
        "AIRFLOW__CORE__DEFAULT_TASK_RETRIES": "2",
        "AIRFLOW__CORE__DEFAULT_TASK_RETRY_DELAY": "5",
        "AIRFLOW__CORE__EXECUTION_API_SERVER_URL": f"http://127.0.0.1:{port}/execution/",
        "AIRFLOW__CORE__FERNET_KEY": "",
        "AIRFLOW__API__PORT": str(port),
        "AIRFLOW__API_AUTH__JWT_SECRET": secrets.token_hex(64),
        "AIRFLOW__CELERY__BROKER_URL": AMQP,
        "AIRFLOW__CELERY__RESULT_BACKEND": f"db+{metadata}",
        "AIRFLOW__DATABASE__SQL_ALCHEMY_CONN": metadata,
        "AIRFLOW__OPERATORS__DEFAULT_QUEUE": QUEUES[0],
        "AIRFLOW__SCHEDULER__TASK_INSTANCE_HEARTBEAT_TIMEOUT": str(HEARTBEAT_TIMEOUT_S),
        "AIRFLOW__SCHEDULER__TASK_INSTANCE_HEARTBEAT_TIMEOUT_DETECTION_INTERVAL": str(LOOK_EVERY_S),
    }


@contextmanager
def _database(name: str) -> Iterator[str]:
    """Make a database of PostgreSQL, and drop it with what is connected to it."""
    _execute(f"CREATE DATABASE {name}")
    try:
        yield urlsplit(POSTGRES)._replace(path=f"/{name}").geturl()
    finally:
        _execute(f"DROP DATABASE {name} WITH (FORCE)")


def _execute(statement: str) -> None:
    with closing(psycopg2.connect(POSTGRES)) as connection:
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute(statement)


def _purge_queues() -> None:
    """Forget the tasks that a stack which was killed has left with the broker."""
    with Connection(AMQP) as connection:  # type: ignore[no-untyped-call]
        for queue in QUEUES:
            simple = connection.SimpleQueue(queue)
            simple.clear()
            simple.close()
