"""Whether something was erased, and the little that may be kept of an entry that leads to it."""

from model import Blocklist, Entry, RejectionReason
from transforms.trackers import was_tracker
from transforms.urls import article_id, digest_id, host_of, normalise_url, registered_domain

_MARK = f"{RejectionReason.ERASED}:"


def is_barred(blocklist: Blocklist, normal_url: str | None, outlet_id: str, link: str = "") -> bool:
    """Say whether a page (by its normalised URL) or its outlet was erased.

    `link` is the URL as it was given, by which pages are known that were erased before more trackers were.
    """
    if outlet_id in blocklist.outlets:
        return True
    if normal_url is None or not (blocklist.urls or blocklist.domains):
        return False
    former_url = normalise_url(link, was_tracker) if link else None
    if any(article_id(url) in blocklist.urls for url in (normal_url, former_url) if url):
        return True
    return bool(blocklist.domains) and registered_domain(host_of(normal_url)) in blocklist.domains


def mark(key: str) -> str:
    """Return what replaces the URL or id of something erased: a digest, so equal keys stay equal."""
    return key if key.startswith(_MARK) else f"{_MARK}{digest_id(key)}"


def redacted(entry: Entry) -> Entry:
    """Return an entry without its link and texts; it keeps its feed and when it was seen."""
    return Entry(
        feed_id=entry.feed_id,
        entry_id=mark(entry.entry_id),
        outlet_id=entry.outlet_id,
        url="",
        article_url=None,
        first_seen_at=entry.first_seen_at,
        last_seen_at=entry.last_seen_at,
    )


def is_redacted(entry: Entry) -> bool:
    """Say whether an entry led to something erased, and so was redacted."""
    return not entry.url and entry.entry_id.startswith(_MARK)


def without_erased(entries: tuple[Entry, ...], blocklist: Blocklist) -> tuple[Entry, ...]:
    """Return the entries, redacted where they lead to something erased."""
    return tuple(
        redacted(entry) if is_barred(blocklist, entry.article_url, entry.outlet_id, entry.url) else entry
        for entry in entries
    )
