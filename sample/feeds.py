"""Write a host's pages as a feed: RSS 2.0, Atom, or RSS 1.0 in RDF."""

import re
from collections.abc import Callable, Sequence
from datetime import datetime
from email.utils import format_datetime
from html import escape

from sample.corpus import Page

_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'

Writer = Callable[[str, Sequence[Page]], str]


def rss(host: str, pages: Sequence[Page]) -> str:
    """An RSS 2.0 feed of a host's pages."""
    items = "".join(_rss_item(page) for page in pages)
    return f'{_DECLARATION}<rss version="2.0"><channel>{_about(host, pages)}{items}</channel></rss>\n'


def atom(host: str, pages: Sequence[Page]) -> str:
    """An Atom feed of a host's pages."""
    entries = "".join(_atom_entry(page) for page in pages)
    address = f"http://{host}/atom.xml"
    head = (
        _tag("title", _name(host, pages))
        + _tag("id", address)
        + f'<link rel="self" href="{_text(address)}"/><link href="{_text(f"http://{host}/")}"/>'
        + _dated("updated", newest(pages), datetime.isoformat)
    )
    return f'{_DECLARATION}<feed xmlns="http://www.w3.org/2005/Atom">{head}{entries}</feed>\n'


def rdf(host: str, pages: Sequence[Page]) -> str:
    """An RSS 1.0 feed of a host's pages."""
    order = "".join(f'<rdf:li rdf:resource="{_text(page.url)}"/>' for page in pages)
    channel = f"{_about(host, pages)}<items><rdf:Seq>{order}</rdf:Seq></items>"
    return (
        f'{_DECLARATION}<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"'
        ' xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f'<channel rdf:about="{_text(f"http://{host}/rss.rdf")}">{channel}</channel>'
        f"{''.join(_rdf_item(page) for page in pages)}</rdf:RDF>\n"
    )


FEEDS: dict[str, tuple[str, Writer]] = {
    "/feed.xml": ("application/rss+xml; charset=utf-8", rss),
    "/atom.xml": ("application/atom+xml; charset=utf-8", atom),
    "/rss.rdf": ("application/rdf+xml; charset=utf-8", rdf),
}


def newest(pages: Sequence[Page]) -> datetime | None:
    """The latest time at which any of the pages was published."""
    return max((page.published for page in pages if page.published), default=None)


def _rss_item(page: Page) -> str:
    permalink = "true" if page.feed_url == page.url else "false"
    return (
        f"<item>{_title(page)}{_tag('link', page.feed_url)}"
        f'<guid isPermaLink="{permalink}">{_text(page.url)}</guid>'
        f"{_dated('pubDate', page.published, format_datetime)}{_summary('description', page)}</item>"
    )


def _atom_entry(page: Page) -> str:
    return (
        f'<entry>{_title(page)}<link href="{_text(page.feed_url)}"/>{_tag("id", page.url)}'
        f"{_dated('published', page.published, datetime.isoformat)}"
        f"{_dated('updated', page.published, datetime.isoformat)}{_summary('summary', page)}</entry>"
    )


def _rdf_item(page: Page) -> str:
    return (
        f'<item rdf:about="{_text(page.url)}">{_title(page)}{_tag("link", page.feed_url)}'
        f"{_dated('dc:date', page.published, datetime.isoformat)}{_summary('description', page)}</item>"
    )


def _about(host: str, pages: Sequence[Page]) -> str:
    name = _name(host, pages)
    return _tag("title", name) + _tag("link", f"http://{host}/") + _tag("description", name)


def _name(host: str, pages: Sequence[Page]) -> str:
    return next((page.outlet for page in pages if page.outlet), host)


def _title(page: Page) -> str:
    return _tag("title", page.title.strip())


def _summary(name: str, page: Page) -> str:
    return _tag(name, page.summary) if page.summary else ""


def _dated(name: str, moment: datetime | None, spell: Callable[[datetime], str]) -> str:
    return _tag(name, spell(moment)) if moment else ""


def _tag(name: str, text: str) -> str:
    return f"<{name}>{_text(text)}</{name}>"


def _text(text: str) -> str:
    return escape(_ILLEGAL.sub("", text))
