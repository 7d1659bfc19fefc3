"""What identifies the article of a page among others on it: its titles and addresses."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import unescape
from itertools import filterfalse, islice
from typing import Any
from urllib.parse import parse_qsl, urljoin, urlsplit

import regex

from extractors.pages.elements import is_in_boilerplate
from extractors.pages.links import linked
from model.limits import MAX_STATEMENT_CHARS

_LETTERS = regex.compile(r"[\p{L}\p{N}]+")
_SEPARATOR = regex.compile(r"(?<=\s)[|\p{Pd}·•»:/ㅣ]+(?=\s)|[|ㅣ｜]")
_TITLE_META = frozenset(("og:title", "twitter:title"))
_MOST_TITLES, _MOST_PARTS, _MOST_HEADINGS = 12, 6, 100
# Of so many letters two titles are the same that begin alike: one of them is cut short.
_CUT_LETTERS = 25


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """What of a URL says which page it is: not its scheme and host, of which a page may have several."""

    path: str
    query: frozenset[tuple[str, str]]

    def is_of(self, page: "Address") -> bool:
        """Say whether this is the page's address, which may have further parameters."""
        return self.path == page.path and self.query <= page.query


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """The titles of a page in bare letters, and its addresses."""

    url: str
    titles: frozenset[str] = frozenset()
    addresses: tuple[Address, ...] = ()

    def has_title(self, title: str) -> bool:
        """Say whether a title is the page's, whole or cut short."""
        bare = letters(title)
        return bool(bare) and any(same_title(bare, own) for own in self.titles)

    def has_address(self, link: str) -> bool | None:
        """Say whether a link is to the page, None where it is no link, or one to the front page."""
        address = _address(self.url, link) if link.strip() else None
        return any(map(address.is_of, self.addresses)) if address else None

    def is_elsewhere(self, link: str) -> bool:
        """Say whether a link is to another page of the site; another site may have the same article."""
        return self.has_address(link) is False and _host(self.url, link) == _host(self.url, self.url)


def identity_of(tree: Any, url: str) -> Identity:
    """Return what identifies the article of a page at `url`."""
    links = [url, *islice(linked(tree, "canonical"), 1)]
    links += tree.xpath("//meta[@property='og:url']/@content")[:1]
    found = (_address(url, str(link)) for link in links)
    return Identity(
        url=url,
        titles=_titles(tree),
        addresses=tuple(address for address in found if address),
    )


def letters(title: str) -> str:
    """Return the letters and digits of a title in lower case, which all spellings of it share."""
    return "".join(_LETTERS.findall(unescape(title[:MAX_STATEMENT_CHARS]))).casefold()


def same_title(one: str, other: str) -> bool:
    """Say whether two titles in bare letters are one, of which either may be cut short."""
    least = min(len(one), len(other))
    return one == other or (least >= _CUT_LETTERS and (one.startswith(other) or other.startswith(one)))


def _titles(tree: Any) -> frozenset[str]:
    """Return the titles in a page's head and the headings that agree with them, or its first main heading."""
    head = {bare for title in _head_titles(tree) if (bare := letters(title))}
    shown = islice(filterfalse(is_in_boilerplate, tree.iter("h1", "h2", "h3")), _MOST_HEADINGS)
    headings = [(heading.tag, bare) for heading in shown if (bare := letters(_text(heading)))]
    agreeing = [bare for _, bare in headings if any(same_title(bare, title) for title in head)]
    return frozenset((*head, *(agreeing or [bare for tag, bare in headings if tag == "h1"][:1])))


def _head_titles(tree: Any) -> Iterator[str]:
    metas = (meta for meta in tree.iter("meta") if (meta.get("property") or meta.get("name")) in _TITLE_META)
    titles = [meta.get("content") or "" for meta in islice(metas, _MOST_TITLES)]
    titles += map(_text, tree.xpath("//head/title | /html/title")[:1])
    for title in titles:
        yield from _with_parts(" ".join(title[:MAX_STATEMENT_CHARS].split()))


def _text(element: Any) -> str:
    return "".join(element.itertext())


def _with_parts(title: str) -> Iterable[str]:
    """Return a title, and what is before and behind each separator: one of them may be the site's name."""
    separators = list(islice(_SEPARATOR.finditer(title), _MOST_PARTS))
    return [
        title,
        *(title[: separator.start()] for separator in separators),
        *(title[separator.end() :] for separator in separators),
    ]


def _address(base: str, link: str) -> Address | None:
    try:
        parts = urlsplit(urljoin(base, link.strip()))
    except ValueError:
        return None
    path = parts.path.rstrip("/")
    if parts.scheme not in {"http", "https"} or not path:
        return None
    return Address(path=path, query=frozenset(parse_qsl(parts.query)))


def _host(base: str, link: str) -> str:
    return (urlsplit(urljoin(base, link.strip())).hostname or "").removeprefix("www.")
