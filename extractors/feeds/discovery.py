"""Where the feeds and sitemaps of a site may be: what its pages and robots.txt name, and the usual places."""

from urllib.parse import urljoin, urlsplit

from trafilatura.feeds import FeedParameters, determine_feed
from w3lib.encoding import html_to_unicode
from w3lib.html import get_base_url

from extractors.feeds.sitemaps import is_news_url

# Below a site's root: WordPress, Blogger, Hugo, Drupal, Arc XP, and what others have agreed on.
_FEED_PLACES = (
    "/feed", "/rss", "/rss.xml", "/feed.xml", "/atom.xml", "/index.xml", "/feed/rss", "/index.rdf", "/feeds",
    "/feeds/posts/default", "/arc/outboundfeeds/rss/?outputType=xml", "/?feed=rss2",
)  # fmt: skip
_NEWS_SITEMAP_PLACES = (
    "/news-sitemap.xml",
    "/sitemap-news.xml",
    "/sitemap_news.xml",
    "/googlenews.xml",
)
_SITEMAP_PLACES = ("/sitemap.xml", "/sitemap_index.xml")
# WordPress names its interface for programs as one more feed of every page.
_NO_FEED = "/wp-json/"


def feeds_named(body: bytes, url: str, content_type: str | None) -> list[str]:
    """Return the feeds that an HTML page names, absolute and each once, in the page's order.

    `<link rel="alternate">` first; where there is none, `<a href>` that look like feeds. Feeds of comments
    are left out.
    """
    text = html_to_unicode(content_type, body)[1].replace("\x00", "")
    try:
        place = get_base_url(text, url)
        named = determine_feed(text, FeedParameters(place, urlsplit(place).hostname or "", url))
    except ValueError:
        return []
    return [feed for feed in named if _NO_FEED not in feed]


def usual_feeds(url: str) -> list[str]:
    """Return the places below the root of a URL's site where feeds usually are."""
    return [urljoin(url, place) for place in _FEED_PLACES]


def usual_news_sitemaps(url: str) -> list[str]:
    """Return the places below the root of a URL's site where news sitemaps usually are."""
    return [urljoin(url, place) for place in _NEWS_SITEMAP_PLACES]


def usual_sitemaps(url: str) -> list[str]:
    """Return the places below the root of a URL's site where sitemaps of any kind usually are."""
    return [urljoin(url, place) for place in _SITEMAP_PLACES]


def sitemaps_named(sitemaps: tuple[str, ...], url: str) -> list[str]:
    """Return the sitemaps that a robots.txt names, absolute and each once; those of news first."""
    places = dict.fromkeys(place for sitemap in sitemaps if (place := _absolute(url, sitemap.strip())))
    return sorted(places, key=lambda place: not is_news_url(place))


def _absolute(url: str, place: str) -> str | None:
    try:
        return urljoin(url, place) if place else None
    except ValueError:
        return None
