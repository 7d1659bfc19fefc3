"""Delete articles and outlets for good, with everything made from them, and let them in no more."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from model import ErasedKind
from warehouse.database.connection import Connection
from warehouse.database.quoting import quoted
from warehouse.database.rows import UuidText, stage
from warehouse.database.statements import execute, execute_all
from warehouse.database.transaction import transaction
from warehouse.keeping.traces import ErasedArticle, ErasedEntry
from warehouse.steps.event_stories import repair_stories

# The order of a deletion. Corrections go first: those that name an erased article are given a copy of it, or
# another text of its event, where there is one. Each statement with the table whose rows it changes.
CORRECTIONS = (
    ("event_correction", "deletion/event_correction_article"),
    ("event_correction", "deletion/event_correction_anchor"),
    ("event_correction", "deletion/event_correction"),
)
# Copies leave their groups, as where an article's text has changed.
UNGROUP = "replace/ungroup"
# Their words leave the index.
FORGET_WORDS = "search/forget"
# Rows of the articles themselves: each table with the column that names the article.
OF_ARTICLES = (
    ("event_article", "article_id"),
    ("event_article_past", "article_id"),
    ("event_article_uncorrected", "article_id"),
    ("article_vector", "article_id"),
    ("article_closeness", "article_id"),
    ("article_apart", "article_id"),
    ("article_apart", "other_article_id"),
    ("article_text", "article_id"),
    ("article_language", "article_id"),
    ("article_fingerprint", "article_id"),
    ("article_contradiction", "article_id"),
    ("mention", "article_id"),
    ("article", "article_id"),
    ("event_past", "representative_article_id"),
)
# Events are brought up to the members that are left, as where an article's text has changed.
REPAIR_EVENTS = ("replace/empty_events", "replace/event", "replace/event_title")
# What else names the articles, or belongs to an erased outlet.
OF_OUTLETS_AND_REQUESTS = (
    ("event_alias", "deletion/event_alias"),
    ("article_revision", "deletion/article_revision"),
    ("entry", "deletion/entry_redacted"),
    ("entry", "deletion/entry"),
    ("rejection", "deletion/rejection_redacted"),
    ("fetch", "deletion/fetch_redacted"),
    ("feed", "deletion/feed_body"),
    ("feed", "deletion/feed"),
    ("outlet", "deletion/outlet"),
    ("outlet_reading", "deletion/outlet_reading"),
    ("host", "deletion/host"),
)
# What is left to do in the archive, and what may not come in again.
NOTE = ("deletion/unarchived", "deletion/erased")


@dataclass(frozen=True, slots=True, kw_only=True)
class ErasedFetch:
    """A request to redact; `mark` replaces its URL. Without one it only loses its record."""

    fetch_id: UuidText
    mark: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ErasedRejection:
    """A rejection to redact, by its row id; the marks replace its key and entry id."""

    number: int
    mark: str
    entry_mark: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ArchivedRecord:
    """A record that is to be cut out of the archive."""

    archive_file: str
    archive_offset: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MovedBody:
    """A request whose body was in a record that is removed, and where the body is now."""

    fetch_id: str
    archive_file: str
    archive_offset: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Deletion:
    """All that is to be erased, found before anything is touched; `keys` are what may not come in again."""

    keys: Sequence[tuple[ErasedKind, str]]
    article_ids: Sequence[str] = ()
    feed_ids: Sequence[str] = ()
    entries: Sequence[ErasedEntry] = ()
    fetches: Sequence[ErasedFetch] = ()
    rejections: Sequence[ErasedRejection] = ()
    cuts: Sequence[ArchivedRecord] = ()
    moved: Sequence[MovedBody] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Key:
    kind: ErasedKind
    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Changed:
    article_id: UuidText
    is_text_changed: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class _Feed:
    feed_id: str


def delete(
    connection: Connection, deletion: Deletion, note: str | None, at: datetime
) -> tuple[dict[str, int], list[str]]:
    """Erase in one transaction; return the rows deleted or redacted by table, and the events touched.

    What was made from the articles is consistent afterwards, except the copies of a deleted original: these
    wait to be regrouped.
    """
    with transaction(connection):
        _stage(connection, deletion)
        events = [event for (event,) in execute(connection, "traces/events").fetchall()]
        counts = _delete(connection, note, at)
        for one in deletion.moved:
            connection.execute(
                'UPDATE "fetch" SET archive_file = ?, archive_offset = ? WHERE fetch_id = ?',
                [one.archive_file, one.archive_offset, one.fetch_id],
            )
    return {table: count for table, count in counts.items() if count}, events


def _delete(connection: Connection, note: str | None, at: datetime) -> dict[str, int]:
    """Delete and redact what is staged; return the rows by table, those of Parallax's own notes left out."""
    counts: Counter[str] = Counter()
    for table, name in CORRECTIONS:
        counts[table] += _count(execute(connection, name))
    execute(connection, UNGROUP)
    execute(connection, FORGET_WORDS)
    for table, key in OF_ARTICLES:
        counts[table] += _count(_delete_articles(connection, table, key))
    execute_all(connection, REPAIR_EVENTS)
    repair_stories(connection, at)
    _delete_articles(connection, "unrelated", "article_id")
    _delete_articles(connection, "unindexed", "article_id")
    for table, name in OF_OUTLETS_AND_REQUESTS:
        counts[table] += _count(execute(connection, name))
    execute_all(connection, NOTE, note=note, at=at)
    return counts


def _delete_articles(connection: Connection, table: str, key: str) -> Connection:
    return connection.execute(
        f"DELETE FROM {quoted(table)} "  # noqa: S608 - our own names
        f"WHERE {quoted(key)} IN (SELECT article_id FROM stage_erased_article)"
    )


def _count(changed: Connection) -> int:
    """Return how many rows a statement changed."""
    return int(changed.fetchall()[0][0])


def _stage(connection: Connection, deletion: Deletion) -> None:
    ids = deletion.article_ids
    keys = [_Key(kind=kind, key=key) for kind, key in deletion.keys]
    stage(connection, "stage_erased", _Key, keys)
    stage(connection, "stage_erased_article", ErasedArticle, [ErasedArticle(article_id=one) for one in ids])
    stage(connection, "stage_changed", _Changed, [_Changed(article_id=one) for one in ids])
    stage(connection, "stage_erased_feed", _Feed, [_Feed(feed_id=one) for one in deletion.feed_ids])
    stage(connection, "stage_erased_entry", ErasedEntry, deletion.entries)
    stage(connection, "stage_erased_fetch", ErasedFetch, deletion.fetches)
    stage(connection, "stage_erased_rejection", ErasedRejection, deletion.rejections)
    stage(connection, "stage_cut", ArchivedRecord, deletion.cuts)
