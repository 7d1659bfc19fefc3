"""Pages that are not articles: consent walls, domains for sale, error pages, listings, too little text."""

import regex

from model import Field, Page, RejectionReason, Witness
from transforms.article.announced import is_announced
from transforms.article.no_article import NoArticle
from transforms.article.prose import is_prose
from transforms.article.walls import consent_dialog, consent_wall
from transforms.phrases import phrases
from transforms.text import clean_line

# A page with fewer characters is rarely an article; scripts that write a word in one or two characters need
# fewer for the same content.
MIN_CHARS = 250
MIN_CHARS_DENSE = 100
# A signed or dated page may be a brief: this share of the least length is enough.
SIGNED_SHARE = 0.6

_PROSE_SHARE = 0.3
_DENSE = regex.compile(r"[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]")
_ARTICLE_KIND = regex.compile(r"(?i)(?:article|posting|reportage|newsstory|review)$")
_PARKED = phrases("parked")
_LONGEST_PARKED = 2_500
_ERROR = phrases("error")
# A page that the feed did not announce may list many articles beside its error.
_LONGEST_ERROR, _LONGEST_STRANGE_ERROR = 3_000, 8_000
_LISTING_PATH = regex.compile(
    r"(?i)/(?:tags?|topics?|thema|themen|sujets?|categor(?:y|ies|ia|ie)|sections?|search|suche|recherche|buscar|"
    r"archive?s?|authors?|etiquetas?|page/\d+|rubrik)(?:/[^/]*)?/?$|[?&](?:s|q|query|search)="
)
_MANY_LINKS = 0.4
_TEASER_CHARS = 60
_MACHINE_DATES = frozenset((Witness.JSON_LD, Witness.META, Witness.MICRODATA, Witness.TIME))
_TEASER_SHARE = 0.6
_LISTED_LINES = 6


def why_no_article(page: Page, title: str, text: str, url: str, listed: str = "") -> NoArticle | None:
    """Return why a page is not an article, None where it is one.

    `text` is the text extracted from it, `listed` the title in the feed.
    """
    return (
        consent_dialog(page, title, text)
        or (None if says_it_is_article(page) else _other_kind(page, title, text, url, listed))
        or _too_little(text, is_signed=_is_signed(page))
        or _no_prose(text)
    )


def _other_kind(page: Page, title: str, text: str, url: str, listed: str) -> NoArticle | None:
    """Return what else a page is that does not call itself an article, by its words and its length."""
    shown = f"{title}\n{clean_line(page.first(Field.TITLE), 300)}\n{text}"
    announced = is_announced(page, listed, text)
    return (
        _parked(shown)
        or _error(shown, title, text, announced=announced)
        or consent_wall(shown, is_announced=announced, is_signed=_is_signed(page), is_dated=_shows_date(page))
        or _listing(page, text, url)
    )


def says_it_is_article(page: Page) -> bool:
    """Say whether a page calls itself an article, for search engines or social networks, and is dated."""
    return any(_ARTICLE_KIND.search(kind) for kind in page.kinds) and bool(page.about(Field.PUBLISHED))


def _parked(shown: str) -> NoArticle | None:
    if len(shown) <= _LONGEST_PARKED and _PARKED.search(shown):
        return NoArticle(reason=RejectionReason.PARKED_DOMAIN, detail="the page offers its domain for sale")
    return None


def _error(shown: str, title: str, text: str, *, announced: bool | None) -> NoArticle | None:
    """Recognise pages that say that there is nothing; what the feed announced is none if it is long."""
    prose_chars = sum(len(line) for line in text.split("\n") if is_prose(line))
    is_article = announced and prose_chars >= _least_chars(text)
    if is_article or len(shown) > (_LONGEST_ERROR if announced is None else _LONGEST_STRANGE_ERROR):
        return None
    beginning = "\n".join(shown.split("\n")[:4])[:600]
    if _ERROR.search(title) or (len(shown) <= _LONGEST_ERROR and _ERROR.search(beginning)):
        return NoArticle(
            reason=RejectionReason.ERROR_PAGE, detail=f"the page says that something failed: {title[:100]}"
        )
    return None


def _listing(page: Page, text: str, url: str) -> NoArticle | None:
    lines = text.split("\n")
    has_teasers = len(lines) >= _LISTED_LINES and sum(map(is_prose, lines)) <= len(lines) * _TEASER_SHARE
    if _LISTING_PATH.search(url) and (has_teasers or page.link_share > _MANY_LINKS):
        return NoArticle(
            reason=RejectionReason.LISTING, detail="a page of links to articles, by its path and its lines"
        )
    if has_teasers and not _is_signed(page) and len(text) < _TEASER_CHARS * len(lines):
        return NoArticle(
            reason=RejectionReason.LISTING, detail=f"{len(lines)} short lines that nobody dates or signs"
        )
    if has_teasers and page.link_share > _MANY_LINKS and not page.about(Field.AUTHOR):
        return NoArticle(
            reason=RejectionReason.LISTING, detail=f"{page.link_share:.0%} of the page's words are links"
        )
    return None


def _is_signed(page: Page) -> bool:
    """Say whether a page names an author, or gives a date in a machine-readable form."""
    dates = page.about(Field.PUBLISHED)
    return bool(page.about(Field.AUTHOR)) or any(date.witness in _MACHINE_DATES for date in dates)


def _shows_date(page: Page) -> bool:
    """Say whether a page dates itself; a date that was guessed from its markup does not count."""
    return any(date.witness is not Witness.HTML for date in page.about(Field.PUBLISHED))


def _no_prose(text: str) -> NoArticle | None:
    """Refuse pages of teasers, where hardly a line is as long as a sentence or ends like one."""
    lines = text.split("\n")
    prose = [line for line in lines if is_prose(line)]
    if sum(map(len, prose)) >= _PROSE_SHARE * len(text):
        return None
    return NoArticle(
        reason=RejectionReason.NO_PROSE,
        detail=f"{len(lines)} lines, of which {len(prose)} read like sentences",
    )


def _too_little(text: str, *, is_signed: bool) -> NoArticle | None:
    if not text:
        return NoArticle(
            reason=RejectionReason.NO_TEXT, detail="the page holds no text that reads like an article"
        )
    least = _least_chars(text) * (SIGNED_SHARE if is_signed else 1.0)
    if len(text) >= least:
        return None
    return NoArticle(
        reason=RejectionReason.TOO_SHORT,
        detail=f"{len(text)} characters of text; at least {least:.0f} are needed",
    )


def _least_chars(text: str) -> int:
    is_dense = len(_DENSE.findall(text[:500])) > len(text[:500]) / 3
    return MIN_CHARS_DENSE if is_dense else MIN_CHARS
