"""Feeds and sitemaps: recognised and parsed (`parse_any` takes either), and found on a site (`discovery`)."""

from collections.abc import Mapping

from extractors.feeds.items import FeedItem, ParsedFeed
from extractors.feeds.rss import parse_feed
from extractors.feeds.sitemaps import children_to_ask, is_sitemap, parse_sitemap, unpacked

__all__ = ["FeedItem", "ParsedFeed", "children_to_ask", "parse_any"]


def parse_any(body: bytes, url: str, headers: Mapping[str, str]) -> ParsedFeed:
    """Return the entries of a body, whether it is RSS, RDF, Atom or a sitemap; never raises for bad bytes.

    `format` is empty where it is none of them. A body packed with gzip (`.xml.gz`) is unpacked first.
    `headers` are the response's, for the charset.
    """
    body = unpacked(body)
    if not is_sitemap(body):
        return parse_feed(body, url, headers)
    content_type = next((value for key, value in headers.items() if key.lower() == "content-type"), None)
    return parse_sitemap(body, url, content_type)
