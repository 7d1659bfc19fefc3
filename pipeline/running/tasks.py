"""Where Airflow meets the steps: settings and the clock go in, errors come out as Airflow knows them."""

import gc
import importlib
from datetime import UTC, datetime
from typing import Any

from airflow.exceptions import AirflowFailException

from model import ParallaxError, PermanentError
from pipeline.running.failures import explain_os_error, leave_failure
from pipeline.settings import read_settings

_TELL_TIME = frozenset(("plan", "poll", "select", "fetch", "relate", "publish", "choose", "backfill"))


def step(name: str, *arguments: Any, **options: Any) -> Any:
    """Run the step `pipeline.<name>.<name>` with the settings and, where it takes one, the time.

    A PermanentError fails the task for good; a TransientError leaves it to Airflow's retries.
    """
    work = getattr(importlib.import_module(f"pipeline.steps.{name}"), name)
    _spare_what_is_there()
    now = (datetime.now(UTC),) if name in _TELL_TIME else ()
    try:
        return work(read_settings(), *arguments, *now, **options)
    except (ParallaxError, OSError) as error:
        known = explain_os_error(error) if isinstance(error, OSError) else error
        leave_failure(known)
        if isinstance(known, PermanentError):
            raise AirflowFailException(str(known)) from error
        raise known from error


def _spare_what_is_there() -> None:
    """Take Airflow and all else that is there before the first step out of garbage collection."""
    if not gc.get_freeze_count():
        gc.freeze()
    gc.enable()
