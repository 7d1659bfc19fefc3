"""Run the DAGs in this process: no scheduler, no services, and Airflow's output in a log file."""

import errno
import gc
import logging
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, TextIO

from rich.console import Console

from model import ConfigurationError, ParallaxError, PermanentError, TransientError
from pipeline.running import progress
from pipeline.running.airflow_home import DAGS, prepare_for_one_run
from pipeline.running.failures import FAILURE_FILE, explain_os_error
from pipeline.running.run_lock import only_run
from pipeline.settings import Settings

_LEAST_FREE_BYTES = 100_000


def run_dags(settings: Settings, dag_id: str, conf: dict[str, Any]) -> None:
    """Run a DAG that fills the warehouse, then `report`; raise the error that stopped them.

    Raises TransientError where another run works on the data folder.
    """
    with only_run(settings):
        log = settings.path_in_data("logs", "run.log")
        log.parent.mkdir(parents=True, exist_ok=True)
        with (
            _failure_file() as failure,
            _output_to(log) as terminal,
            _full_disk_explained(settings),
            _no_collection_before_first_step(),
        ):
            progress.install(progress.ConsoleReporter(Console(file=terminal)))
            progress.say("start: Airflow, in this process")
            prepare_for_one_run(settings)
            dags = _load_dags()
            _run_dag(dags, dag_id, conf, failure, log)
            _run_dag(dags, "report", {}, failure, log)


def _load_dags() -> dict[str, Any]:
    from airflow.dag_processing.dagbag import DagBag  # noqa: PLC0415 - the environment must be set before

    bag = DagBag(DAGS)
    if bag.import_errors:
        raise PermanentError(f"A DAG file cannot be imported: {bag.import_errors}")
    return dict(bag.dags)


def _run_dag(dags: dict[str, Any], dag_id: str, conf: dict[str, Any], failure: Path, log: Path) -> None:
    run = dags[dag_id].test(run_conf=conf)
    if run.state != "success":
        raise _failure_of(dag_id, failure, log)


def _failure_of(dag_id: str, failure: Path, log: Path) -> ParallaxError:
    if not failure.exists():
        return PermanentError(f"The DAG {dag_id} failed: its log is {log}.")
    code, _, text = failure.read_text(encoding="utf-8").partition("\n")
    if int(code) == ConfigurationError.exit_code:
        return ConfigurationError(text.splitlines())
    return TransientError(text)


@contextmanager
def _no_collection_before_first_step() -> Iterator[None]:
    """Disable garbage collection until a step begins (see `pipeline.running.tasks`).

    The objects that Airflow creates until then all stay: collecting among them costs two seconds a run.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


@contextmanager
def _failure_file() -> Iterator[Path]:
    """Name the file for the error of a failing step; it is not on the data disk, which may be full."""
    with TemporaryDirectory(prefix="parallax-") as folder:
        path = Path(folder) / "failure.txt"
        os.environ[FAILURE_FILE] = str(path)
        yield path


@contextmanager
def _full_disk_explained(settings: Settings) -> Iterator[None]:
    """Report a full disk as such, whether it stopped a step, Airflow or Airflow's SQLite."""
    try:
        yield
    except ConfigurationError:
        raise
    except Exception as error:
        if shutil.disk_usage(settings.data).free >= _LEAST_FREE_BYTES:
            raise
        raise explain_os_error(
            OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(settings.data))
        ) from error


@contextmanager
def _output_to(log: Path) -> Iterator[TextIO]:
    """Redirect this process's output to `log`; yield the terminal."""
    sys.stdout.flush()
    sys.stderr.flush()
    out, err = os.dup(1), os.dup(2)
    logging.captureWarnings(capture=True)
    try:
        with (
            log.open("a", encoding="utf-8") as stream,
            os.fdopen(os.dup(err), "w", encoding="utf-8") as terminal,
        ):
            os.dup2(stream.fileno(), 1)
            os.dup2(stream.fileno(), 2)
            yield terminal
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os.dup2(out, 1)
        os.dup2(err, 2)
        os.close(out)
        os.close(err)
