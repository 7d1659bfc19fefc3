"""Measurements, sent where Airflow sends its own: to StatsD or OpenTelemetry, by its settings `[metrics]`."""

import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from airflow.sdk.configuration import conf
from airflow.sdk.observability import stats

from model.measurement import Measurement, MeasurementKind, Meter

_SWITCHES = ("statsd_on", "statsd_datadog_enabled", "otel_on")
_SENDERS = {
    MeasurementKind.COUNT: lambda name, value, tags: stats.incr(name, int(value), tags=tags),
    MeasurementKind.GAUGE: lambda name, value, tags: stats.gauge(name, value, tags=tags),
    MeasurementKind.DURATION: lambda name, value, tags: stats.timing(name, value, tags=tags),
}


def meter() -> Meter | None:
    """Return what sends measurements; None where Airflow sends none, and then nothing is measured either."""
    is_on = any(conf.getboolean("metrics", name, fallback=False) for name in _SWITCHES)
    return _send if is_on else None


def _send(measurements: Iterable[Measurement]) -> None:
    for one in measurements:
        _SENDERS[one.kind](f"parallax.{one.name}", one.value, dict(one.tags))


@contextmanager
def step_measured(step: str) -> Iterator[None]:
    """Measure how long a step takes, and whether it succeeds."""
    started_s = time.monotonic()
    result = "failed"
    try:
        yield
        result = "succeeded"
    finally:
        if send := meter():
            took_ms = (time.monotonic() - started_s) * 1000
            tags = {"step": step, "result": result}
            send([Measurement(name="step_duration", kind=MeasurementKind.DURATION, value=took_ms, tags=tags)])
