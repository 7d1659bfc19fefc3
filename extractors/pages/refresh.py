"""Pages that only send their readers on: by a refresh in HTML or in a header, and without an article."""

from collections.abc import Iterator
from itertools import chain, islice
from typing import Any

import regex
from lxml import etree

from extractors.charsets.documents import decode_page, page_tree
from extractors.http.answer import Answer
from extractors.http.urls import RequestUrl, request_url
from extractors.pages.identity import identity_of
from extractors.pages.json_ld import article_nodes
from extractors.pages.script_text import script_article
from model.limits import (
    MAX_REFRESH_DELAY_S,
    MAX_REFRESH_PAGE_BYTES,
    MAX_REFRESH_TEXT_CHARS,
    MAX_REFRESH_TEXT_CHARS_DENSE,
    MAX_REQUEST_URL_CHARS,
)

# The shared declarative refresh steps of the HTML standard: seconds, of which fractions are ignored, then
# perhaps a separator, `url=` and quotes.
_TIMED = regex.compile(r"(?s)[\t\n\f\r ]*+([0-9]*+)([0-9.]*+)(?:[\t\n\f\r ]*+[;,]?+[\t\n\f\r ]*+)(.*)")
_ENDS_TIME = frozenset("\t\n\f\r ;,")
_URL_KEY = regex.compile(r"(?i)url[\t\n\f\r ]*+=[\t\n\f\r ]*+")
_FEED = regex.compile(rb"(?i)<(?:rss|feed|rdf:rdf|urlset|sitemapindex)[\s>]")
_HEAD_BYTES = 2_000
# A refresh in these is text or waits for a script; what they show is no text of an article.
_INERT = frozenset(("template", "textarea", "title", "xmp", "iframe", "noembed", "script", "style"))
_NO_TEXT = _INERT | frozenset((
    "a", "nav", "header", "footer", "aside", "form", "button", "select", "noscript", "noframes",
))  # fmt: skip
_MOST_REFRESHES = 20
_DENSE = regex.compile(r"[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]")


def refresh_of(answer: Answer) -> str | None:
    """Return the URL that a page sends its readers on to, None where it does not, or holds an article.

    The URL is absolute, and as it would be requested. A header counts before the page, and of several
    refreshes the first valid one. Scripts are not run, so that what `noscript` holds counts.
    """
    if not _may_send_on(answer):
        return None
    page = request_url(answer.final_url)
    if not isinstance(page, RequestUrl):
        return None
    tree = page_tree(decode_page(answer.body, answer.header("Content-Type")).replace("\x00", ""))
    base = _base(tree, page)
    stated = [answer.header("Refresh") or "", *_refreshes(tree)]
    target = next((url for content in stated if (url := refresh_target(content, base))), None)
    return None if target is None or _holds_article(tree, page.text) else target


def refresh_target(content: str, base: RequestUrl) -> str | None:
    """Return where the content of a refresh leads, soon and to a web page; `base` resolves its URL."""
    timed = _TIMED.match(content[:MAX_REQUEST_URL_CHARS])
    if timed is None or not (timed[1] or timed[2].startswith(".")):
        return None
    is_separated = content[timed.end(2) : timed.end(2) + 1] in _ENDS_TIME
    if not timed[3] or not is_separated or int(timed[1][:9] or "0") > MAX_REFRESH_DELAY_S:
        return None
    written = _URL_KEY.sub("", timed[3], count=1) if _URL_KEY.match(timed[3]) else timed[3]
    if written[:1] in {"'", '"'}:
        written = written[1:].partition(written[0])[0]
    target = request_url(written, base)
    return target.text if isinstance(target, RequestUrl) else None


def _may_send_on(answer: Answer) -> bool:
    """Say whether a page may hold a refresh; cheap, and true of few pages."""
    kind = (answer.header("Content-Type") or "html").lower()
    if "html" not in kind or len(answer.body) > MAX_REFRESH_PAGE_BYTES:
        return False
    if answer.header("Refresh"):
        return True
    lowered = answer.body.lower()
    return b"http-equiv" in lowered and b"refresh" in lowered and not _FEED.search(lowered[:_HEAD_BYTES])


def _base(tree: Any, page: RequestUrl) -> RequestUrl:
    href = next((base.get("href") for base in tree.iter("base") if base.get("href")), None)
    base = request_url(href, page) if href else None
    return base if isinstance(base, RequestUrl) else page


def _refreshes(tree: Any) -> Iterator[str]:
    metas = (
        meta.get("content") or ""
        for meta in tree.iter("meta")
        if (meta.get("http-equiv") or "").strip().lower() == "refresh"
        and next(meta.iterancestors(*_INERT), None) is None
    )
    return islice(metas, _MOST_REFRESHES)


def _holds_article(tree: Any, url: str) -> bool:
    shown = "".join(chain.from_iterable(part.split() for part in _texts(tree)))
    is_dense = len(_DENSE.findall(shown)) > len(shown) / 3
    most = MAX_REFRESH_TEXT_CHARS_DENSE if is_dense else MAX_REFRESH_TEXT_CHARS
    if len(shown) > most or len(script_article(tree).text) > most:
        return True
    own, _ = article_nodes(tree, identity_of(tree, url))
    stated = (node.get("articleBody") for node in own)
    return any(isinstance(body, str) and len(body) > most for body in stated)


def _texts(tree: Any) -> Iterator[str]:
    """Yield the texts of a page that are shown outside of links and of what surrounds an article."""
    walk = etree.iterwalk(tree, events=("start", "end", "comment"))
    for event, element in walk:
        if event != "start":
            yield element.tail or ""
        elif element.tag in _NO_TEXT:
            walk.skip_subtree()
        else:
            yield element.text or ""
