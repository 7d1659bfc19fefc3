"""Remove what is older than the user keeps it; trends and the facts about articles stay."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from model import ConfigurationError
from pipeline.running import progress
from pipeline.settings import Settings
from pipeline.staging.archive import archive_names, remove_from_archive
from pipeline.staging.published import publish, require_writer_here
from warehouse import Connection, open_writer
from warehouse.database import publishing
from warehouse.keeping import retaining

_EVERY = timedelta(days=1)
_NOTHING_SET = (
    "Nothing is set to expire: set one of PARALLAX_KEEP_TEXT_DAYS, PARALLAX_KEEP_VECTOR_DAYS, "
    "PARALLAX_KEEP_ARCHIVE_DAYS, PARALLAX_KEEP_FETCH_DAYS, PARALLAX_KEEP_REJECTION_DAYS."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Expired:
    """What was removed, or would be: for each kind the time it had to be older than, and the count."""

    before: Mapping[str, datetime]
    counts: Mapping[str, int]


def retain(settings: Settings, now: datetime, *, is_rehearsal: bool) -> Expired:
    """Remove what is too old and publish; with `is_rehearsal` only count.

    Raises ConfigurationError where no retention is set, PermanentError where there is no warehouse.
    """
    before = expiry_times(settings, now)
    if not before:
        raise ConfigurationError([_NOTHING_SET])
    require_writer_here(settings)
    paths = settings.warehouse_paths
    publishing.require_some(paths)
    with open_writer(paths) as connection:
        if is_rehearsal:
            counts = retaining.countable(
                connection, {kind: at for kind, at in before.items() if kind != "archive"}
            )
            files = {"archive": len(_old_files(settings, before))} if "archive" in before else {}
            return Expired(before=before, counts=counts | files)
        counts = expire(settings, connection, before, now)
    publish(settings)
    return Expired(before=before, counts=counts)


def retain_daily(settings: Settings, connection: Connection, now: datetime) -> None:
    """Remove what is too old, where a limit is set and the last removal is a day ago."""
    before = expiry_times(settings, now)
    last = retaining.last_retained_at(connection, now) if before else None
    if not before or (last and now - last < _EVERY):
        return
    counts = expire(settings, connection, before, now)
    removed = ", ".join(f"{count} of {kind}" for kind, count in counts.items())
    progress.say(f"retain: expired {removed}")


def expire(
    settings: Settings, connection: Connection, before: Mapping[str, datetime], now: datetime
) -> dict[str, int]:
    """Remove what is older than `before` says; return how much of each kind.

    The warehouse forgets archive files before they are removed: where a run stops in between, the next one
    removes them.
    """
    files = _old_files(settings, before)
    counts = retaining.expire(connection, before, files, now)
    remove_from_archive(settings, files)
    return counts


def expiry_times(settings: Settings, now: datetime) -> dict[str, datetime]:
    """Return for each kind that expires the time before which it does."""
    days = {
        "text": settings.keep_text_days,
        "vector": settings.keep_vector_days,
        "archive": settings.keep_archive_days,
        "fetch": settings.keep_fetch_days,
        "rejection": settings.keep_rejection_days,
    }
    return {kind: now - timedelta(days=count) for kind, count in days.items() if count}


def _old_files(settings: Settings, before: Mapping[str, datetime]) -> Sequence[str]:
    """Return the archive files of days that are too old to the last hour, relative to the data folder."""
    if "archive" not in before:
        return ()
    return [
        name
        for name in archive_names(settings)
        if (day := _day_of(name)) and _end_of(day) <= before["archive"]
    ]


def _day_of(name: str) -> date | None:
    try:
        return date(*(int(part) for part in Path(name).parts[-4:-1]))
    except ValueError:
        return None


def _end_of(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(days=1)
