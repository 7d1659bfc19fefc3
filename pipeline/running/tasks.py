"""Where Airflow meets the steps: settings and the clock go in, errors come out as Airflow knows them."""

import gc
import inspect
import os
from collections.abc import Callable
from datetime import UTC, datetime
from functools import cache
from typing import Any, TypeVar

from airflow.exceptions import AirflowFailException

from model import DamagedError, ParallaxError, PermanentError, TransientError
from model.paths import data_folder
from pipeline.running.failures import explain_os_error, leave_failure
from pipeline.running.metrics import meter, step_measured
from pipeline.running.notices import FAILURE, attention, leave_word
from pipeline.running.private import private
from pipeline.settings import Settings, read_settings
from pipeline.staging.steps import run_staged
from warehouse.database.publishing import mend_published

T = TypeVar("T")


def run_step(
    step: Callable[..., T], before: Callable[[Settings, datetime], None] | None = None, **arguments: Any
) -> T:
    """Run a step of `pipeline.steps` with the settings, and with the time and the like where it takes them.

    `before` is run first. A PermanentError fails the task for good; a TransientError is left to Airflow's
    retries.
    """
    _exclude_from_collection()
    parameters = inspect.signature(step).parameters
    try:
        settings, now = read_settings(), datetime.now(UTC)
        provided: dict[str, Callable[[], Any]] = {"now": lambda: now, "meter": meter, "attention": attention}
        given = arguments | {name: provide() for name, provide in provided.items() if name in parameters}
        with step_measured(step.__name__), private(data_folder(os.environ)):
            if before:
                before(settings, now)
            return run_staged(step, settings, given)
    except (ParallaxError, OSError) as error:
        known = explain_os_error(error) if isinstance(error, OSError) else _mended(error)
        leave_failure(known)
        leave_word(FAILURE, str(known))
        if isinstance(known, PermanentError):
            raise AirflowFailException(str(known)) from error
        raise known from error


def _mended(error: ParallaxError) -> ParallaxError:
    """Replace a published copy that turned out to be damaged: the step can be tried again then."""
    if not (isinstance(error, DamagedError) and mend_published(read_settings().warehouse_paths)):
        return error
    return TransientError(f"{error} This was done: run again.")


@cache
def _exclude_from_collection() -> None:
    """Exclude everything that exists before the first step, Airflow above all, from garbage collection.

    Done once a process. Asking Python whether it was done counts a million objects, which takes 50 ms a step.
    """
    gc.freeze()
    gc.enable()
