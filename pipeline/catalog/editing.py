"""Edit the text of a catalog; comments and layout stay as their author wrote them."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any
from urllib.parse import urlsplit

import tomlkit
from tomlkit.exceptions import TOMLKitError

from extractors.http.urls import without_feed_scheme
from model import ConfigurationError, FeedKind, Outlet
from model.credentials import masked, without_credentials
from model.limits import MAX_NAMED_IN_ERROR
from pipeline.catalog import check_writing
from pipeline.catalog.blocks import with_lines, without_block
from pipeline.catalog.check_keys import CHECK_KEYS
from pipeline.catalog.check_writing import FeedNote
from pipeline.catalog.collecting import with_collection
from pipeline.catalog.reading import feed_id, parse_catalog
from transforms.urls import host_of, normalise_url, registered_domain

_NOT_SLUG = re.compile(r"[^a-z0-9]+")
# Domains that host the feeds of many outlets: they do not identify the publisher.
_SHARED = frozenset(
    [
        "feedburner.com",
        "feedblitz.com",
        "feedpress.me",
        "feedpress.it",
        "rss.app",
        "rsshub.app",
        "megaphone.fm",
        "substack.com",
        "wordpress.com",
        "blogspot.com",
        "medium.com",
        "github.io",
        "googleapis.com",
        "amazonaws.com",
        "cloudfront.net",
        "uecdn.es",
    ]
)
# The catalog's key for the URLs of each kind.
_KEYS = {FeedKind.FEED: "feeds", FeedKind.SITEMAP: "sitemaps"}


@dataclass(frozen=True, slots=True, kw_only=True)
class OutletDetails:
    """Details of the outlet to which a feed is added; each may be missing.

    A hint is used only for a new outlet, and never contradicts an existing one.
    """

    outlet_id: str | None = None
    name: str | None = None
    homepage: str | None = None
    country: str | None = None
    languages: tuple[str, ...] = ()
    owner: str | None = None
    kind: str | None = None
    collections: tuple[str, ...] = ()
    is_hint: bool = False


@dataclass(slots=True, kw_only=True)
class _Entry:
    """One outlet in the editor: its URLs by key; `details` only where the editor added it."""

    outlet_id: str
    urls: dict[str, list[str]]
    domain: str | None
    details: OutletDetails | None = None
    known: dict[str, Any] = field(default_factory=dict)

    def all_urls(self) -> list[str]:
        """Return the URLs of its feeds and sitemaps."""
        return [url for urls in self.urls.values() for url in urls]


class _Index:
    """Finds outlets by id, URL, domain and host, so that thousands can be added in little time."""

    def __init__(self, entries: Iterable[_Entry]) -> None:
        self.by_id: dict[str, _Entry] = {}
        self.ids_by_url: dict[str | None, str] = {}
        self.numbers: dict[str, int] = {}
        self._by_domain: dict[str, dict[str, _Entry]] = defaultdict(dict)
        self._ids_by_host: dict[str, set[str]] = defaultdict(set)
        self._last_numbers: dict[str, int] = {}
        for number, entry in enumerate(entries):
            self.add(entry, number)

    def add(self, entry: _Entry, number: int) -> None:
        """Add an outlet, the one of this number in the catalog, with its URLs."""
        self.by_id[entry.outlet_id] = entry
        self.numbers[entry.outlet_id] = number
        if entry.domain:
            self._add_domain(entry, entry.domain)
        for url in entry.all_urls():
            self.add_url(entry, url)

    def add_url(self, entry: _Entry, url: str) -> None:
        """Add a URL of an outlet that is known."""
        self.ids_by_url[normalise_url(url)] = entry.outlet_id
        self._ids_by_host[host_of(url)].add(entry.outlet_id)
        self._add_domain(entry, _domain(url))

    def _add_domain(self, entry: _Entry, domain: str) -> None:
        if domain and domain not in _SHARED:
            self._by_domain[domain][entry.outlet_id] = entry

    def of_domain(self, domain: str) -> dict[str, _Entry]:
        """Return the outlets that a domain identifies, by id."""
        return self._by_domain.get(domain, {})

    def of_host(self, host: str) -> set[str]:
        """Return the ids of the outlets with a URL on a host."""
        return self._ids_by_host.get(host, set())

    def free_id(self, url: str) -> str:
        """Return an id, made from a URL, that no outlet has."""
        slug = free = _slug(url)
        while free in self.by_id:
            number = self._last_numbers[slug] = self._last_numbers.get(slug, 1) + 1
            free = f"{slug}-{number}"
        return free


class CatalogEditor:
    """Adds and removes feeds in the text of a catalog; `text` gives the result, checked."""

    def __init__(self, text: str, name: str) -> None:
        """Parse a catalog's text; raises ConfigurationError where it is not valid."""
        outlets = parse_catalog(text, name)
        self._name = name
        self._text = text
        self._entries = [_entry(outlet) for outlet in outlets]
        self._index = _Index(self._entries)
        try:
            self._document = tomlkit.parse(text)
        except TOMLKitError as error:
            raise ConfigurationError([f"{name}: cannot be edited: {error}."]) from error
        if "outlet" in self._document and not isinstance(self._document["outlet"], tomlkit.items.AoT):
            raise ConfigurationError([f"{name}: cannot be edited: begin each outlet with [[outlet]]."])

    def knows(self, url: str) -> bool:
        """Say whether a feed or sitemap has this URL, in any spelling."""
        return normalise_url(without_feed_scheme(url)) in self._index.ids_by_url

    def find(self, homepage: str) -> str | None:
        """Return the id of the outlet with this homepage's domain; raises ConfigurationError for several."""
        url = normalise_url(homepage)
        found = self._same_domain(url, OutletDetails()) if url else None
        return found.outlet_id if found else None

    def collect(self, outlet_ids: Iterable[str], collection: str) -> int:
        """Add outlets to a collection; return how many were not in it yet."""
        numbers = [self._index.numbers[outlet_id] for outlet_id in outlet_ids]
        text, added = with_collection(tomlkit.dumps(self._document), numbers, collection)
        self._restart(text)
        return added

    def add(self, url: str, details: OutletDetails, kind: FeedKind = FeedKind.FEED) -> str:
        """Add a feed or sitemap to the outlet it belongs to, or to a new one; return the outlet's id.

        Raises ConfigurationError where the URL is invalid or present, or its outlet is ambiguous.
        """
        url = without_feed_scheme(url)
        normal = normalise_url(url)
        if normal is None or not url.isprintable() or " " in url.strip():
            said = masked(repr(url))
            raise ConfigurationError([f"{said} is not a valid {kind} URL: give an http or https URL."])
        if taken := self._index.ids_by_url.get(normal):
            shown = without_credentials(url)
            raise ConfigurationError([f"{shown} is in the catalog already, under {taken}."])
        entry = self._outlet_of(normal, details)
        entry.urls[_KEYS[kind]].append(url.strip())
        self._index.add_url(entry, url.strip())
        if entry.details is None:
            self._append(entry, _KEYS[kind], url.strip())
        return entry.outlet_id

    def _append(self, entry: _Entry, key: str, url: str) -> None:
        number = self._index.numbers[entry.outlet_id]
        table = self._tables()[number]
        # What its outlet says of a check is not about a feed that is new.
        item = check_writing.feed_table(url) if table.keys() & set(CHECK_KEYS) else tomlkit.item(url)
        if key in table:
            table[key].append(item)
            return
        line = f"{key} = [{item.as_string()}]"
        self._restart(with_lines(tomlkit.dumps(self._document), {number: [line]}))

    def _tables(self) -> Any:
        return self._document["outlet"]

    def _outlet_of(self, url: str, details: OutletDetails) -> _Entry:
        same = (
            self._index.by_id.get(details.outlet_id) if details.outlet_id else self._same_domain(url, details)
        )
        if same is None:
            return self._begin(url, details)
        _refuse_other_details(same, details)
        return same

    def _same_domain(self, url: str, details: OutletDetails) -> _Entry | None:
        """Return the outlet of the same domain; where there are several, the one of the same host."""
        number = normalise_url(details.homepage or "") or url
        same = self._index.of_domain(_domain(number))
        if len(same) < 2:  # noqa: PLR2004 - nothing to choose from
            return next(iter(same.values()), None)
        near = self._index.of_host(host_of(number)) & same.keys()
        if len(near) != 1:
            ids = ", ".join(islice(same, MAX_NAMED_IN_ERROR))
            more = f" and {len(same) - MAX_NAMED_IN_ERROR} more" if len(same) > MAX_NAMED_IN_ERROR else ""
            raise ConfigurationError(
                [f"{url} may belong to any of {ids}{more}: say which with --id, or give a new id."]
            )
        return same[near.pop()]

    def _begin(self, url: str, details: OutletDetails) -> _Entry:
        outlet_id = details.outlet_id or self._index.free_id(normalise_url(details.homepage or "") or url)
        domain = _domain(details.homepage) if details.homepage else None
        entry = _Entry(outlet_id=outlet_id, urls=_no_urls(), domain=domain, details=details)
        self._index.add(entry, len(self._entries))
        self._entries.append(entry)
        return entry

    def remove(self, what: str) -> list[str]:
        """Remove a feed or sitemap (by URL or id) or an outlet (by id); return the removed URLs.

        An outlet without URLs is removed too. Raises ConfigurationError where nothing matches.
        """
        normal = normalise_url(without_feed_scheme(what))
        for number, entry in enumerate(self._entries):
            gone = [
                url
                for url in entry.all_urls()
                if what in {entry.outlet_id, feed_id(entry.outlet_id, url)}
                or (normal is not None and normalise_url(url) == normal)
            ]
            if gone:
                self._remove_from(number, gone)
                self._index = _Index(self._entries)
                return gone
        raise ConfigurationError(
            [
                (
                    f"There is no feed or outlet {without_credentials(what)!r} in {self._name}: "
                    "`parallax feeds list` shows what there is."
                )
            ]
        )

    def _remove_from(self, number: int, gone: list[str]) -> None:
        entry = self._entries[number]
        if len(gone) == len(entry.all_urls()):
            del self._entries[number]
            self._restart(without_block(tomlkit.dumps(self._document), number))
            return
        table = self._tables()[number]
        for key, urls in entry.urls.items():
            for url in [url for url in urls if url in gone]:
                index = urls.index(url)
                del urls[index]
                del table[key][index]
            if key in table and not urls:
                del table[key]

    def note(self, notes: Mapping[str, FeedNote]) -> None:
        """Write what a check found of feeds, by their URLs as the catalog has them."""
        self._restart(check_writing.with_notes(tomlkit.dumps(self._document), notes))
        for entry in self._entries:
            entry.urls = {
                key: [notes[url].url if url in notes else url for url in urls]
                for key, urls in entry.urls.items()
            }
        self._index = _Index(self._entries)

    def _restart(self, text: str) -> None:
        self._document = tomlkit.parse(text)

    def text(self) -> str:
        """Return the changed text; raises ConfigurationError where that would not be a valid catalog."""
        made = [_block(entry) for entry in self._entries if entry.details is not None]
        text = _joined(tomlkit.dumps(self._document), made)
        wanted = {entry.outlet_id: entry.urls for entry in self._entries}
        if {outlet.outlet_id: _urls_of(outlet) for outlet in parse_catalog(text, self._name)} != wanted:
            raise ConfigurationError([f"{self._name}: cannot be edited as it is written: change it by hand."])
        return text


def _entry(outlet: Outlet) -> _Entry:
    known = {
        "name": outlet.name,
        "homepage": outlet.homepage,
        "country": outlet.country,
        "languages": outlet.languages,
        "owner": outlet.owner,
        "kind": outlet.kind,
        "collections": outlet.collections,
    }
    return _Entry(outlet_id=outlet.outlet_id, urls=_urls_of(outlet), domain=outlet.domain, known=known)


def _urls_of(outlet: Outlet) -> dict[str, list[str]]:
    return {"feeds": list(outlet.feeds), "sitemaps": list(outlet.sitemaps)}


def _no_urls() -> dict[str, list[str]]:
    return {key: [] for key in _KEYS.values()}


def _refuse_other_details(entry: _Entry, details: OutletDetails) -> None:
    """Refuse details that differ from the outlet's: adding a feed must not rename its outlet."""
    if details.is_hint:
        return
    problems = [
        f"The outlet {entry.outlet_id} is in the catalog with {key} {known!r}, "
        f"not {getattr(details, key)!r}: change it there, or give a new outlet with --id."
        for key, known in entry.known.items()
        if getattr(details, key) and getattr(details, key) != known
    ]
    if problems:
        raise ConfigurationError(problems)


def _domain(url: str) -> str:
    host = host_of(url)
    return registered_domain(host) if host else ""


def _slug(url: str) -> str:
    domain = _domain(url)
    named = urlsplit(url).path if domain in _SHARED else domain
    return _NOT_SLUG.sub("-", named.lower()).strip("-") or "outlet"


def _block(entry: _Entry) -> str:
    """Return the catalog text of a new outlet."""
    details = entry.details or OutletDetails()
    table = tomlkit.table()
    table.add("id", entry.outlet_id)
    for key in ("name", "homepage", "country", "languages", "owner", "kind", "collections"):
        value = getattr(details, key)
        if value:
            table.add(key, list(value) if isinstance(value, tuple) else value)
    listed = (f"{key} = {_array(urls)}\n" for key, urls in entry.urls.items() if urls)
    return f"[[outlet]]\n{table.as_string()}{''.join(listed)}"


def _array(urls: Sequence[str]) -> str:
    """Return URLs as a list in TOML; a list of tomlkit takes the square of its length to build."""
    written = [tomlkit.item(url).as_string() for url in urls]
    return (
        f"[{written[0]}]"
        if len(written) == 1
        else "".join(["[\n", *(f"    {one},\n" for one in written), "]"])
    )


def _joined(text: str, blocks: Sequence[str]) -> str:
    if not blocks:
        return text
    before = [text.rstrip("\n") + "\n"] if text.strip() else []
    return "\n".join([*before, *blocks])
