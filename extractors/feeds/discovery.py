"""Where the feeds and sitemaps of a site may be: what its pages and robots.txt name, and the usual URLs."""

from urllib.parse import urljoin, urlsplit

from trafilatura.feeds import FeedParameters, determine_feed
from w3lib.html import get_base_url

from extractors.charsets.documents import decode_page
from extractors.feeds.sitemaps import is_news_url

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


def feeds_named(body: bytes, url: str, content_type: str | None) -> list[str]:
    """Return the feeds that an HTML page names, absolute and each once, in the page's order.

    `<link rel="alternate">` first; where there is none, `<a href>` that look like feeds. Feeds of comments
    are left out.
    """
    text = decode_page(body, content_type).replace("\x00", "")
    try:
        base = get_base_url(text, url)
        named = determine_feed(text, FeedParameters(base, urlsplit(base).hostname or "", url))
    except ValueError:
        return []
    return [feed for feed in named if _NO_FEED not in feed]


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
