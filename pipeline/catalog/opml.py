"""Read and write OPML, the subscription lists that feed readers exchange."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any
from xml.etree import ElementTree as ET

import listparser
from pebble import ProcessExpired

from model import ConfigurationError, FeedKind, Outlet
from model.credentials import without_credentials
from model.limits import (
    HTML_FACTOR,
    MAX_COLLECTIONS,
    MAX_NAME_CHARS,
    MAX_OPML_BYTES,
    MAX_OPML_FEEDS,
    MAX_URL_CHARS,
)
from pipeline.catalog.reading import feeds_of
from pipeline.running.workers import worker_processes

_UTF_8 = b'<?xml version="1.0" encoding="UTF-8"?>'
_DECLARATION = re.compile(rb"^(?:\xef\xbb\xbf)?\s*<\?xml[^>]*\?>|^\xef\xbb\xbf")
_ENCODING = re.compile(rb"^(?:\xef\xbb\xbf)?\s*<\?xml[^>]*\sencoding")
_NOT_IN_CATEGORY = re.compile("[,/]+")
# Characters that XML 1.0 does not allow, not even escaped.
_NOT_XML = re.compile("[^\\t\\n\\r\\x20-\\ud7ff\\ue000-\\ufffd\\U00010000-\\U0010ffff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscription:
    """One line of a subscription list; `url` may be anything, `title` may be empty.

    `collections` are the categories of the line and its folder, where these are valid names.
    """

    url: str
    title: str
    collections: tuple[str, ...] = ()


def read_opml_safely(data: bytes, name: str, timeout_s: float) -> list[Subscription]:
    """Do as `read_opml` in a worker process; raises ConfigurationError too where that takes too long."""
    with worker_processes(1, _nothing) as readers:
        try:
            found: list[Subscription] = readers.schedule(
                read_opml, args=[data, name], timeout=timeout_s
            ).result()
        except TimeoutError as error:
            raise ConfigurationError(
                [f"{name} is not read within {timeout_s:g} s: split it, or raise PARALLAX_PAGE_TIMEOUT_S."]
            ) from error
        except (ProcessExpired, MemoryError) as error:
            raise ConfigurationError([f"{name} cannot be read ({error}): split it."]) from error
    return found


def _nothing() -> None:
    """Prepare nothing: a list is read once."""


def read_opml(data: bytes, name: str) -> list[Subscription]:
    """Return the subscriptions of an OPML file; raises ConfigurationError where it is none.

    Safe on hostile files: they are read by an HTML parser, which knows no DTD, so that entities are
    neither expanded nor fetched; lists that a list includes are not followed but returned as they are.
    """
    if len(data) > MAX_OPML_BYTES:
        raise ConfigurationError(
            [f"{name} has more than {MAX_OPML_BYTES // 1_000_000} MB: an OPML file is never that large."]
        )
    # Only bytes: listparser would fetch a text that looks like a URL.
    found = listparser.parse(_declared(data)) if data.strip() else {}
    if not str(found.get("version", "")).startswith("opml"):
        raise ConfigurationError([f"{name} is not an OPML file: export one from your feed reader."])
    listed = [*found["feeds"], *found["lists"], *found["opportunities"]]
    if len(listed) > MAX_OPML_FEEDS:
        raise ConfigurationError(
            [f"{name} lists {len(listed)} feeds: split it, {MAX_OPML_FEEDS} are the most."]
        )
    feeds = {item["url"] for item in found["feeds"]}
    return [_subscription(item, item["url"] if item["url"] in feeds else "") for item in listed]


def _declared(data: bytes) -> bytes:
    """Return a UTF-8 file without a declaration with a declaration added (XML 1.0, 4.3.3)."""
    if _ENCODING.match(data):
        return data
    try:
        data.decode()
    except UnicodeDecodeError:
        return data
    return _UTF_8 + _DECLARATION.sub(b"", data, count=1)


def _subscription(item: Mapping[str, Any], url: str) -> Subscription:
    title = one_line(item["title"] or without_credentials(item["url"]))
    names = map(one_line, islice(item.get("tags") or (), MAX_COLLECTIONS))
    return Subscription(
        url=url if len(url) <= MAX_URL_CHARS else "",
        title=title,
        collections=tuple(dict.fromkeys(name for name in names if name not in {"", title})),
    )


def one_line(text: str) -> str:
    """Return a text without what ends lines or is not printable, as long as a name may be."""
    text = text[: HTML_FACTOR * MAX_NAME_CHARS]
    cleaned = "".join(mark if mark.isprintable() else " " for mark in " ".join(text.split())).strip()
    return cleaned[:MAX_NAME_CHARS].strip()


def write_opml(outlets: Iterable[Outlet]) -> str:
    """Return the catalog as OPML 2.0: an outline for each outlet, its feeds below it.

    Sitemaps are left out: OPML has no type for them, and feed readers would take them for broken feeds. So
    are users and passwords in URLs: subscription lists are made to be passed on.
    """
    opml = ET.Element("opml", version="2.0")
    ET.SubElement(ET.SubElement(opml, "head"), "title").text = "Parallax"
    body = ET.SubElement(opml, "body")
    for outlet in outlets:
        if outlet.feeds:
            _add_outlet(body, outlet)
    ET.indent(opml)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(opml, encoding="unicode") + "\n"


def _add_outlet(body: ET.Element, outlet: Outlet) -> None:
    name = _xml(outlet.name) or outlet.outlet_id
    group = ET.SubElement(body, "outline", text=name)
    for feed in feeds_of((outlet,)):
        if feed.kind is not FeedKind.FEED:
            continue
        line = ET.SubElement(
            group, "outline", type="rss", text=name, xmlUrl=_xml(without_credentials(feed.url))
        )
        if outlet.homepage:
            line.set("htmlUrl", _xml(outlet.homepage))
        if feed.language:
            line.set("language", feed.language)
        if outlet.collections:
            line.set("category", ",".join(_category(name) for name in outlet.collections))


def _category(name: str) -> str:
    """Return a name as an OPML category: there commas separate and slashes nest."""
    return _xml(" ".join(_NOT_IN_CATEGORY.sub(" ", name).split()))


def _xml(text: str) -> str:
    return _NOT_XML.sub("\ufffd", text)
