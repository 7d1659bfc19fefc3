"""feedparser, hearing what it merges: links as they are written, permalinks, and descriptions of pictures.

feedparser resolves each link before anybody can see what it was relative to, takes any id for a link, and
keeps what other namespaces say of pictures, episodes and documents as the item's own summary. Its parsers are
subclassed here; everything else of it stays.
"""

from typing import Any
from urllib.parse import urljoin

import feedparser.api

# What describes an item's episode, document or pictures: the summary only where there is no other.
OTHER_SUMMARIES = ("itunes_summary", "dc_description", "media_description")
_NO_PERMALINK = frozenset(("false", "no", "0"))
_FROM_ROOT = ("http://", "https://", "/")


def _hearing(parser: Any) -> Any:
    """Return one of feedparser's parsers that keeps more; feedparser has no types."""

    class Hearing(parser):  # type: ignore[misc]
        baseuri: str

        def __init__(self, baseuri: str, *arguments: Any) -> None:
            super().__init__(baseuri, *arguments)
            self._document_url, self._is_permalink = baseuri or "", False

        def _start_link(self, attributes: Any) -> None:
            self._without_base(super()._start_link, attributes)

        def _end_link(self) -> None:
            self._without_base(super()._end_link)

        def _without_base(self, handle: Any, *arguments: Any) -> None:
            """Leave a link as it is written, unless an xml:base says what it is relative to."""
            base = self.baseuri
            self.baseuri = "" if base == self._document_url else base
            handle(*arguments)
            self.baseuri = base

        def _start_guid(self, attributes: Any) -> None:
            self._is_permalink = attributes.get("ispermalink", "").strip().lower() not in _NO_PERMALINK
            super()._start_guid(attributes)

        def _end_guid(self) -> None:
            is_open = self.elementstack and self.elementstack[-1][0] == "id"
            written = "".join(map(str, self.elementstack[-1][2])).strip() if is_open else ""
            super()._end_guid()
            if self._is_permalink and written.lower().startswith(_FROM_ROOT):
                is_based = self.baseuri != self._document_url
                self._save("permalink", urljoin(self.baseuri, written) if is_based else written)

        _start_id, _end_id = _start_guid, _end_guid

    for name in OTHER_SUMMARIES:
        setattr(Hearing, f"_start_{name}", lambda self, _, name=name: self.push(name, 1))
        setattr(Hearing, f"_end_{name}", lambda self, name=name: self.pop(name))
    return Hearing


def hear_more() -> None:
    """Have `feedparser.parse` use these parsers in place of its own."""
    feedparser.api.StrictFeedParser = _hearing(feedparser.api.StrictFeedParser)
    feedparser.api.LooseFeedParser = _hearing(feedparser.api.LooseFeedParser)
