"""Which sitemaps of an index to request in a poll, and what is remembered of each.

That an index did not change says nothing of the sitemaps that it names: each has its own validators, and a
date in the index is optional (sitemaps.org), often a bare day or never changed.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime

from model import SitemapsNamed, SitemapState
from model.limits import MAX_SITEMAP_CHILDREN, MAX_SITEMAPS_IN_TURN
from transforms.polling import ASK_WHOLE_AFTER, CLOCK_TOLERANCE

_NEVER = datetime.min.replace(tzinfo=UTC)
Sitemaps = tuple[SitemapState, ...]
NONE_NAMED = SitemapsNamed()


def in_turn(sitemaps: Sitemaps, index_url: str = "") -> list[SitemapState]:
    """Return the sitemaps of an index to request now: the newest, then those that wait longest."""
    named = [sitemap for sitemap in sitemaps if sitemap.index_url == index_url]
    named.sort(key=lambda sitemap: (not sitemap.is_newest, sitemap.asked_at or _NEVER))
    return named[:MAX_SITEMAP_CHILDREN]


def longest_waiting(sitemaps: Sitemaps, index_urls: Iterable[str]) -> str:
    """Return the index of which a sitemap has waited longest, so that none waits for all of another."""
    asked_at: dict[str, datetime] = {}
    for sitemap in sitemaps:
        before = asked_at.get(sitemap.index_url, datetime.max.replace(tzinfo=UTC))
        asked_at[sitemap.index_url] = min(before, sitemap.asked_at or _NEVER)
    return min(index_urls, key=lambda url: asked_at.get(url, _NEVER))


def is_index(sitemaps: Sitemaps, url: str) -> bool:
    """Say whether a sitemap is an index that names others."""
    return any(sitemap.index_url == url for sitemap in sitemaps)


def should_ask_whole(sitemap: SitemapState, now: datetime) -> bool:
    """Say whether to send no validators, which some servers answer with 304 for ever."""
    if sitemap.whole_at is None:
        return True
    return not -CLOCK_TOLERANCE <= now - sitemap.whole_at < ASK_WHOLE_AFTER


def after_index(sitemaps: Sitemaps, named: SitemapsNamed, index_url: str, root_url: str) -> Sitemaps:
    """Return the sitemaps after an index, `index_url` (empty for the feed itself), came with a new body.

    What is known of those that it still names stays. A sitemap that another index names too, or that is the
    feed itself (`root_url`), is not taken a second time, so that indexes that name each other end.
    """
    before = {sitemap.url: sitemap for sitemap in sitemaps if sitemap.index_url == index_url}
    others = [sitemap for sitemap in sitemaps if sitemap.index_url != index_url]
    taken = {root_url, *(sitemap.url for sitemap in others)}
    urls = [url for url in named.urls if url not in taken][: MAX_SITEMAPS_IN_TURN - len(others)]
    listed = [
        replace(before.get(url, SitemapState(url=url, index_url=index_url)), is_newest=url == named.newest)
        for url in urls
    ]
    return _without_orphans((*others, *listed))


def _without_orphans(sitemaps: Sitemaps) -> Sitemaps:
    """Return the sitemaps without those whose index is not named any more."""
    reached, frontier = set[str](), {""}
    while frontier:
        reached |= frontier
        frontier = {one.url for one in sitemaps if one.index_url in frontier} - reached
    return tuple(one for one in sitemaps if one.index_url in reached)


def with_sitemap(sitemaps: Sitemaps, changed: SitemapState) -> Sitemaps:
    """Return the sitemaps with the new state of one."""
    return tuple(changed if sitemap.url == changed.url else sitemap for sitemap in sitemaps)


def after_unchanged(sitemap: SitemapState, now: datetime, *, is_whole: bool) -> SitemapState:
    """Return the state after a 304, or after a whole body (`is_whole`) that equals the last one."""
    return replace(sitemap, asked_at=now, error=None, whole_at=now if is_whole else sitemap.whole_at)


def after_body(
    sitemap: SitemapState, now: datetime, sha256: str | None, validators: tuple[str | None, str | None]
) -> SitemapState:
    """Return the state after a body that differs from the last one; `validators` are ETag, Last-Modified."""
    etag, last_modified = validators
    return replace(
        sitemap, asked_at=now, whole_at=now, error=None, body_sha256=sha256, etag=etag,
        last_modified=last_modified,
    )  # fmt: skip


def after_failure(sitemap: SitemapState, now: datetime, error: str) -> SitemapState:
    """Return the state after a request that gave nothing: the next is for the whole sitemap."""
    return replace(without_body(sitemap), asked_at=now, error=error)


def without_body(sitemap: SitemapState) -> SitemapState:
    """Return the state without the last body, so that the next request gets it whole."""
    return replace(sitemap, etag=None, last_modified=None, body_sha256=None, whole_at=None)


def without_bodies(sitemaps: Sitemaps, urls: Iterable[str]) -> Sitemaps:
    """Return the sitemaps, those at `urls` without their last body."""
    dropped = frozenset(urls)
    return tuple(without_body(one) if one.url in dropped else one for one in sitemaps)
