"""Find everything that the warehouse and the archive hold of the articles and outlets to erase."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from extractors.archive.moving import body_location, write_anew
from extractors.archive.writing import RecordLocation
from model import Blocklist, ErasedKind, Feed, PermanentError
from pipeline.fetching.feed_content import read_feed
from pipeline.settings import Settings
from pipeline.staging.archive import add_to_archive
from pipeline.staging.records import records_at_hand
from transforms.blocklist import is_barred, mark
from transforms.urls import article_id, host_of, normalise_url, registered_domain
from warehouse import Connection
from warehouse.keeping import traces as stored
from warehouse.keeping.deletion import ArchivedRecord, Deletion, ErasedFetch, ErasedRejection, MovedBody
from warehouse.keeping.traces import ArticleTrace, EntryTrace, ErasedEntry, FeedAnswer, PageTrace, SameBody

# In the names of archive files that hold a body of a page that stays.
MOVED = "-kept-"


@dataclass(frozen=True, slots=True, kw_only=True)
class ErasureTargets:
    """What to erase: URLs in their normal form, ids of articles and of outlets, domains of outlets."""

    urls: tuple[str, ...] = ()
    article_ids: tuple[str, ...] = ()
    outlets: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()


@dataclass(slots=True, kw_only=True)
class _Known:
    """What is known so far of the URLs that belong to the targets."""

    keys: set[str]
    hosts: set[str]
    articles: list[ArticleTrace] = field(default_factory=list)
    entries: list[EntryTrace] = field(default_factory=list)
    pages: list[PageTrace] = field(default_factory=list)

    def add(self, urls: Iterable[str | None]) -> None:
        for url in urls:
            if normal := normalise_url(url or ""):
                self.keys.add(article_id(normal))
                self.hosts.add(host_of(normal))


@dataclass(frozen=True, slots=True, kw_only=True)
class ErasureScope:
    """What to delete, and the user's own archive files that hold some of it and stay as they are."""

    deletion: Deletion
    foreign_files: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ErasurePreview:
    """What the warehouse has of the targets: articles, entries that led to them, and requests."""

    outlets: tuple[str, ...] = ()
    articles: Sequence[ArticleTrace] = ()
    entry_count: int = 0
    request_count: int = 0


def preview_of(connection: Connection, wanted: ErasureTargets) -> ErasurePreview:
    """Return what would be deleted of the targets; only temporary tables are written."""
    known = _follow(connection, wanted, _domains(connection, wanted))
    return ErasurePreview(
        outlets=wanted.outlets,
        articles=known.articles,
        entry_count=len(known.entries),
        request_count=len(known.pages),
    )


def erasure_scope(
    settings: Settings, connection: Connection, wanted: ErasureTargets, now: datetime
) -> ErasureScope:
    """Return all that exists of the targets; bodies that other pages share are written again."""
    domains = _domains(connection, wanted)
    known = _follow(connection, wanted, domains)
    hosts = sorted(known.hosts)
    pages = known.pages
    cuts = _own_records(pages)
    feeds = _feed_answers(settings, connection, known, wanted, domains, now)
    moved = _moved(settings, connection, [row.fetch_id for row in pages], cuts)
    keys = [(ErasedKind.OUTLET, outlet) for outlet in wanted.outlets]
    keys += [(ErasedKind.DOMAIN, domain) for domain in domains]
    keys += [(ErasedKind.URL, key) for key in sorted(known.keys)]
    deletion = Deletion(
        keys=keys,
        article_ids=[row.article_id for row in known.articles],
        feed_ids=stored.feeds_of(connection, wanted.outlets),
        entries=[
            ErasedEntry(feed_id=row.feed_id, entry_id=row.entry_id, mark=mark(row.entry_id))
            for row in known.entries
        ],
        fetches=[
            *(ErasedFetch(fetch_id=row.fetch_id, mark=mark(_normal(row.url))) for row in pages),
            *(
                ErasedFetch(fetch_id=row.fetch_id, mark=mark(row.url) if row.is_own else None)
                for row in feeds
            ),
        ],
        rejections=_rejections(connection, known, hosts, wanted.outlets),
        cuts=_records({*cuts, *_own_records(feeds), *(old for _, old, _ in moved)}),
        moved=[
            MovedBody(fetch_id=fetch_id, archive_file=new.file, archive_offset=new.offset)
            for fetch_id, _, new in moved
        ],
    )
    return ErasureScope(deletion=deletion, foreign_files=tuple(sorted(_foreign_files(pages))))


def _domains(connection: Connection, wanted: ErasureTargets) -> list[str]:
    return sorted({*_own_domains(connection, wanted.outlets), *wanted.domains})


def _own_domains(connection: Connection, outlets: Sequence[str]) -> list[str]:
    """Return the domains of outlets that no other outlet has."""
    of_outlet = stored.outlets(connection)
    others = {domain for outlet, domain in of_outlet.items() if outlet not in outlets}
    return sorted({domain for one in outlets if (domain := of_outlet.get(one)) and domain not in others})


def _follow(connection: Connection, wanted: ErasureTargets, domains: Sequence[str]) -> _Known:
    """Return the URLs, articles, entries and requests that belong to the targets.

    From an article it follows its entries and the request that brought it; from an entry, the other links to
    it; from a request that was redirected to one of the URLs, the URL that was requested.
    """
    known = _Known(keys=set(wanted.article_ids), hosts=set())
    known.add(wanted.urls)
    while True:
        before = len(known.keys)
        known.articles = stored.articles(connection, known.keys, wanted.urls, wanted.outlets)
        known.keys.update(row.article_id for row in known.articles)
        known.add(row.url for row in known.articles)
        known.add(_lonely_canonicals(known.articles, connection))
        known.entries = stored.entries(connection, wanted.outlets)
        meant = [row for row in known.entries if row.is_meant]
        known.add(url for row in meant for url in (row.url, row.article_url))
        known.keys.update(row.article_id for row in meant if row.article_id)
        known.pages = [
            row
            for row in stored.pages(connection, sorted(known.hosts), domains)
            if _is_meant(row, known, domains)
        ]
        known.add(url for row in known.pages for url in (row.url, *([row.final_url] if row.is_own else [])))
        if len(known.keys) == before:
            return known


def _lonely_canonicals(articles: Sequence[ArticleTrace], connection: Connection) -> Iterator[str]:
    """Yield canonical URLs that only one article states; a URL that many state identifies none."""
    stated = sorted({row.canonical_url for row in articles if row.canonical_url})
    shared = stored.shared_canonicals(connection, stated)
    yield from (url for url in stated if url not in shared)


def _is_meant(row: PageTrace, known: _Known, domains: Sequence[str]) -> bool:
    if row.is_own:
        return True
    normals = [_normal(url) for url in (row.url, row.final_url) if url]
    if any(article_id(normal) in known.keys for normal in normals):
        return True
    return any(registered_domain(host_of(normal)) in domains for normal in normals)


def _normal(url: str) -> str:
    return normalise_url(url) or url


def _feed_answers(
    settings: Settings,
    connection: Connection,
    known: _Known,
    wanted: ErasureTargets,
    domains: Sequence[str],
    now: datetime,
) -> list[FeedAnswer]:
    """Return the archived answers of feeds that list the targets, perhaps with their text."""
    erased = Blocklist(
        urls=frozenset(known.keys), outlets=frozenset(wanted.outlets), domains=frozenset(domains)
    )
    listing = [row for row in known.entries if row.first_seen_at]
    found = stored.feed_answers(connection, listing, wanted.outlets)
    others = [_location(row) for row in found if not row.is_own]
    with records_at_hand(settings, others) as archive:
        return [row for row in found if row.is_own or _lists(archive, row, erased, now)]


def _lists(data: Path, row: FeedAnswer, erased: Blocklist, now: datetime) -> bool:
    location = _location(row)
    try:
        if body_location(data, location) != location:
            return False
        content = read_feed(data, location, Feed(feed_id="", outlet_id="", url=""), now)
    except PermanentError:
        return False
    return any(is_barred(erased, entry.article_url, "") for entry in content.entries)


def _moved(
    settings: Settings, connection: Connection, fetch_ids: Sequence[str], cuts: set[RecordLocation]
) -> list[tuple[str, RecordLocation, RecordLocation]]:
    """Write the bodies again of pages that stay but whose record only refers to one that is cut.

    For each, returns the request, the location of its old record and that of the new one.
    """
    moved = []
    rows = stored.same_bodies(connection, fetch_ids)
    with records_at_hand(settings, map(_location, rows)) as archive:
        for row in rows:
            location = _location(row)
            if location not in cuts and body_location(archive, location) in cuts:
                stem = f"{Path(location.file).parent}/{row.run_id}{MOVED}{row.fetch_id}"
                new = write_anew(archive, location, stem)
                add_to_archive(settings, archive, new.file)
                moved.append((row.fetch_id, location, new))
    return moved


def _location(row: FeedAnswer | SameBody) -> RecordLocation:
    return RecordLocation(row.archive_file, row.archive_offset)


def _rejections(
    connection: Connection, known: _Known, hosts: Sequence[str], outlets: Sequence[str]
) -> list[ErasedRejection]:
    rows = stored.rejections(connection, known.entries, hosts, outlets)
    return [
        ErasedRejection(
            number=row.number,
            mark=mark(_normal(row.key)),
            entry_mark=mark(row.entry_id) if row.entry_id else None,
        )
        for row in rows
        if row.is_own or article_id(_normal(row.key)) in known.keys
    ]


def _own_records(rows: Iterable[PageTrace | FeedAnswer]) -> set[RecordLocation]:
    return {
        RecordLocation(row.archive_file, row.archive_offset)
        for row in rows
        if row.archive_file and row.archive_offset is not None and not _is_foreign(row.archive_file)
    }


def _records(locations: Iterable[RecordLocation]) -> list[ArchivedRecord]:
    return [ArchivedRecord(archive_file=one.file, archive_offset=one.offset) for one in locations]


def _foreign_files(rows: Iterable[PageTrace]) -> set[str]:
    return {row.archive_file for row in rows if row.archive_file and _is_foreign(row.archive_file)}


def _is_foreign(file: str) -> bool:
    """Say whether an archive file is the user's own, outside of the data folder: its path is absolute."""
    return Path(file).is_absolute()
