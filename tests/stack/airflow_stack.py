"""Start Airflow's processes and Celery workers on loopback, follow a run of theirs, and end them."""

import os
import secrets
import signal
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from socket import create_connection, socket
from typing import Any
from urllib.parse import urlsplit

import psutil
import psycopg2
import yaml
from kombu.connection import Connection

from pipeline.running.airflow_home import airflow_environment
from pipeline.settings import read_settings
from tests.object_store import ObjectStore
from tests.stack.line import Line, line_to

POSTGRES = os.environ.get("PARALLAX_TEST_POSTGRES", "postgresql://root@127.0.0.1:5432/postgres")
AMQP = os.environ.get("PARALLAX_TEST_AMQP", "amqp://guest:guest@127.0.0.1:5672//")
SERVICES = {"PARALLAX_TEST_POSTGRES": POSTGRES, "PARALLAX_TEST_AMQP": AMQP}
QUEUES = ("default", "writer")
# A worker that no longer reports is given up after this time.
HEARTBEAT_TIMEOUT_S, LOOK_EVERY_S = 30, 5
# What the containers have for faults is tried here as they have it.
_COMPOSE = Path(__file__).parents[2] / "docker-compose.yml"
_SHIPPED = (
    "AIRFLOW__CELERY__EXTRA_CELERY_CONFIG",
    "AIRFLOW__CELERY__OPERATION_TIMEOUT",
    "AIRFLOW__CELERY__TASK_PUBLISH_MAX_RETRIES",
    "AIRFLOW__WORKERS__EXECUTION_API_RETRIES",
    "AIRFLOW__WORKERS__EXECUTION_API_RETRY_WAIT_MAX",
)
# Docker starts what has ended again, after pauses that double and begin anew once it ran for so long.
_FIRST_PAUSE_S, _LONGEST_PAUSE_S, _STEADY_S = 0.1, 60.0, 10.0
_LOOK_S = 0.5
# A machine sees its own folder, and an empty one in place of those of the others.
_APART = """own=$(mktemp -d); mount --bind "$2" "$own"; mount -t tmpfs tmpfs "$1"; mkdir "$2"
mount --bind "$own" "$2"; shift 2; exec "$@" """
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
class Process:
    """One of Airflow's processes: how it was started, and how long to wait before it is started again."""

    popen: subprocess.Popen[bytes]
    machine: str
    arguments: tuple[str, ...]
    started_at: float
    pause_s: float = _FIRST_PAUSE_S
    ended_at: float | None = None


@dataclass
class Stack:
    """A running Airflow; its metadata is in a database of its own.

    Each machine has a data folder of its own below `machines`, and sees those of no other: what is common to
    them is the store, the database and the broker, each behind a line that can be cut.
    """

    machines: Path
    database: str
    environment: Mapping[str, str]
    lines: Mapping[str, Line]
    processes: dict[str, Process] = field(default_factory=dict)
    # The processes that ended by themselves and were started again, as often as that happened.
    restarted: list[str] = field(default_factory=list)

    @property
    def data(self) -> Path:
        """Return the data folder of the writer's machine."""
        return self.machines / "writer"

    def start(self, name: str, machine: str, *arguments: str) -> None:
        """Start one of Airflow's processes on a machine, in a session of its own."""
        folder = self.machines / machine
        folder.mkdir(parents=True, exist_ok=True)
        home = {**self.environment, "PARALLAX_DATA": str(folder), "AIRFLOW_HOME": str(folder / "airflow")}
        # All machines share the data folder where there is no store.
        if not self.environment["PARALLAX_STORE"]:
            home["PARALLAX_DATA"] = str(self.data)
        with (self.machines.parent / f"{name}.log").open("ab") as log:
            popen = subprocess.Popen(
                [*self._apart(folder), sys.executable, "-m", "airflow", *arguments],
                env=home,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        self.processes[name] = Process(popen, machine, arguments, time.monotonic())

    def _apart(self, folder: Path) -> list[str]:
        if not self.environment["PARALLAX_STORE"]:
            return []
        return ["unshare", "--mount", "sh", "-euc", _APART, "sh", str(self.machines), str(folder)]

    def start_worker(self, name: str, machine: str, queues: str, concurrency: int = 2) -> None:
        """Start a worker of Celery, with as many processes as tasks that it runs at once."""
        self.start(
            name, machine, "celery", "worker", "--queues", queues, "--celery-hostname", f"{name}@%h",
            "--concurrency", str(concurrency), "--skip-serve-logs", "--without-gossip", "--without-mingle",
        )  # fmt: skip

    def workers(self) -> list[str]:
        """Return the names of the workers."""
        return [name for name in self.processes if name.startswith("worker")]

    def replace_workers(self) -> None:
        """Kill both workers, whatever they are doing, and start two others."""
        for name in self.workers():
            self.kill(name)
        self.start_workers()

    def start_workers(self) -> None:
        """Start two workers on machines of their own, of which one takes the writer's tasks too."""
        for machine, queues in (("worker", QUEUES[0]), ("writer", ",".join(QUEUES))):
            self.start_worker(f"worker-{secrets.token_hex(3)}", machine, queues)

    def start_scheduler(self) -> None:
        """Start the scheduler."""
        self.start("scheduler", "control", "scheduler", "--skip-serve-logs")

    def signal(self, names: Iterable[str], number: signal.Signals) -> None:
        """Send a signal to processes and all that they started."""
        for name in names:
            popen = self.processes[name].popen
            for process in psutil.Process(popen.pid).children(recursive=True):
                # A step may end meanwhile.
                with suppress(psutil.NoSuchProcess):
                    process.send_signal(number)
            popen.send_signal(number)

    def kill(self, name: str) -> None:
        """End a process and all that it started, at once."""
        _end(self.processes.pop(name).popen)

    def restart_ended(self) -> None:
        """Start again what ended by itself, as Docker does: every service of Airflow's has `restart`."""
        now = time.monotonic()
        for name, process in list(self.processes.items()):
            if process.popen.poll() is None:
                continue
            if process.ended_at is None:
                process.ended_at = now
                if now - process.started_at > _STEADY_S:
                    process.pause_s = _FIRST_PAUSE_S
            if now - process.ended_at >= process.pause_s:
                _end(process.popen)
                self.start(name, process.machine, *process.arguments)
                self.processes[name].pause_s = min(2 * process.pause_s, _LONGEST_PAUSE_S)
                self.restarted.append(name)

    def rest(self, duration_s: float) -> None:
        """Wait, and start again what ends by itself meanwhile."""
        until = time.monotonic() + duration_s
        while time.monotonic() < until:
            self.restart_ended()
            time.sleep(_LOOK_S)

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
        until, logs = time.monotonic() + most_s, self.machines.parent
        while not (found := self.ask(query)):
            assert time.monotonic() < until, f"{query}: nothing after {most_s} s; logs are in {logs}"
            self.rest(_LOOK_S)
        return found


def _end(popen: subprocess.Popen[bytes]) -> None:
    """End a process and all that it started, at once; it may have ended by itself before."""
    with suppress(psutil.NoSuchProcess):
        for child in psutil.Process(popen.pid).children(recursive=True):
            with suppress(psutil.NoSuchProcess):
                child.kill()
    with suppress(ProcessLookupError):
        os.killpg(popen.pid, signal.SIGKILL)
    popen.wait()


@contextmanager
def airflow_stack(
    root: Path, server: ObjectStore | None, *, has_workers: bool = True, **variables: str
) -> Iterator[Stack]:
    """Run Airflow's processes and two workers, one of them the writer's; with a store, on machines apart."""
    name = f"parallax_{secrets.token_hex(6)}"
    with _database(name) as database, ExitStack() as ending:
        _purge_queues()
        urls = {"database": database, "broker": AMQP, **({"store": server.endpoint} if server else {})}
        lines = {name: ending.enter_context(line_to(url)) for name, url in urls.items()}
        environment = _environment(root, {name: line.through(urls[name]) for name, line in lines.items()})
        if server:
            environment |= {**server.environment, "PARALLAX_STORE": server.bucket()}
            environment["AWS_ENDPOINT_URL"] = lines["store"].through(server.endpoint)
        stack = Stack(root / "machines", database, {"PARALLAX_STORE": "", **environment, **variables}, lines)
        for command in (["-m", "airflow", "db", "migrate"], ["-c", _MAKE_POOL]):
            subprocess.run(
                [sys.executable, *command], env=dict(stack.environment), check=True, capture_output=True
            )
        ending.callback(stack.kill_all)
        for process in ("api-server", "dag-processor"):
            stack.start(process, "control", process)
        stack.start_scheduler()
        if has_workers:
            stack.start_workers()
        yield stack


def _environment(root: Path, urls: Mapping[str, str]) -> dict[str, str]:
    control = root / "machines" / "control"
    own = {**os.environ, "PARALLAX_DATA": str(control)}
    # Without its name, SQLAlchemy would look for another driver.
    metadata = urls["database"].replace("postgresql:", "postgresql+psycopg2:", 1)
    with socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    airflow = airflow_environment(read_settings(own), control / "airflow")
    # Each machine has its own.
    del airflow["PARALLAX_WAREHOUSE"]
    shipped = yaml.safe_load(_COMPOSE.read_text(encoding="utf-8"))["x-airflow-environment"]
    return {
        **own,
        **airflow,
        **{name: shipped[name] for name in _SHIPPED},
        "AIRFLOW__CORE__EXECUTOR": "CeleryExecutor",
        "AIRFLOW__CORE__PARALLELISM": "8",
        "AIRFLOW__CORE__EXECUTION_API_SERVER_URL": f"http://127.0.0.1:{port}/execution/",
        "AIRFLOW__CORE__FERNET_KEY": "",
        "AIRFLOW__API__PORT": str(port),
        "AIRFLOW__API_AUTH__JWT_SECRET": secrets.token_hex(64),
        "AIRFLOW__CELERY__BROKER_URL": urls["broker"],
        "AIRFLOW__CELERY__RESULT_BACKEND": f"db+{metadata}",
        "AIRFLOW__DATABASE__SQL_ALCHEMY_CONN": metadata,
        "AIRFLOW__LOGGING__BASE_LOG_FOLDER": str(root / "task-logs"),
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
