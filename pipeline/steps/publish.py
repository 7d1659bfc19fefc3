"""Publish: replace the readers' copy of the warehouse by one that includes this run."""

import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from model.measurement import Measurement, MeasurementKind, Meter
from pipeline.keeping.dead_runs import folders_of_runs
from pipeline.keeping.erasure_completion import complete_erasure
from pipeline.keeping.lake import commit_to_lake
from pipeline.keeping.retain import retain_daily
from pipeline.running import progress
from pipeline.settings import Settings
from pipeline.staging.published import publish as publish_everywhere
from transforms.language.preferences import in_order
from warehouse import Connection, open_writer
from warehouse.keeping.blocklist_store import is_unfinished
from warehouse.steps.checking import check
from warehouse.steps.loading import finish_runs
from warehouse.steps.measuring import measure_finished_runs, measure_published
from warehouse.steps.tallying import tally
from warehouse.steps.titling import prefer_languages, title_languages


def publish(settings: Settings, run: str, now: datetime, meter: Meter | None = None) -> str:
    """Finish the run and replace the published copy; return the published file.

    `meter` gets what the run brought and how the warehouse stands. An incomplete erasure, such as that of a
    page whose identity only this run revealed, is completed first.
    """
    paths = settings.warehouse_paths
    with open_writer(paths) as connection:
        is_erasing = is_unfinished(connection)
        if not is_erasing:
            _finish_run(settings, connection, now, meter)
    if is_erasing:
        # The run is loaded: of its files nothing is needed any more, and they may hold what is erased.
        _remove(settings, run)
        complete_erasure(settings, now)
        with open_writer(paths) as connection:
            _finish_run(settings, connection, now, meter)
    publish_everywhere(settings)
    commit_to_lake(settings, now)
    _remove(settings, run)
    progress.say(f"publish: {settings.published}")
    if meter:
        meter([*measure_published(settings.published), *_measure_now(settings, now)])
    return str(settings.published)


def _remove(settings: Settings, run: str) -> None:
    """Remove the files of a run, from the store too."""
    shutil.rmtree(Path(run), ignore_errors=True)
    if settings.store:
        folders_of_runs(settings).remove(Path(run).name)


def _finish_run(settings: Settings, connection: Connection, now: datetime, meter: Meter | None) -> None:
    # Looking through all titles is for those who have a preference.
    languages = title_languages(connection) if settings.languages else ()
    prefer_languages(connection, in_order(settings.languages, languages))
    tally(connection)
    retain_daily(settings, connection, now)
    findings = list(check(connection))
    for found in findings:
        progress.warn(f"check {found.name}: {found.what} ({found.count}, such as {found.example}).")
    finish_runs(connection, now)
    if meter:
        # Only now, and once: a task that is tried again from here on finds no run to finish.
        meter([*measure_finished_runs(connection, now), _gauge("check_findings", len(findings))])


def _measure_now(settings: Settings, now: datetime) -> Iterator[Measurement]:
    yield _gauge("disk_free_bytes", shutil.disk_usage(settings.data).free)
    yield _gauge("published_timestamp_seconds", now.timestamp())


def _gauge(name: str, value: float) -> Measurement:
    return Measurement(name=name, kind=MeasurementKind.GAUGE, value=value)
