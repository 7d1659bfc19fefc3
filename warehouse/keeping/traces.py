"""Find what the warehouse has of articles and outlets that are to be erased.

Some queries read what an earlier one staged: entries and pages are those of the articles found last.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from warehouse.database.connection import Connection
from warehouse.database.rows import UuidText, rows, stage
from warehouse.database.statements import execute


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleTrace:
    """An article that is to be erased."""

    article_id: str
    outlet_id: str
    url: str
    title: str | None
    canonical_url: str | None
    fetch_id: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryTrace:
    """An entry that leads to an erased article, or, not `is_meant`, that an erased outlet's feed lists."""

    feed_id: str
    entry_id: str
    url: str | None
    article_url: str | None
    first_seen_at: datetime | None
    last_seen_at: datetime | None
    article_id: str | None
    is_meant: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PageTrace:
    """A request that may have led to an erased article; `is_own`: it brought one."""

    fetch_id: str
    url: str
    final_url: str | None
    archive_file: str | None
    archive_offset: int | None
    is_own: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedAnswer:
    """An archived answer of a feed; `is_own`: the feed is an erased outlet's."""

    fetch_id: str
    url: str
    archive_file: str
    archive_offset: int
    is_own: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RejectionTrace:
    """A rejection, by its row id; `is_own`: of an erased entry or an erased outlet's feed."""

    number: int
    key: str
    entry_id: str | None
    is_own: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SameBody:
    """An archived page with the body of an erased one."""

    fetch_id: str
    run_id: str
    archive_file: str
    archive_offset: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ErasedArticle:
    """An article to erase, as it is staged."""

    article_id: UuidText
    fetch_id: UuidText | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ErasedEntry:
    """An entry to erase, as it is staged; `mark` replaces its id."""

    feed_id: str
    entry_id: str
    mark: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Key:
    key: UuidText


@dataclass(frozen=True, slots=True, kw_only=True)
class _FetchId:
    fetch_id: UuidText


def outlets(connection: Connection) -> dict[str, str | None]:
    """Return the domain of every outlet of the warehouse by its id."""
    return dict(connection.execute("SELECT outlet_id, domain FROM outlet").fetchall())


def feeds_of(connection: Connection, outlet_ids: Sequence[str]) -> list[str]:
    """Return the ids of the feeds of some outlets."""
    query = "SELECT feed_id FROM feed WHERE list_contains(CAST($outlets AS VARCHAR[]), outlet_id)"
    return [feed_id for (feed_id,) in connection.execute(query, {"outlets": list(outlet_ids)}).fetchall()]


def articles(
    connection: Connection, keys: Iterable[str], given: Sequence[str], outlet_ids: Sequence[str]
) -> list[ArticleTrace]:
    """Return the articles with an id of `keys` or a URL of `given`, and all of some outlets; stage them."""
    stage(connection, "stage_key", _Key, [_Key(key=key) for key in keys])
    values = {"given": list(given), "outlets": list(outlet_ids)}
    found = rows(execute(connection, "traces/articles", **values), ArticleTrace)
    staged = [ErasedArticle(article_id=one.article_id, fetch_id=one.fetch_id) for one in found]
    stage(connection, "stage_erased_article", ErasedArticle, staged)
    return found


def shared_canonicals(connection: Connection, urls: Sequence[str]) -> frozenset[str]:
    """Return those of some canonical URLs that several articles state."""
    found = execute(connection, "traces/shared_canonicals", urls=list(urls)).fetchall()
    return frozenset(url for (url,) in found)


def entries(connection: Connection, outlet_ids: Sequence[str]) -> list[EntryTrace]:
    """Return the entries that lead to the staged articles and keys, or are of feeds of some outlets."""
    return rows(execute(connection, "traces/entries", outlets=list(outlet_ids)), EntryTrace)


def pages(connection: Connection, hosts: Sequence[str], domains: Sequence[str]) -> list[PageTrace]:
    """Return requests for pages of some hosts and domains, and those that brought the staged articles."""
    values = {"hosts": list(hosts), "domains": list(domains)}
    return rows(execute(connection, "traces/pages", **values), PageTrace)


def feed_answers(
    connection: Connection, listing: Sequence[EntryTrace], outlet_ids: Sequence[str]
) -> list[FeedAnswer]:
    """Return archived answers of feeds that may list some entries, and all of an outlet's own feeds."""
    first_seen = [entry.first_seen_at for entry in listing if entry.first_seen_at]
    last_seen = [entry.last_seen_at for entry in listing if entry.last_seen_at]
    values = {
        "feeds": sorted({entry.feed_id for entry in listing}),
        "since": min(first_seen, default=None),
        "until": max(last_seen, default=None),
        "outlets": list(outlet_ids),
    }
    return rows(execute(connection, "traces/feed_answers", **values), FeedAnswer)


def rejections(
    connection: Connection, leading: Sequence[EntryTrace], hosts: Sequence[str], outlet_ids: Sequence[str]
) -> list[RejectionTrace]:
    """Return the rejections of some entries, hosts and outlets' feeds."""
    staged = [ErasedEntry(feed_id=entry.feed_id, entry_id=entry.entry_id) for entry in leading]
    stage(connection, "stage_erased_entry", ErasedEntry, staged)
    values = {"hosts": list(hosts), "outlets": list(outlet_ids)}
    return rows(execute(connection, "traces/rejections", **values), RejectionTrace)


def same_bodies(connection: Connection, fetch_ids: Sequence[str]) -> list[SameBody]:
    """Return other archived pages of the same run with the body of one of some requests."""
    stage(connection, "stage_alike", _FetchId, [_FetchId(fetch_id=one) for one in fetch_ids])
    return rows(execute(connection, "traces/same_bodies"), SameBody)
