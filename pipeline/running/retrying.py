"""How Airflow tries a step again: soon at first, then with pauses that grow, for some minutes altogether.

Only what may pass by itself is tried again: a PermanentError ends a task at once (`pipeline.running.tasks`).
"""

import os
from datetime import timedelta
from typing import Any

# The pauses are 5 to 10, 10 to 20 and 20 to 40 s, then at most a minute: a step goes on within a minute after
# what it needs is back. In each attempt, a store that does not answer is waited for besides.
_RETRIES, _FIRST_PAUSE, _LONGEST_PAUSE = 5, timedelta(seconds=5), timedelta(minutes=1)
_OWN = {
    "retries": ("AIRFLOW__CORE__DEFAULT_TASK_RETRIES", _RETRIES),
    "retry_delay": ("AIRFLOW__CORE__DEFAULT_TASK_RETRY_DELAY", _FIRST_PAUSE),
}


def retrying() -> dict[str, Any]:
    """Return a DAG's `default_args`; Airflow's own settings of retries hold where they are set."""
    own = {name: value for name, (variable, value) in _OWN.items() if variable not in os.environ}
    return {**own, "retry_exponential_backoff": 2.0, "max_retry_delay": _LONGEST_PAUSE}
