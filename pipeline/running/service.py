"""The scheduled service on one machine: Airflow in its standalone mode."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

from rich.console import Console

from pipeline.running.airflow_home import airflow_environment, new_secret
from pipeline.running.run_lock import only_run
from pipeline.settings import Settings

_MAKE_POOL = "from pipeline.running.airflow_home import make_writer_pool; make_writer_pool()"


def serve(settings: Settings, port: int) -> int:
    """Run the service on 127.0.0.1 until it is stopped; returns its exit code.

    Raises TransientError where another run works on the data folder.
    """
    home = settings.path_in_data("airflow", "service")
    home.mkdir(parents=True, exist_ok=True)
    environment = {**os.environ, **_service_environment(settings, home, port)}
    console = Console(stderr=True)
    with only_run(settings):
        console.print("Preparing Airflow's database ...")
        _airflow(environment, "-m", "airflow", "db", "migrate")
        _airflow(environment, "-c", _MAKE_POOL)
        console.print(f"Airflow will be at http://127.0.0.1:{port}")
        console.print(f"The user is admin, the password is in {home / 'passwords.json'}", soft_wrap=True)
        console.print("Feeds that are due are polled every 15 minutes. Stop with Ctrl-C.")
        return _run_standalone(environment)


def _service_environment(settings: Settings, home: Path, port: int) -> dict[str, str]:
    passwords = home / "passwords.json"
    if not passwords.exists():
        passwords.write_text(json.dumps({"admin": new_secret()[:20], "jwt": new_secret()}), encoding="utf-8")
        passwords.chmod(0o600)
    return {
        **airflow_environment(settings, home),
        # Standalone starts its processes by the command `airflow`: it must be the one beside this Python.
        "PATH": os.pathsep.join((str(Path(sys.executable).parent), os.environ.get("PATH", os.defpath))),
        "AIRFLOW__API__PORT": str(port),
        "AIRFLOW__CORE__EXECUTION_API_SERVER_URL": f"http://127.0.0.1:{port}/execution/",
        "AIRFLOW__CORE__DEFAULT_TASK_RETRIES": "2",
        "AIRFLOW__CORE__DEFAULT_TASK_RETRY_DELAY": "60",
        "AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_PASSWORDS_FILE": str(passwords),
        "AIRFLOW__API_AUTH__JWT_SECRET": json.loads(passwords.read_text(encoding="utf-8"))["jwt"],
        "PARALLAX_SLOTS": os.environ.get("PARALLAX_SLOTS", "4"),
    }


def _airflow(environment: dict[str, str], *arguments: str) -> None:
    subprocess.run([sys.executable, *arguments], env=environment, check=True, stdout=subprocess.DEVNULL)  # noqa: S603


def _run_standalone(environment: dict[str, str]) -> int:
    """Run standalone until it ends; SIGTERM is passed on as SIGINT, since SIGTERM orphans its children."""
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background job begins without one
    service = subprocess.Popen([sys.executable, "-m", "airflow", "standalone"], env=environment)
    signal.signal(signal.SIGTERM, lambda *_: service.send_signal(signal.SIGINT))
    while True:
        try:
            return 0 if service.wait() in {0, -signal.SIGINT, 130} else 1
        except KeyboardInterrupt:
            continue  # the service got the same Ctrl-C and is ending
