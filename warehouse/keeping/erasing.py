"""Erase articles and outlets for good: find what there is of them, take it out, let it in no more."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb

from model import Blocklist, ErasedKind, PermanentError
from warehouse.database.connection import Connection, open_reader
from warehouse.database.staging import stage
from warehouse.database.statements import statement, statement_names
from warehouse.database.transaction import transaction
from warehouse.steps.planning import as_dicts

Row = dict[str, Any]
# What replacing already does for an article whose text has changed.
_LEAVING = ("replace/031_ungroup",)
_WHOLE_AGAIN = ("replace/034_empty_events", "replace/051_representative", "replace/052_titles")
_BOOKKEEPING = frozenset(("unrelated", "unarchived", "erased"))


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
            OR EXISTS ({statement("erased/variants").rstrip().rstrip(";")})
    """
    (found,) = connection.execute(query).fetchall()[0]
    return bool(found)


def variants(connection: Connection) -> list[str]:
    """Return the URLs of pages that were refused because they are an erased article at another URL."""
    return [key for (key,) in connection.execute(statement("erased/variants")).fetchall()]


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
    rows = as_dicts(connection.execute(statement("erased/articles"), values))
    stage(connection, "stage_erased_article", {"article_id": "UUID", "fetch_id": "UUID"}, rows)
    return rows


def shared_canonicals(connection: Connection, urls: Sequence[str]) -> frozenset[str]:
    """Return those of some canonical URLs that several articles state, or that another article is at."""
    rows = connection.execute(statement("erased/shared_canonicals"), {"urls": list(urls)}).fetchall()
    return frozenset(url for (url,) in rows)


def entries(connection: Connection, outlet_ids: Sequence[str]) -> list[Row]:
    """Return the entries that lead to the articles and URLs last asked for, or are of feeds of outlets."""
    return as_dicts(connection.execute(statement("erased/entries"), {"outlets": list(outlet_ids)}))


def pages(connection: Connection, hosts: Sequence[str], domains: Sequence[str]) -> list[Row]:
    """Return requests for pages of some hosts and domains, and those that brought the articles."""
    values = {"hosts": list(hosts), "domains": list(domains)}
    return as_dicts(connection.execute(statement("erased/pages"), values))


def feed_answers(connection: Connection, listing: Sequence[Row], outlet_ids: Sequence[str]) -> list[Row]:
    """Return archived answers of feeds that may list some entries, and all of an outlet's own feeds."""
    values = {
        "feeds": sorted({row["feed_id"] for row in listing}),
        "since": min((row["first_seen_at"] for row in listing), default=None),
        "until": max((row["last_seen_at"] for row in listing), default=None),
        "outlets": list(outlet_ids),
    }
    return as_dicts(connection.execute(statement("erased/feed_answers"), values))


def rejections(
    connection: Connection, leading: Sequence[Row], hosts: Sequence[str], outlet_ids: Sequence[str]
) -> list[Row]:
    """Return rejections of some entries and hosts."""
    _stage_entries(connection, leading)
    values = {"hosts": list(hosts), "outlets": list(outlet_ids)}
    return as_dicts(connection.execute(statement("erased/rejections"), values))


def bodies_alike(connection: Connection, fetch_ids: Sequence[str]) -> list[Row]:
    """Return archived pages of the same run and body as some requests, which are not of them."""
    stage(connection, "stage_alike", {"fetch_id": "UUID"}, [{"fetch_id": one} for one in fetch_ids])
    return as_dicts(connection.execute(statement("erased/bodies_alike")))


def take_out(
    connection: Connection, gone: Gone, note: str | None, at: datetime
) -> tuple[dict[str, int], list[str]]:
    """Erase in one transaction; return what went or lost its face, rows by table, and the events touched.

    What depended on the articles is whole afterwards, but for the copies of an original that went: these wait
    to be regrouped.
    """
    with transaction(connection):
        _stage(connection, gone)
        events = [event for (event,) in connection.execute(statement("erased/events")).fetchall()]
        counts: dict[str, int] = {}
        names = statement_names("erase")
        corrections = [name for name in names if name < "erase/030"]
        own = [name for name in names if "erase/030" <= name < "erase/040"]
        rest = [name for name in names if name >= "erase/040"]
        for name in (*corrections, *_LEAVING, *own, *_WHOLE_AGAIN, *rest):
            text = statement(name)
            values = {key: value for key, value in (("at", at), ("note", note)) if f"${key}" in text}
            (count,) = (connection.execute(text, values or None).fetchone() or (0,))[:1]
            table = name.rpartition("/")[2][4:]
            if name in rest or name in own or name in corrections:
                counts[table] = counts.get(table, 0) + int(count)
        for row in gone.moved:
            connection.execute(
                'UPDATE "fetch" SET archive_file = ?, archive_offset = ? WHERE fetch_id = ?',
                [row["archive_file"], row["archive_offset"], row["fetch_id"]],
            )
    return {table: count for table, count in counts.items() if count and table not in _BOOKKEEPING}, events


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
        {"article_id": "UUID", "is_untold": "BOOLEAN"},
        [{**row, "is_untold": True} for row in ids],
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
    return as_dicts(connection.execute(statement("erased/apart")))


def originals_without_vector(connection: Connection, embedder: str) -> list[Row]:
    """Return id, time, language, title and text of regrouped originals that are in an event unembedded."""
    values = {"embedder": embedder}
    return as_dicts(connection.execute(statement("erased/originals_without_vector"), values))


def regrouped_events(connection: Connection) -> list[str]:
    """Return the events of articles that were regrouped where they stand."""
    return [event for (event,) in connection.execute(statement("erased/regrouped_events")).fetchall()]


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
        connection.execute(statement("regroup/095_related"))
        connection.execute(statement("erase/046_event_alias"))
