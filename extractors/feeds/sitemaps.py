"""Bytes of sitemaps to entries: plain, news and text sitemaps, and the indexes that lead to them."""

import re
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from urllib.parse import urljoin, urlsplit

from lxml import etree

from extractors.charsets.documents import utf8_feed
from extractors.feeds.items import FeedItem, ParsedFeed
from extractors.feeds.newest import OLDEST, written_moment
from extractors.http.unpack import DamagedEncodingError, TooLargeError, unpack_by_content
from model import SitemapsNamed
from model.credentials import without_credentials
from model.limits import (
    HTML_FACTOR,
    MAX_FEED_ENTRIES,
    MAX_PLAIN_SITEMAPS,
    MAX_SITEMAP_BYTES,
    MAX_SITEMAP_CHILDREN,
    MAX_SITEMAP_EVENTS,
    MAX_SITEMAP_NAMES,
    MAX_SITEMAP_URLS,
    MAX_SITEMAPS_IN_TURN,
    MAX_TITLE_CHARS,
    MAX_URL_CHARS,
)

_GZIP = b"\x1f\x8b"
_HEAD_BYTES = 8_192
_CHUNK_BYTES = 65_536
_LONGEST_REFERENCE = 10
_MAX_CHARS = HTML_FACTOR * MAX_TITLE_CHARS
_ROOTS = {"urlset": "url", "sitemapindex": "sitemap"}
_FIELDS = frozenset(
    (
        "loc", "lastmod", "news/title", "news/publication_date", "news/publication/language",
        "news/publication/name",
    )
)  # fmt: skip

_COMMENT = re.compile(rb"<!--.*?(?:-->|\Z)", re.DOTALL)
_FIRST_ELEMENT = re.compile(rb"<(?:[\w.-]+:)?([A-Za-z_][\w.-]*)[\s/>]")
_WEB_ADDRESS = re.compile(rb"\s*https?://[^\s<>]+[^\S\r\n]*(?:[\r\n]|$)", re.IGNORECASE)
# An ampersand that begins none of XML's own references: left as it is, it would swallow text, or be
# replaced by an entity that the sender defined.
_LONE_AMPERSAND = re.compile(rb"&(?!(?:amp|lt|gt|quot|apos|#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6});)")
_NEWS = re.compile(r"news(?!letter)", re.IGNORECASE)
_NO_ARTICLES = re.compile(
    r"(?<![a-z])(?:pages?|categor(?:y|ies)|tags?|topics?|authors?|users?|images?|videos?|products?|newsletters?)"
    r"(?![a-z])",
    re.IGNORECASE,
)
# A year alone counts only in a sitemap's name: elsewhere it is as likely some other number.
_DATE_IN_URL = re.compile(
    r"(?<!\d)((?:19|20)\d\d)(?:"
    r"(?:[-_/]|&mm=)?(0[1-9]|1[0-2])(?:(?:[-_/]|&dd=)?(0[1-9]|[12]\d|3[01]))?(?!\d)|(?=\D*\.xml))"
)
# A news sitemap holds the articles of two days (Google's rules for them): what changed before holds none.
_CURRENT = timedelta(days=2)


def is_sitemap(body: bytes) -> bool:
    """Say whether a body begins like a sitemap, packed or not; costs next to nothing."""
    head = _head(body)
    element = _FIRST_ELEMENT.search(_COMMENT.sub(b"", head))
    if element is not None:
        return element[1].decode("latin-1") in _ROOTS
    return _WEB_ADDRESS.match(head) is not None


def parse_sitemap(body: bytes, url: str, content_type: str | None = None) -> ParsedFeed:
    """Return the entries of a sitemap (sitemaps.org), newest first, or the children of a sitemap index.

    `format` is "news-sitemap", "sitemap" or "sitemap-index", empty where the body is none of them. A damaged
    or cut body gives its complete entries, one of more than 50,000 URLs the newest of the first 50,000.
    """
    body = unpacked(body)
    if not is_sitemap(body):
        return ParsedFeed(format="", language=None, items=())
    body = utf8_feed(body[:MAX_SITEMAP_BYTES], content_type)
    if _WEB_ADDRESS.match(_head(body)):
        return _read_lines(body, url)
    reading = _read_xml(body)
    if reading.root == "sitemapindex":
        return _index(reading, url)
    items = [item for entry in _newest_first(reading.entries) if (item := _item(entry, url)).link]
    is_news = any("news/title" in entry or "news/publication_date" in entry for entry in reading.entries)
    return ParsedFeed(
        format="news-sitemap" if is_news else "sitemap",
        language=_common(reading.entries, "news/publication/language"),
        items=tuple(items[:MAX_FEED_ENTRIES]),
        cut_count=max(len(items) - MAX_FEED_ENTRIES, 0),
        title=_common(reading.entries, "news/publication/name") or "",
    )


def children_to_ask(parsed: ParsedFeed) -> list[str]:
    """Return the children of a sitemap index that are worth a request, newest first, at most three.

    News sitemaps come before all others; those of pages, authors and the like are taken only where there are
    no others.
    """
    return [child for child, _ in _best(parsed)][:MAX_SITEMAP_CHILDREN]


def sitemaps_in_turn(parsed: ParsedFeed) -> SitemapsNamed:
    """Return the children of a sitemap index that may list news: those that polls request, in turns.

    They are the ones of the best kind (as in `children_to_ask`) that are not older than the newest: a child
    without a date may be new, and a news sitemap is whatever `lastmod` says, since many never change it.
    """
    best = _best(parsed)
    dates = [date for _, date in best if date]
    newest_at = max(dates, default=None)
    current = [child for child, date in best if not _is_older(child, date, newest_at)]
    older = [child for child, date in best if _is_older(child, date, newest_at)]
    kept = _some_of(current) + older[: max(MAX_SITEMAP_CHILDREN - len(current), 0)]
    newest = [child for child, date in best if date and date == newest_at]
    return SitemapsNamed(
        urls=tuple(kept),
        newest=newest[0] if len(newest) == 1 else "",
        left_out_count=len(parsed.children) - len(kept),
    )


def _best(parsed: ParsedFeed) -> list[tuple[str, datetime | None]]:
    """Return the children of the kind that is likeliest to list news, with their dates."""
    ranks = [_rank(child) for child in parsed.children]
    pairs = zip(parsed.children, parsed.child_dates, strict=True)
    return [pair for rank, pair in zip(ranks, pairs, strict=True) if rank == min(ranks)]


def _is_older(child: str, date: datetime | None, newest_at: datetime | None) -> bool:
    """Say whether a child is of a time before the newest one's."""
    if date is None or newest_at is None or (is_news_url(child) and not _date_of_url(child)):
        return False
    return date < newest_at - _CURRENT


def _some_of(current: list[str]) -> list[str]:
    """Return as many children as can take turns; of very many plain ones the first and the last."""
    if not current or is_news_url(current[0]):
        return current[:MAX_SITEMAPS_IN_TURN]
    half = MAX_PLAIN_SITEMAPS // 2
    return current if len(current) <= MAX_PLAIN_SITEMAPS else current[:half] + current[-half:]


def is_news_url(url: str) -> bool:
    """Say whether a sitemap's URL looks like that of a news sitemap."""
    return _NEWS.search(_path_of(url)) is not None


def _rank(url: str) -> int:
    if is_news_url(url):
        return 0
    return 2 if _NO_ARTICLES.search(_path_of(url)) else 1


def _path_of(url: str) -> str:
    """Return a URL without its host, whose name may hold "news" whatever its sitemaps list."""
    parts = urlsplit(url)
    return f"{parts.path}?{parts.query}"


def unpacked(body: bytes) -> bytes:
    """Return a body without its gzip or zstd packing, empty where that is damaged or holds too much."""
    try:
        return unpack_by_content(body, MAX_SITEMAP_BYTES)
    except (TooLargeError, DamagedEncodingError):
        return b""


def _head(body: bytes) -> bytes:
    """Return the beginning of a body, unpacked; without the NULs that UTF-16 puts between letters."""
    head = body[:_HEAD_BYTES]
    if head[:2] == _GZIP:
        try:
            head = zlib.decompressobj(31).decompress(head, _HEAD_BYTES)
        except zlib.error:
            return b""
    return head.replace(b"\x00", b"").removeprefix(b"\xef\xbb\xbf").lstrip(b"\xfe\xff")


@dataclass(slots=True)
class _Reading:
    """A target for lxml's parser: keeps the wanted texts of each entry, and no tree.

    `entries` have the texts by the path of their element, such as `news/title`.
    """

    root: str = ""
    entries: list[dict[str, str]] = field(default_factory=list)
    _names: set[str] = field(default_factory=set)
    _entry: dict[str, str] | None = None
    _path: list[str] = field(default_factory=list)
    _texts: list[str] = field(default_factory=list)
    _char_count: int = 0
    _event_count: int = 0

    @property
    def is_enough(self) -> bool:
        is_abusive = self._event_count >= MAX_SITEMAP_EVENTS or len(self._names) >= MAX_SITEMAP_NAMES
        return is_abusive or len(self.entries) >= MAX_SITEMAP_URLS

    def start(self, tag: str, _: Mapping[str, str]) -> None:
        name = _local(tag)
        self._event_count += 1
        self._names.add(name)
        if not self.root:
            self.root = name
        elif name == _ROOTS.get(self.root):
            self._keep()
            self._entry, self._path = {}, []
        elif self._entry is not None:
            self._path.append(name)
        self._texts, self._char_count = [], 0

    def data(self, text: str) -> None:
        self._event_count += 1
        if self._path and self._char_count < _MAX_CHARS:
            self._texts.append(text)
            self._char_count += len(text)

    def end(self, tag: str) -> None:
        if self._path:
            path = "/".join(self._path)
            text = "".join(self._texts).strip()
            if path in _FIELDS and text and self._entry is not None:
                self._entry.setdefault(path, text[:_MAX_CHARS])
            self._path.pop()
        elif _local(tag) == _ROOTS.get(self.root):
            self._keep()

    def close(self) -> None:
        """Keep nothing more: an entry that does not end is not complete."""

    def _keep(self) -> None:
        if self._entry and "loc" in self._entry and len(self.entries) < MAX_SITEMAP_URLS:
            self.entries.append(self._entry)
        self._entry = None


def _local(tag: str) -> str:
    """Return an element's name without its namespace, which many sites get wrong."""
    return tag.rpartition("}")[2].rpartition(":")[2]


def _read_xml(body: bytes) -> _Reading:
    """Read a sitemap piece by piece, until it ends or there is enough of it."""
    reading = _Reading()
    parser = etree.XMLParser(
        target=reading,
        recover=True,
        resolve_entities=False,
        no_network=True,
        huge_tree=False,
        encoding="utf-8",
    )
    try:
        for chunk in _chunks(body[:MAX_SITEMAP_BYTES]):
            parser.feed(_LONE_AMPERSAND.sub(b"&amp;", chunk))
            if reading.is_enough:
                return reading
        parser.close()
    except (etree.LxmlError, ValueError):
        pass  # what was read before the error is kept
    return reading


def _chunks(body: bytes) -> Iterator[bytes]:
    """Yield a body piece by piece, without cutting a character reference in two."""
    start = 0
    while start < len(body):
        end = start + _CHUNK_BYTES
        cut = body.rfind(b"&", end - _LONGEST_REFERENCE, end)
        end = cut if cut > start and end < len(body) else end
        yield body[start:end]
        start = end


def _read_lines(body: bytes, url: str) -> ParsedFeed:
    lines = body[:MAX_SITEMAP_BYTES].decode("utf-8-sig", "replace").splitlines()[:MAX_SITEMAP_URLS]
    links = dict.fromkeys(line.strip() for line in lines if line.strip().lower().startswith("http"))
    items = (_item({"loc": link[: MAX_URL_CHARS + 1]}, url) for link in links)
    linked = [item for item in items if item.link]
    return ParsedFeed(
        format="sitemap",
        language=None,
        items=tuple(linked[:MAX_FEED_ENTRIES]),
        cut_count=max(len(linked) - MAX_FEED_ENTRIES, 0),
    )


def _item(entry: Mapping[str, str], url: str) -> FeedItem:
    return FeedItem(
        item_id="",
        link=_absolute(url, entry["loc"]),
        title=entry.get("news/title", ""),
        summary="",
        authors=(),
        published_raw=entry.get("news/publication_date"),
        updated_raw=entry.get("lastmod"),
    )


def _absolute(url: str, loc: str) -> str:
    """Return the absolute URL of a `loc`, empty where it is none or too long; some sites escape it twice."""
    try:
        link = urljoin(url, "".join(loc.split()).replace("&amp;", "&"))
    except ValueError:
        return ""
    return link if len(link) <= MAX_URL_CHARS else ""


def _index(reading: _Reading, url: str) -> ParsedFeed:
    dates: dict[str, datetime | None] = {}
    for entry in _newest_first(reading.entries):
        moment = _moment(entry)
        link = without_credentials(_absolute(url, entry["loc"]))
        dates.setdefault(link, None if moment == OLDEST else moment)
    children = [(link, date) for link, date in dates.items() if link and link != url][:MAX_FEED_ENTRIES]
    return ParsedFeed(
        format="sitemap-index",
        language=None,
        items=(),
        children=tuple(link for link, _ in children),
        child_dates=tuple(date for _, date in children),
    )


def _newest_first(entries: Iterable[Mapping[str, str]]) -> list[Mapping[str, str]]:
    """Return the entries by their date; those without one come last, in their order."""
    return sorted(entries, key=_moment, reverse=True)


def _moment(entry: Mapping[str, str]) -> datetime:
    for raw in (entry.get("news/publication_date"), entry.get("lastmod"), _date_of_url(entry["loc"])):
        moment = written_moment(raw) if raw else None
        if moment is not None:
            return moment
    return OLDEST


def _date_of_url(url: str) -> str | None:
    """Return the date that a URL names, as archives do (`sitemap-2026-03.xml`)."""
    dates = _DATE_IN_URL.findall(url)
    if not dates:
        return None
    year, month, day = dates[-1]
    return f"{year}-{month or '01'}-{day or '01'}"


def _common(entries: Iterable[Mapping[str, str]], key: str) -> str | None:
    """Return the one value that all entries with `key` give it, None where they differ."""
    values = {entry[key] for entry in entries if key in entry}
    return values.pop() if len(values) == 1 else None
