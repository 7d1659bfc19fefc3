"""Which of an entry's links is its page, and what a relative one is relative to."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin, urlsplit

from model.limits import MAX_URL_CHARS

_ALTERNATE = frozenset(("alternate", "http://www.iana.org/assignments/relation/alternate"))
_PAGE_TYPES = frozenset(("text/html", "application/xhtml+xml"))
_WEB = ("http://", "https://")
_FIRST_SEGMENT = re.compile(
    r"([a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,10})(?::[0-9]{1,5})?(?:[/?#]|$)", re.IGNORECASE
)
_ANY_HOST = "www."


@dataclass(frozen=True, slots=True)
class Base:
    """What the links of a feed are relative to, unless an xml:base says something else.

    `url` is the feed's own; `page` is the link of its channel, empty where it has none and in Atom, whose
    links are relative to the feed (RFC 4287, 2). For RSS no rule says so: readers take the channel's link,
    since a feed service serves feeds of other hosts. `domain` is that of the outlet.
    """

    url: str
    page: str = ""
    domain: str = ""

    def absolute(self, link: str) -> str:
        """Return a link in its absolute form, empty where it is none or too long."""
        link = link.strip()
        if not 0 < len(link) <= MAX_URL_CHARS:
            return ""
        try:
            link = self._absolute(link)
        except ValueError:
            return ""
        return link if len(link) <= MAX_URL_CHARS else ""

    def _absolute(self, link: str) -> str:
        if self._begins_with_host(link):
            return f"{urlsplit(self.page or self.url).scheme}://{link}"
        is_elsewhere = _host(self.page) not in {"", _host(self.url)}
        return urljoin(self.page if is_elsewhere else self.url, link)

    def _begins_with_host(self, link: str) -> bool:
        """Say whether the first segment of a link without scheme is a host name of the outlet."""
        found = _FIRST_SEGMENT.match(link)
        hosts = (_host(self.page), _host(self.url), self.domain)
        return found is not None and any(_are_of_one_site(found[1].lower(), host) for host in hosts)


def is_web(link: str) -> bool:
    """Say whether a link is an absolute one to the web."""
    return link.lower().startswith(_WEB)


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "") if url.startswith(_WEB) else ""
    except ValueError:
        return ""


def _are_of_one_site(first: str, second: str) -> bool:
    first, second = (host.removeprefix(_ANY_HOST) for host in (first, second))
    if "." not in first or "." not in second:
        return False
    return first == second or first.endswith(f".{second}") or second.endswith(f".{first}")


def page_link(links: Iterable[Mapping[str, Any]], language: str | None, base: Base) -> str:
    """Return the page among the links of an entry or feed, absolute; empty where there is none.

    It is the alternate (RFC 4287, 4.2.7); of several, one for the web comes first, then one in the language
    of the entry, then one of a type of pages. The type is a hint, and decides nothing where there is one.
    """
    alternates = [
        (base.absolute(str(link["href"])), link)
        for link in links
        if link.get("href") and str(link.get("rel") or "alternate").strip().lower() in _ALTERNATE
    ]
    found = min(
        (pair for pair in alternates if pair[0]),
        key=lambda pair: (not is_web(pair[0]), *_distance(pair[1], language)),
        default=("", {}),
    )
    return found[0]


def _distance(link: Mapping[str, Any], language: str | None) -> tuple[int, bool]:
    """Return how far a link is from a page in the language of its entry: first by language, then by type."""
    said = str(link.get("hreflang") or "").lower().replace("_", "-")
    wanted = (language or "").lower().replace("_", "-")
    if not said or not wanted:
        distance = 2
    elif said == wanted:
        distance = 0
    else:
        distance = 1 if said.partition("-")[0] == wanted.partition("-")[0] else 3
    media_type = str(link.get("type") or "text/html").partition(";")[0].strip().lower()
    return distance, media_type not in _PAGE_TYPES
