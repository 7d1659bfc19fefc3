"""Publish: replace the readers' copy of the warehouse by one that includes this run."""

import shutil
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from pathlib import Path

from model import FeedStatus
from model.measurement import Measurement, MeasurementKind, Meter
from pipeline.keeping.dead_runs import folders_of_runs
from pipeline.keeping.erasure_completion import complete_erasure
from pipeline.keeping.lake import commit_to_lake
from pipeline.keeping.retain import retain_daily
from pipeline.running import progress
from pipeline.settings import Settings
from pipeline.staging.published import publish as publish_everywhere
from transforms.language.preferences import in_order
from transforms.language.stop_words import stop_words
from warehouse import Connection, open_writer
from warehouse.keeping.blocklist_store import is_unfinished
from warehouse.steps.checking import Finding, check
from warehouse.steps.indexing import index_words
from warehouse.steps.loading import finish_runs
from warehouse.steps.measuring import DeadFeed, dead_feeds, measure_finished_runs, measure_published
from warehouse.steps.planning import feed_states
from warehouse.steps.stop_words import keep_stop_words
from warehouse.steps.tallying import tally, time_zone
from warehouse.steps.titling import prefer_languages, title_languages

_MAX_LISTED = 20
_FEEDS_DIED = (
    "Feeds that died, and are polled once a week from now on. `parallax feeds check` says what their "
    "addresses answer: correct them in the catalog, or remove them with `parallax feeds remove`."
)
_CHECKS_FOUND = (
    "Checks that found something in the warehouse. That is a defect of Parallax: please report it, with the "
    "example in the log of the step publish."
)


def publish(
    settings: Settings,
    run: str,
    now: datetime,
    meter: Meter | None = None,
    attention: Callable[[str], None] | None = None,
) -> str:
    """Finish the run and replace the published copy; return the published file.

    `meter` gets what the run brought and how the warehouse stands, `attention` a text of what operators
    should look at, if there is anything. An incomplete erasure, such as that of a page whose identity only
    this run revealed, is completed first.
    """
    paths = settings.warehouse_paths
    with open_writer(paths) as connection:
        is_erasing = is_unfinished(connection)
        if not is_erasing:
            _finish_run(settings, connection, now, meter, attention)
    if is_erasing:
        # The run is loaded: of its files nothing is needed any more, and they may hold what is erased.
        _remove(settings, run)
        complete_erasure(settings, now)
        with open_writer(paths) as connection:
            _finish_run(settings, connection, now, meter, attention)
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


def _finish_run(
    settings: Settings,
    connection: Connection,
    now: datetime,
    meter: Meter | None,
    attention: Callable[[str], None] | None,
) -> None:
    # Looking through all titles is for those who have a preference.
    languages = title_languages(connection) if settings.languages else ()
    prefer_languages(connection, in_order(settings.languages, languages))
    keep_stop_words(connection, stop_words())
    if settings.time_zone != time_zone(connection):
        progress.say(f"publish: days are those of {settings.time_zone} from now on: all is counted anew")
    tally(connection, settings.time_zone)
    index_words(connection)
    retain_daily(settings, connection, now)
    findings = list(check(connection))
    for found in findings:
        progress.warn(f"check {found.name}: {found.what} ({found.count}, such as {found.example}).")
    finish_runs(connection, now)
    if meter:
        # Only now, and once: a task that is tried again from here on finds no run to finish.
        meter([*measure_finished_runs(connection, now), _gauge("check_findings", len(findings))])
    if attention and (text := noteworthy(_died(settings, connection), findings)):
        attention(text)


def _died(settings: Settings, connection: Connection) -> list[DeadFeed]:
    """Return the feeds that are dead now and were not when the warehouse was last published."""
    states = feed_states(settings.published)
    before = {feed_id for feed_id, state in states.items() if state.status is FeedStatus.DEAD}
    return [feed for feed in dead_feeds(connection) if feed.feed_id not in before]


def noteworthy(died: Sequence[DeadFeed], findings: Sequence[Finding]) -> str:
    """Return what operators should look at, as text; nothing of it is what the web says."""
    feeds = [f"- {feed.feed_id}, {feed.url} ({feed.last_error or 'no error'})" for feed in died]
    checks = [f"- {found.name}: {found.what} ({found.count})" for found in findings]
    parts = [*_listed(_FEEDS_DIED, feeds), *_listed(_CHECKS_FOUND, checks)]
    return "\n\n".join(parts)


def _listed(what: str, lines: Sequence[str]) -> Iterator[str]:
    if lines:
        more = [f"- and {len(lines) - _MAX_LISTED} more"] if len(lines) > _MAX_LISTED else []
        yield "\n".join([what, *lines[:_MAX_LISTED], *more])


def _measure_now(settings: Settings, now: datetime) -> Iterator[Measurement]:
    yield _gauge("disk_free_bytes", shutil.disk_usage(settings.data).free)
    yield _gauge("published_timestamp_seconds", now.timestamp())


def _gauge(name: str, value: float) -> Measurement:
    return Measurement(name=name, kind=MeasurementKind.GAUGE, value=value)
