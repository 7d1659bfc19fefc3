"""The scheduled service on one machine: Airflow's four processes, which listen on 127.0.0.1 only."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from model import TransientError
from pipeline.running.airflow_home import airflow_environment, new_secret
from pipeline.running.run_lock import only_run
from pipeline.settings import Settings

# `airflow standalone` starts the same four, but two of them with a server for logs that listens on every
# address and cannot be told otherwise. The web interface reads the logs from the disk: nobody needs those.
PROCESSES = (
    ("api-server",),
    ("scheduler", "--skip-serve-logs"),
    ("dag-processor",),
    ("triggerer", "--skip-serve-logs"),
)
# A load in progress gets as long to end as it does in the containers.
GRACE_S = 120.0
_LOOK_EVERY_S = 0.3
_AT_ONCE = 2  # signals that ask for an end
_MAKE_POOL = "from pipeline.running.airflow_home import make_writer_pool; make_writer_pool()"


def serve(settings: Settings, port: int) -> int:
    """Run the service on 127.0.0.1 until it is stopped; returns its exit code.

    Raises TransientError where another run works on the data folder.
    """
    home = settings.path_in_data("airflow", "service")
    with only_run(settings):
        home.mkdir(parents=True, exist_ok=True)
        environment = {**os.environ, **_service_environment(settings, home, port)}
        _say("Preparing Airflow's database ...")
        _airflow(environment, "-m", "airflow", "db", "migrate")
        _airflow(environment, "-c", _MAKE_POOL)
        _say(f"Airflow will be at http://127.0.0.1:{port}")
        _say(f"The user is admin, the password is in {home / 'passwords.json'}")
        _say("Feeds that are due are polled every 15 minutes.")
        _say("Stop with Ctrl-C: steps in progress get two minutes to end, after a second one none.")
        return _run_until_stopped(environment)


def _say(text: str) -> None:
    sys.stderr.write(f"{text}\n")
    sys.stderr.flush()


def _service_environment(settings: Settings, home: Path, port: int) -> dict[str, str]:
    passwords = home / "passwords.json"
    if not passwords.exists():
        # Where a password is missing, Airflow makes one up and prints it into its log.
        passwords.touch(mode=0o600)
        passwords.write_text(json.dumps({"admin": new_secret()[:20], "jwt": new_secret()}), encoding="utf-8")
    return {
        **airflow_environment(settings, home),
        "AIRFLOW__CORE__EXECUTOR": "LocalExecutor",
        "AIRFLOW__API__PORT": str(port),
        "AIRFLOW__CORE__EXECUTION_API_SERVER_URL": f"http://127.0.0.1:{port}/execution/",
        "AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_PASSWORDS_FILE": str(passwords),
        "AIRFLOW__API_AUTH__JWT_SECRET": json.loads(passwords.read_text(encoding="utf-8"))["jwt"],
        "PARALLAX_SLOTS": os.environ.get("PARALLAX_SLOTS", "4"),
    }


def _airflow(environment: dict[str, str], *arguments: str) -> None:
    subprocess.run([sys.executable, *arguments], env=environment, check=True, stdout=subprocess.DEVNULL)  # noqa: S603


def _run_until_stopped(environment: dict[str, str]) -> int:
    """Run the processes until SIGINT or SIGTERM, or until one of them ends; return the exit code."""
    with _signals() as asked, _running(environment, asked) as processes:
        while not asked:
            for name, process in processes.items():
                if process.poll() is not None:
                    raise TransientError(
                        f"Airflow's {name} ended with code {process.returncode}, so the service stops: what "
                        "it printed above says why. Start `parallax up` again."
                    )
            time.sleep(_LOOK_EVERY_S)
    return 0


@contextmanager
def _signals() -> Iterator[list[int]]:
    """Yield a list that gets the signals which ask for an end: after a second one nothing is waited for."""
    asked: list[int] = []
    before = {
        number: signal.signal(number, lambda number, _: asked.append(number))
        for number in (signal.SIGINT, signal.SIGTERM)
    }
    try:
        yield asked
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextmanager
def _running(environment: dict[str, str], asked: list[int]) -> Iterator[dict[str, subprocess.Popen[bytes]]]:
    """Start Airflow's processes, each in a session of its own, so that Ctrl-C reaches this one alone."""
    processes = {
        name: subprocess.Popen(  # noqa: S603
            [sys.executable, "-m", "airflow", name, *options], env=environment, start_new_session=True
        )
        for name, *options in PROCESSES
    }
    try:
        yield processes
    finally:
        ends_at = time.monotonic() + GRACE_S
        # The last started first: the scheduler waits for its tasks, and these report to the api-server.
        for process in reversed(processes.values()):
            process.terminate()
            while process.poll() is None and time.monotonic() < ends_at and len(asked) < _AT_ONCE:
                time.sleep(_LOOK_EVERY_S)
            _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    """End a process, and whatever it started and left."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
