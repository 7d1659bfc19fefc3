"""Where the feeds and sitemaps of a site may be: what its pages and robots.txt name, and the usual URLs."""

from collections.abc import Collection
from typing import Any
from urllib.parse import urljoin, urlsplit

from lxml import html
from trafilatura.feeds import FeedParameters, determine_feed
from w3lib.html import get_base_url

from extractors.charsets.documents import decode_page, page_tree
from extractors.feeds.sitemaps import is_news_url
from extractors.http.answer import Headers
from extractors.http.links import links
from extractors.http.urls import without_feed_scheme

# Below a site's root, as WordPress, Blogger, Hugo, Drupal, Arc XP and most other software have them.
_FEED_PATHS = (
    "/feed", "/rss", "/rss.xml", "/feed.xml", "/atom.xml", "/index.xml", "/feed/rss", "/index.rdf", "/feeds",
    "/feeds/posts/default", "/arc/outboundfeeds/rss/?outputType=xml", "/?feed=rss2",
    "/feed.json",
)  # fmt: skip
_NEWS_SITEMAP_PATHS = (
    "/news-sitemap.xml",
    "/sitemap-news.xml",
    "/sitemap_news.xml",
    "/googlenews.xml",
)
_SITEMAP_PATHS = ("/sitemap.xml", "/sitemap_index.xml")
# WordPress lists its interface for programs among the feeds of every page.
_NO_FEED = "/wp-json/"


def feeds_named(body: bytes, url: str, content_type: str | None, headers: Headers = ()) -> list[str]:
    """Return the feeds that an HTML page names, absolute and each once, in the page's order.

    `<link rel="alternate">` first, then those of its Link header; where there is none, `<a href>` that look
    like feeds. Feeds of comments are left out.
    """
    text = decode_page(body, content_type).replace("\x00", "")
    try:
        base = get_base_url(text, url)
        page = _plainly_linked(text, url, headers)
        named = determine_feed(page, FeedParameters(base, urlsplit(base).hostname or "", url))
    except ValueError:
        return []
    return [feed for feed in named if _NO_FEED not in feed]


def _plainly_linked(text: str, url: str, headers: Headers) -> str:
    """Return a page with its links to feeds in the one spelling that trafilatura knows.

    `rel` is a set of words without case (HTML standard), `feed:` a scheme of some programs, and a Link header
    says the same as an element (RFC 8288).
    """
    tree = page_tree(text)
    for link in tree.iter("link"):
        _spell_out(link, (link.get("rel") or "").lower().split())
    for anchor in tree.iter("a"):
        if anchor.get("href"):
            anchor.set("href", without_feed_scheme(anchor.get("href")))
    for stated in links(headers):
        # Its target is relative to the page, whatever the page has for a base.
        link = html.Element("link", href=_absolute(url, stated.target) or "", type=stated.kind)
        _spell_out(link, stated.rels)
        tree.append(link)
    return str(html.tostring(tree, encoding="unicode"))


def _spell_out(link: Any, rels: Collection[str]) -> None:
    """Give a link to a feed the relation and the type by which trafilatura finds it."""
    if "alternate" in rels or "feed" in rels:
        kind = (link.get("type") or "").strip().lower() or ("application/rss+xml" if "feed" in rels else "")
        link.set("rel", "alternate")
        link.set("type", kind)
        link.set("href", without_feed_scheme((link.get("href") or "").strip()))


def usual_feeds(url: str) -> list[str]:
    """Return the URLs below the root of a URL's site where feeds usually are."""
    return [urljoin(url, path) for path in _FEED_PATHS]


def usual_news_sitemaps(url: str) -> list[str]:
    """Return the URLs below the root of a URL's site where news sitemaps usually are."""
    return [urljoin(url, path) for path in _NEWS_SITEMAP_PATHS]


def usual_sitemaps(url: str) -> list[str]:
    """Return the URLs below the root of a URL's site where sitemaps of any kind usually are."""
    return [urljoin(url, path) for path in _SITEMAP_PATHS]


def sitemaps_named(sitemaps: tuple[str, ...], url: str) -> list[str]:
    """Return the sitemaps that a robots.txt names, absolute and each once; those of news first."""
    links = dict.fromkeys(link for sitemap in sitemaps if (link := _absolute(url, sitemap.strip())))
    return sorted(links, key=lambda link: not is_news_url(link))


def _absolute(url: str, link: str) -> str | None:
    try:
        return urljoin(url, link) if link else None
    except ValueError:
        return None
