"""Airflow's own files: its environment, set before it is imported, and its metadata database, made once."""

import os
import secrets
import shutil
import sqlite3
from contextlib import closing
from importlib.metadata import version
from pathlib import Path

from model.files import written_whole
from pipeline.settings import Settings

DAGS = Path(__file__).parents[2] / "dags"

# Where metrics are sent, they have tags, and Airflow's own are not sent a second time under names without.
_METRICS = {"AIRFLOW__METRICS__STATSD_INFLUXDB_ENABLED": "True", "AIRFLOW__METRICS__LEGACY_NAMES_ON": "False"}


def airflow_environment(settings: Settings, home: Path) -> dict[str, str]:
    """Return the environment variables for an Airflow that serves this machine only."""
    return {
        "AIRFLOW_HOME": str(home),
        "AIRFLOW__CORE__DAGS_FOLDER": str(DAGS),
        "AIRFLOW__CORE__LOAD_EXAMPLES": "False",
        "AIRFLOW__CORE__PARALLELISM": "4",
        "AIRFLOW__CORE__DAGS_ARE_PAUSED_AT_CREATION": "False",
        "AIRFLOW__API__HOST": "127.0.0.1",
        "AIRFLOW__SCHEDULER__SCHEDULER_IDLE_SLEEP_TIME": "0.5",
        "AIRFLOW__DATABASE__SQL_ALCHEMY_CONN": f"sqlite:///{home / 'airflow.db'}",
        "AIRFLOW__LOGGING__BASE_LOG_FOLDER": str(settings.path_in_data("logs", "airflow")),
        "AIRFLOW__LOGGING__FILE_TASK_HANDLER_NEW_FOLDER_PERMISSIONS": "0o700",
        "AIRFLOW__LOGGING__FILE_TASK_HANDLER_NEW_FILE_PERMISSIONS": "0o600",
        "PARALLAX_DATA": str(settings.data),
        "PARALLAX_CATALOG": str(settings.catalog),
        "PARALLAX_WAREHOUSE": str(settings.published),
        "PARALLAX_STORE": settings.store,
        **({"PARALLAX_PROXY": settings.proxy} if settings.proxy else {}),
        **{name: os.environ.get(name, value) for name, value in _METRICS.items()},
    }


def prepare_for_one_run(settings: Settings) -> Path:
    """Return a fresh Airflow home for one run in this process, and set the environment for it.

    Every run gets a fresh copy of a metadata database that was made once, so that a killed run cannot
    obstruct the next one. Call this before anything imports Airflow.
    """
    home = settings.path_in_data("airflow", "run")
    template = settings.path_in_data("airflow", f"template-{version('apache-airflow')}.db")
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir(parents=True)
    os.environ.update(airflow_environment(settings, home))
    os.environ["AIRFLOW__CORE__DEFAULT_TASK_RETRIES"] = "0"
    os.environ["AIRFLOW__CORE__FERNET_KEY"] = ""
    if template.exists():
        shutil.copyfile(template, home / "airflow.db")
    else:
        _make_template(home / "airflow.db", template)
    return home


def _make_template(database: Path, template: Path) -> None:
    from airflow.utils.db import initdb  # noqa: PLC0415 - the environment must be set before

    initdb()
    make_writer_pool()
    # Not a file copy: the newest pages may still be in SQLite's write-ahead log.
    with written_whole(template) as partial, closing(sqlite3.connect(database)) as connection:
        connection.execute("VACUUM INTO ?", [str(partial)])


def make_writer_pool() -> None:
    """Make the pool whose single slot admits one writer at a time.

    Without the pool, Airflow lets the tasks wait forever and says nothing.
    """
    from airflow.models.pool import Pool  # noqa: PLC0415 - the environment must be set before

    Pool.create_or_update_pool("writer", 1, "One writer of the warehouse at a time", include_deferred=False)


def new_secret() -> str:
    """Return a fresh secret long enough for Airflow's tokens."""
    return secrets.token_urlsafe(64)
