"""Read a corpus folder: `manifest.jsonl` with one page in each line, and the pages beside it."""

import gzip
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

FEED_PATHS = ("/feed.xml", "/atom.xml", "/rss.rdf")


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One row of a manifest: what its address returns, and what feeds say about it."""

    url: str
    file: Path | None
    published: datetime | None = None
    title: str = ""
    status: int = 200
    content_type: str | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    outlet: str | None = None
    country: str | None = None
    summary: str | None = None
    feed_url: str

    @property
    def host(self) -> str:
        """The host that answers for this page, in lower case and without a port."""
        return urlsplit(self.url).hostname or ""

    @property
    def listed(self) -> bool:
        """Whether feeds carry this page: all but the addresses of feeds themselves."""
        return urlsplit(self.url).path not in FEED_PATHS

    def body(self) -> bytes:
        """The bytes of the page as its server sent them."""
        if self.file is None:
            return b""
        stored = self.file.read_bytes()
        return gzip.decompress(stored) if self.file.suffix == ".gz" else stored


@dataclass(frozen=True, slots=True, kw_only=True)
class Corpus:
    """The pages of a folder by URL, and the hosts they are on."""

    folder: Path
    pages: Mapping[str, Page]
    hosts: tuple[str, ...]
    addresses: Mapping[str, Page]

    def find(self, url: str) -> Page | None:
        """Return the page at a URL: the exact one, or the one that differs by a trailing slash."""
        return self.addresses.get(_address(url)) or self.addresses.get(_slashless(url))

    def listed(self, host: str) -> list[Page]:
        """The pages that a host's feeds carry, newest first, undated ones last."""
        pages = [page for page in self.pages.values() if page.host == host and page.listed]
        return sorted(pages, key=_newest_first)


def read_corpus(folder: Path) -> Corpus:
    """Read the manifest of a corpus folder."""
    lines = (folder / "manifest.jsonl").read_text(encoding="utf-8").split("\n")
    pages: dict[str, Page] = {}
    for line in filter(str.strip, lines):
        page = _page(folder, json.loads(line))
        pages.setdefault(page.url, page)
    hosts = tuple(sorted({page.host for page in pages.values()}))
    return Corpus(folder=folder, pages=pages, hosts=hosts, addresses=_addresses(pages))


def catalog_text(corpus: Corpus) -> str:
    """Return the TOML catalog of a corpus: the folder's own, or one outlet for each host."""
    own = corpus.folder / "outlets.toml"
    if own.exists():
        return own.read_text(encoding="utf-8")
    first: dict[str, Page] = {}
    for page in corpus.pages.values():
        first.setdefault(page.host, page)
    return "\n".join(_table(host, first[host]) for host in corpus.hosts)


def _page(folder: Path, row: Mapping[str, Any]) -> Page:
    return Page(
        url=row["url"],
        file=folder / row["file"] if row.get("file") else None,
        published=_moment(row.get("published")),
        title=row.get("title") or "",
        status=row.get("status") or 200,
        content_type=row.get("content_type"),
        headers=row.get("headers") or {},
        outlet=row.get("outlet"),
        country=row.get("country"),
        summary=row.get("summary"),
        feed_url=row.get("feed_url") or row["url"],
    )


def _moment(text: str | None) -> datetime | None:
    if not text:
        return None
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _newest_first(page: Page) -> tuple[float, str]:
    return (-page.published.timestamp() if page.published else float("inf"), page.url)


def _addresses(pages: Mapping[str, Page]) -> dict[str, Page]:
    """Index pages by every address that returns them; an exact address wins over one without its slash."""
    found: dict[str, Page] = {}
    for key in (_address, _slashless):
        for url, page in _links(pages):
            found.setdefault(key(url), page)
    return found


def _links(pages: Mapping[str, Page]) -> Iterator[tuple[str, Page]]:
    yield from pages.items()
    for page in pages.values():
        yield page.feed_url, page


def _address(url: str) -> str:
    """Return host, path and query: fragments never reach a server, and escapes have several spellings."""
    parts = urlsplit(url)
    return unquote(f"{parts.hostname}{parts.path or '/'}?{parts.query}")


def _slashless(url: str) -> str:
    parts = urlsplit(url)
    return unquote(f"{parts.hostname}{parts.path.rstrip('/')}?{parts.query}")


def _table(host: str, page: Page) -> str:
    keys: dict[str, object] = {"id": re.sub(r"[^a-z0-9]+", "-", host).strip("-")}
    if page.outlet:
        keys["name"] = page.outlet
    keys["homepage"] = f"http://{host}"
    if country := _country(page.country):
        keys["country"] = country
    keys["feeds"] = [f"http://{host}/feed.xml"]
    lines = (f"{key} = {json.dumps(value, ensure_ascii=False)}\n" for key, value in keys.items())
    return "[[outlet]]\n" + "".join(lines)


def _country(code: str | None) -> str | None:
    if code is None or re.fullmatch("[A-Za-z]{2}", code) is None:
        return None
    return "GB" if code.lower() == "uk" else code.upper()
