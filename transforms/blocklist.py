"""Tell what was erased, and leave of an entry that leads to it only that there was one."""

from model import Entry, Erasures
from transforms.urls import article_id, digest_id, host_of, registered_domain

ERASED = "erased"
_MARK = f"{ERASED}:"


def is_barred(erasures: Erasures, normal_url: str | None, outlet_id: str) -> bool:
    """Say whether a page (by its normalised URL) or its outlet was erased."""
    if outlet_id in erasures.outlets:
        return True
    if normal_url is None or not (erasures.urls or erasures.domains):
        return False
    if article_id(normal_url) in erasures.urls:
        return True
    return bool(erasures.domains) and registered_domain(host_of(normal_url)) in erasures.domains


def mark(key: str) -> str:
    """Return what stands for the URL or id of something erased: the same for the same, telling nothing."""
    return key if key.startswith(_MARK) else f"{_MARK}{digest_id(key)}"


def faceless(entry: Entry) -> Entry:
    """Return an entry without what it says and where it leads; it keeps its feed and when it was seen."""
    return Entry(
        feed_id=entry.feed_id,
        entry_id=mark(entry.entry_id),
        outlet_id=entry.outlet_id,
        url="",
        article_url=None,
        first_seen_at=entry.first_seen_at,
        last_seen_at=entry.last_seen_at,
    )


def is_faceless(entry: Entry) -> bool:
    """Say whether an entry led to something erased."""
    return not entry.url and entry.entry_id.startswith(_MARK)


def without_erased(entries: tuple[Entry, ...], erasures: Erasures) -> tuple[Entry, ...]:
    """Return the entries, those that lead to something erased without their face."""
    return tuple(
        faceless(entry) if is_barred(erasures, entry.article_url, entry.outlet_id) else entry
        for entry in entries
    )
