"""Feeds and sitemaps: recognised and parsed (`parse_any` takes either), and found on a site (`discovery`)."""

from extractors.feeds.items import FeedItem, ParsedFeed
from extractors.feeds.json_feed import is_json, parse_json_feed
from extractors.feeds.rss import parse_feed
from extractors.feeds.sitemaps import (
    children_to_ask,
    is_sitemap,
    parse_sitemap,
    sitemaps_in_turn,
    unpacked,
)

__all__ = ["FeedItem", "ParsedFeed", "children_to_ask", "parse_any", "sitemaps_in_turn"]


def parse_any(body: bytes, url: str, content_type: str | None = None, domain: str = "") -> ParsedFeed:
    """Return the entries of a body: RSS, RDF, Atom, JSON Feed or a sitemap; never raises for bad bytes.

    `format` is empty where it is none of them. A body packed with gzip (`.xml.gz`) is unpacked first.
    `content_type` is the response's, for the charset; `domain` is the outlet's, for links without a scheme.
    """
    body = unpacked(body)
    if is_json(body):
        return parse_json_feed(body, url, domain)
    if is_sitemap(body):
        return parse_sitemap(body, url, content_type)
    return parse_feed(body, url, content_type, domain)
