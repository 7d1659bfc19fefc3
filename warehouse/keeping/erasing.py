"""Erase articles and outlets for good: find what there is of them, take it out, let it in no more."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb

from model import Blocklist, ErasedKind, PermanentError
from warehouse.database.connection import Connection, open_reader
from warehouse.database.quoting import quoted
from warehouse.database.staging import stage
from warehouse.database.statements import execute, execute_all, statement
from warehouse.database.transaction import transaction
from warehouse.steps.planning import as_dicts

Row = dict[str, Any]
# The order of a deletion. Corrections go first: those that name an erased article are given another text of
# its event, where there is one. Each statement with the table whose rows it changes.
CORRECTIONS = (
    ("event_correction", "deletion/event_correction_anchor"),
    ("event_correction", "deletion/event_correction"),
)
# Copies leave their groups, as where an article's text has changed.
UNGROUP = "replace/ungroup"
# Rows of the articles themselves: each table with the column that names the article.
OF_ARTICLES = (
    ("event_article", "article_id"),
    ("event_article_past", "article_id"),
    ("article_vector", "article_id"),
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
class Gone:
    """All that is to be erased, found before anything is touched.

    `keys` are the (kind, key) to remember. The rows: entries (feed_id, entry_id, mark), fetches (fetch_id and
    mark; without one only their record goes), rejections (number, mark, entry_mark), cuts (archive_file,
    archive_offset). `moved` are fetches whose body stood in a record that goes, with its new place.
    """

    keys: Sequence[tuple[ErasedKind, str]]
    article_ids: Sequence[str] = ()
    feed_ids: Sequence[str] = ()
    entries: Sequence[Row] = ()
    fetches: Sequence[Row] = ()
    rejections: Sequence[Row] = ()
    cuts: Sequence[Row] = ()
    moved: Sequence[Row] = field(default=())


def erasures(published: Path) -> Blocklist:
    """Return what was erased, by the published copy; nothing where there is none yet."""
    if not published.exists():
        return Blocklist()
    with open_reader(published) as connection:
        return erasures_of(connection)


def erasures_of_any(files: Sequence[Path]) -> Blocklist | None:
    """Return what was erased, by the first of some files that can be read; None where all are damaged."""
    there = [file for file in files if file.exists()]
    for file in there:
        try:
            return erasures(file)
        except PermanentError:
            continue
        except duckdb.CatalogException:  # of a Parallax that knew no erasing
            return Blocklist()
    return None if there else Blocklist()


def erasures_of(connection: Connection) -> Blocklist:
    """Return what was erased."""
    found: dict[str, set[str]] = {kind: set() for kind in ErasedKind}
    for kind, key in connection.execute("SELECT kind, key FROM erased").fetchall():
        found[kind].add(key)
    return Blocklist(
        urls=frozenset(found[ErasedKind.URL]),
        outlets=frozenset(found[ErasedKind.OUTLET]),
        domains=frozenset(found[ErasedKind.DOMAIN]),
    )


def is_unfinished(connection: Connection) -> bool:
    """Say whether something that was erased still leaves traces, in the files or at another URL."""
    query = f"""
        SELECT EXISTS (FROM erased WHERE finished_at IS NULL)
            OR EXISTS (FROM unarchived)
            OR EXISTS ({statement("traces/variants").rstrip().rstrip(";")})
    """
    (found,) = connection.execute(query).fetchall()[0]
    return bool(found)


def variants(connection: Connection) -> list[str]:
    """Return the URLs of pages that were refused because they are an erased article at another URL."""
    return [key for (key,) in execute(connection, "traces/variants").fetchall()]


def outlets(connection: Connection) -> dict[str, str | None]:
    """Return the domain of every outlet of the warehouse by its id."""
    return dict(connection.execute("SELECT outlet_id, domain FROM outlet").fetchall())


def feeds_of(connection: Connection, outlet_ids: Sequence[str]) -> list[str]:
    """Return the ids of the feeds of some outlets."""
    query = "SELECT feed_id FROM feed WHERE list_contains(CAST($outlets AS VARCHAR[]), outlet_id)"
    return [feed_id for (feed_id,) in connection.execute(query, {"outlets": list(outlet_ids)}).fetchall()]


def articles(
    connection: Connection, keys: Iterable[str], given: Sequence[str], outlet_ids: Sequence[str]
) -> list[Row]:
    """Return the articles of ids, of outlets, or with a canonical URL that was given; stages them too."""
    stage(connection, "stage_key", {"key": "UUID"}, [{"key": key} for key in keys])
    values = {"given": list(given), "outlets": list(outlet_ids)}
    rows = as_dicts(execute(connection, "traces/articles", **values))
    stage(connection, "stage_erased_article", {"article_id": "UUID", "fetch_id": "UUID"}, rows)
    return rows


def shared_canonicals(connection: Connection, urls: Sequence[str]) -> frozenset[str]:
    """Return those of some canonical URLs that several articles state, or that another article is at."""
    rows = execute(connection, "traces/shared_canonicals", urls=list(urls)).fetchall()
    return frozenset(url for (url,) in rows)


def entries(connection: Connection, outlet_ids: Sequence[str]) -> list[Row]:
    """Return the entries that lead to the articles and URLs last asked for, or are of feeds of outlets."""
    return as_dicts(execute(connection, "traces/entries", outlets=list(outlet_ids)))


def pages(connection: Connection, hosts: Sequence[str], domains: Sequence[str]) -> list[Row]:
    """Return requests for pages of some hosts and domains, and those that brought the articles."""
    values = {"hosts": list(hosts), "domains": list(domains)}
    return as_dicts(execute(connection, "traces/pages", **values))


def feed_answers(connection: Connection, listing: Sequence[Row], outlet_ids: Sequence[str]) -> list[Row]:
    """Return archived answers of feeds that may list some entries, and all of an outlet's own feeds."""
    values = {
        "feeds": sorted({row["feed_id"] for row in listing}),
        "since": min((row["first_seen_at"] for row in listing), default=None),
        "until": max((row["last_seen_at"] for row in listing), default=None),
        "outlets": list(outlet_ids),
    }
    return as_dicts(execute(connection, "traces/feed_answers", **values))


def rejections(
    connection: Connection, leading: Sequence[Row], hosts: Sequence[str], outlet_ids: Sequence[str]
) -> list[Row]:
    """Return rejections of some entries and hosts."""
    _stage_entries(connection, leading)
    values = {"hosts": list(hosts), "outlets": list(outlet_ids)}
    return as_dicts(execute(connection, "traces/rejections", **values))


def bodies_alike(connection: Connection, fetch_ids: Sequence[str]) -> list[Row]:
    """Return archived pages of the same run and body as some requests, which are not of them."""
    stage(connection, "stage_alike", {"fetch_id": "UUID"}, [{"fetch_id": one} for one in fetch_ids])
    return as_dicts(execute(connection, "traces/bodies_alike"))


def take_out(
    connection: Connection, gone: Gone, note: str | None, at: datetime
) -> tuple[dict[str, int], list[str]]:
    """Erase in one transaction; return what went or lost its face, rows by table, and the events touched.

    What depended on the articles is whole afterwards, but for the copies of an original that went: these wait
    to be regrouped.
    """
    with transaction(connection):
        _stage(connection, gone)
        events = [event for (event,) in execute(connection, "traces/events").fetchall()]
        counts = _delete(connection, note, at)
        for row in gone.moved:
            connection.execute(
                'UPDATE "fetch" SET archive_file = ?, archive_offset = ? WHERE fetch_id = ?',
                [row["archive_file"], row["archive_offset"], row["fetch_id"]],
            )
    return {table: count for table, count in counts.items() if count}, events


def _delete(connection: Connection, note: str | None, at: datetime) -> dict[str, int]:
    """Delete and redact what is staged; return the rows by table, those of Parallax's own notes left out."""
    counts: Counter[str] = Counter()
    for table, name in CORRECTIONS:
        counts[table] += _count(execute(connection, name))
    execute(connection, UNGROUP)
    for table, key in OF_ARTICLES:
        counts[table] += _count(_delete_articles(connection, table, key))
    execute_all(connection, REPAIR_EVENTS)
    _delete_articles(connection, "unrelated", "article_id")
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


def _stage(connection: Connection, gone: Gone) -> None:
    stage(
        connection,
        "stage_erased",
        {"kind": "VARCHAR", "key": "VARCHAR"},
        [{"kind": str(kind), "key": key} for kind, key in gone.keys],
    )
    ids = [{"article_id": one} for one in gone.article_ids]
    stage(connection, "stage_erased_article", {"article_id": "UUID"}, ids)
    stage(
        connection,
        "stage_changed",
        {"article_id": "UUID", "is_text_changed": "BOOLEAN"},
        [{**row, "is_text_changed": True} for row in ids],
    )
    stage(
        connection, "stage_erased_feed", {"feed_id": "VARCHAR"}, [{"feed_id": one} for one in gone.feed_ids]
    )
    _stage_entries(connection, gone.entries)
    stage(connection, "stage_erased_fetch", {"fetch_id": "UUID", "mark": "VARCHAR"}, gone.fetches)
    marks = {"number": "BIGINT", "mark": "VARCHAR", "entry_mark": "VARCHAR"}
    stage(connection, "stage_erased_rejection", marks, gone.rejections)
    stage(connection, "stage_cut", {"archive_file": "VARCHAR", "archive_offset": "BIGINT"}, gone.cuts)


def _stage_entries(connection: Connection, rows: Sequence[Row]) -> None:
    types = {"feed_id": "VARCHAR", "entry_id": "VARCHAR", "mark": "VARCHAR"}
    stage(connection, "stage_erased_entry", types, [{name: row.get(name) for name in types} for row in rows])


def groups_apart(connection: Connection) -> list[Row]:
    """Return groups whose regrouped copies stand in several events, with the event they belong in.

    The rows have article_id (the original), event_id, score, method_version, and all events and articles.
    """
    return as_dicts(execute(connection, "traces/apart"))


def originals_without_vector(connection: Connection, embedder: str) -> list[Row]:
    """Return id, time, language, title and text of regrouped originals that are in an event unembedded."""
    values = {"embedder": embedder}
    return as_dicts(execute(connection, "traces/originals_without_vector", **values))


def regrouped_events(connection: Connection) -> list[str]:
    """Return the events of articles that were regrouped where they stand."""
    return [event for (event,) in execute(connection, "traces/regrouped_events").fetchall()]


def cuts(connection: Connection) -> Mapping[str, list[int]]:
    """Return the records still to be cut out, by archive file."""
    query = "SELECT archive_file, list(archive_offset) FROM unarchived GROUP BY ALL ORDER BY archive_file"
    return dict(connection.execute(query).fetchall())


def note_cut(connection: Connection, archive_file: str) -> None:
    """Note that nothing more is to be cut out of an archive file."""
    connection.execute("DELETE FROM unarchived WHERE archive_file = ?", [archive_file])


def latest_embedder(connection: Connection) -> str | None:
    """Return the name of the model that made the vectors of the latest text, None where there are none."""
    row = connection.execute("SELECT arg_max(embedder, published_at) FROM article_vector").fetchone()
    return str(row[0]) if row and row[0] else None


def regrouped(connection: Connection) -> None:
    """Note that what was regrouped is whole, and forget ids that lead to events which ended with it."""
    with transaction(connection):
        execute(connection, "events/related")
        execute(connection, "deletion/event_alias")
