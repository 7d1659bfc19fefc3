"""Other articles on a page, as sites append the next one below: found by their headlines, and removed."""

from collections.abc import Collection, Iterable, Iterator
from itertools import chain, filterfalse, islice
from typing import Any

import regex

from extractors.pages.boilerplate import prose_length, remove_all
from extractors.pages.elements import is_in_boilerplate, line_of
from extractors.pages.identity import Identity, letters, same_title
from extractors.pages.marks import finder
from extractors.pages.shared_words import content_of

_HEADINGS = ("h1", "h2", "h3")
_MOST_HEADINGS, _MOST_BLOCKS = 200, 200
# What may stand above the headline of an article: a label, a date, names.
_ABOVE_HEADLINE = 150
_LEAST_LEFT, _LEAST_PART = 150, 60
_ADDRESSES = ("data-url", "data-href", "data-permalink", "data-article-url", "data-link", "itemid", "cite")
# Several blocks under one headline, dated and signed or not, are the posts or chapters of one report.
_FEW = 2
# Of wire texts in 30 languages, 81% of the parts of one share so many of their words with what precedes them,
# and 6% of other texts. With fewer words there is nothing to compare.
_SHARED, _LEAST_WORDS, _MOST_PARAGRAPHS, _MOST_TEXTS = 0.15, 6, 300, 2_000
# Types of schema.org: an element that has one is an article, whatever its tag.
_ARTICLE_TYPE = regex.compile(r"(?i)schema\.org/\w*(?:Article|BlogPosting)\b")
_is_signed_by = finder(r"by-?line|author(?:s|-?name)?|autor(?:en|es)?|auteur|autore")


def keep_own_article(tree: Any, page: Identity, headlines: Collection[str], *, is_report: bool) -> None:
    """Remove the blocks of a page that are other articles, and join those that are parts of its own.

    Other articles have a headline that ranks with the page's own, or leads to another page, or is among
    `headlines`, those of the other articles that the page's JSON-LD describes; or it is lower, and they have
    hardly any words in common with the page's own. Those that go on under it, in its words or without a
    headline, are its parts. Nothing is removed from a live report (`is_report`), whose posts have headlines,
    nor where the page's own headline is not found. Changes `tree`.
    """
    heading = next((found for found in _headings(tree) if page.has_title(line_of(found))), None)
    if heading is None:
        return
    own = next(heading.iterancestors("article"), heading)
    found = [] if is_report else _others(own, heading, page, {letters(headline) for headline in headlines})
    if prose_length(tree) - sum(map(prose_length, found)) >= _LEAST_LEFT:
        remove_all(found)
    _join_parts(own if own.tag == "article" else next(_articles_after(heading), heading))


def _others(own: Any, heading: Any, page: Identity, headlines: Collection[str]) -> list[Any]:
    found = ((block, first) for block in _beside(own) if (first := _headline(block)) is not None)
    blocks = [(block, first) for block, first in found if not page.has_title(line_of(first))]
    signed_count = sum(block.tag == "article" and _is_signed(block) for block, _ in blocks)
    others = [
        block
        for block, first in blocks
        if _is_named(block, first, page, headlines)
        or (_is_article(block) and _is_alike(block, first, heading, page, signed_count))
    ]
    left = [block for block, _ in blocks if _is_article(block) and block not in others]
    for block in left if len(left) <= _FEW else ():
        if _is_foreign(block, heading, others):
            others.append(block)
    return others


def _is_foreign(block: Any, heading: Any, others: Collection[Any]) -> bool:
    """Say whether a block is about something else than the page's own article."""
    content = _content([block])
    own = _content(_own_paragraphs(heading, block, others))
    least = min(len(content), len(own))
    return least >= _LEAST_WORDS and len(content.intersection(own)) < _SHARED * least


def _own_paragraphs(heading: Any, block: Any, others: Collection[Any]) -> Iterator[Any]:
    """Yield the paragraphs between the page's headline and a block, without those of other articles."""
    for paragraph in islice(heading.xpath("following::p"), _MOST_PARAGRAPHS):
        ancestors = set(paragraph.iterancestors())
        if block in ancestors:
            return
        if ancestors.isdisjoint(others):
            yield paragraph


def _content(elements: Iterable[Any]) -> frozenset[str]:
    texts = chain.from_iterable(element.itertext() for element in elements)
    return content_of(" ".join(islice(texts, _MOST_TEXTS)))


def _join_parts(own: Any) -> None:
    """Put the articles that directly follow a page's own into it: they are parts of one story."""
    if own.tag != "article":
        return
    for part in list(islice(own.itersiblings(), _MOST_BLOCKS)):
        if part.tag != "article":
            return
        if prose_length(part) >= _LEAST_PART:
            own.append(part)
            part.tag = "div"


def _articles_after(element: Any) -> Iterator[Any]:
    return (sibling for sibling in islice(element.itersiblings(), _MOST_BLOCKS) if sibling.tag == "article")


def _headings(tree: Any) -> Iterator[Any]:
    found = islice(tree.iter(*_HEADINGS), _MOST_HEADINGS)
    return iter(sorted(filterfalse(is_in_boilerplate, found), key=lambda heading: str(heading.tag)))


def _beside(own: Any) -> Iterator[Any]:
    """Yield the blocks that follow the page's own article, and the articles that precede it or are in it."""
    within = _articles_within(own) if own.tag == "article" else []
    yield from within if len(within) <= _FEW else ()
    for ancestor in (own, *own.iterancestors()):
        for block in islice(ancestor.itersiblings(), _MOST_BLOCKS):
            yield from _articles_in(block)
        for block in islice(ancestor.itersiblings(preceding=True), _MOST_BLOCKS):
            yield from (article for article in _articles_in(block) if article.tag == "article")


def _articles_in(block: Any) -> list[Any]:
    """Return the outermost articles in a block; the block itself where it has none."""
    if block.tag not in {"article", "div", "section", "main"}:
        return []
    articles = islice(block.iter("article"), _MOST_BLOCKS)
    found = [article for article in articles if next(article.iterancestors("article"), None) is None]
    return found or [block]


def _articles_within(own: Any) -> list[Any]:
    articles = islice(own.iterdescendants("article"), _MOST_BLOCKS)
    return [article for article in articles if next(article.iterancestors("article"), None) is own]


def _headline(block: Any) -> Any | None:
    """Return the heading that a block begins with, None where it begins with text."""
    above = 0
    for element in block.iter():
        if element.tag in _HEADINGS:
            return element
        above += len((element.text or "").strip()) + len((element.tail or "").strip())
        if above > _ABOVE_HEADLINE:
            return None
    return None


def _is_named(block: Any, headline: Any, page: Identity, others: Collection[str]) -> bool:
    """Say whether a block has the headline of another article in JSON-LD, or the address of another page."""
    title = letters(line_of(headline))
    if any(same_title(title, other) for other in others):
        return True
    return any(page.is_elsewhere(block.get(name) or "") for name in _ADDRESSES)


def _is_article(block: Any) -> bool:
    return (
        block.tag == "article"
        or block.get("role") == "article"
        or bool(_ARTICLE_TYPE.search(block.get("itemtype") or ""))
    )


def _is_alike(block: Any, headline: Any, own: Any, page: Identity, signed_count: int) -> bool:
    """Say whether a block's headline ranks with the page's or leads elsewhere, or the block is signed."""
    if headline.tag <= own.tag:
        return True
    links = [*headline.iterancestors("a"), *headline.iter("a")]
    if any(page.is_elsewhere(link.get("href") or "") for link in links):
        return True
    return signed_count <= _FEW and _is_signed(block)


def _is_signed(block: Any) -> bool:
    """Say whether a block has a date and an author of its own."""
    if block.find(".//time") is None:
        return False
    named = block.xpath(".//*[@class or @rel or @itemprop]")
    marks = (
        f"{element.get('class', '')} {element.get('rel', '')} {element.get('itemprop', '')}"
        for element in islice(named, _MOST_BLOCKS)
    )
    return any(map(_is_signed_by, marks))
