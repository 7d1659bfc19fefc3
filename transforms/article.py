"""Make an article of what a feed and a page say, or say why it is none."""

from dataclasses import dataclass
from datetime import UTC, datetime

import regex

from model import Article, Entry, Fetch, Page, PublishedBasis
from transforms.dates import parse_date
from transforms.language import call_language
from transforms.shingles import shingle, text_hash
from transforms.text import clean_line, clean_text
from transforms.urls import article_id, is_home_page, normalise_url

# Under this many characters a page is rarely an article; scripts that pack a word into one or two
# characters say as much in a third.
MIN_CHARS = 250
MIN_CHARS_DENSE = 100

# A line of prose is as long as a sentence, or ends like one.
_SENTENCE_CHARS = 100
_SENTENCE_END = regex.compile(r"[\p{Sentence_Terminal}\p{Pf}\p{Pe}…:\"']\s*$")
_PROSE_SHARE = 0.3

_DENSE = regex.compile(r"[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]")
_DATE_IN_PATH = regex.compile(r"/(20\d{2}|199\d)[/-](0[1-9]|1[0-2])[/-](0[1-9]|[12]\d|3[01])(?:[/-]|$)")
_AGENCIES = {
    "Reuters": "Reuters", "AFP": "AFP", "dpa": "dpa", "EFE": "EFE",
    "\u0422\u0410\u0421\u0421": "TASS", "TASS": "TASS",
    "Xinhua": "Xinhua", "新华社": "Xinhua", "Associated Press": "AP", "AP": "AP",
    "ANSA": "ANSA",
    "Укрінформ": "Ukrinform", "Kyodo": "Kyodo", "共同通信": "Kyodo", "Yonhap": "Yonhap", "연합뉴스": "Yonhap",
}  # fmt: skip
_CREDIT = regex.compile(
    r"[(\[\p{Pd}]\s*("
    + "|".join(sorted(map(regex.escape, _AGENCIES), key=len, reverse=True))
    + r")\s*[)\]\p{Pd}]"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class NoArticle:
    """Why a page is no article."""

    reason: str
    detail: str


def make_article(entry: Entry, fetch: Fetch, page: Page, extractor_version: str) -> Article | NoArticle:
    """Return the article that a fetched page is, or why it is none."""
    url = normalise_url(fetch.final_url) or fetch.url
    if is_home_page(url):
        return NoArticle(reason="home_page", detail=f"the link led to the front page {url}")
    title = clean_line(page.title) or entry.title
    text = _without_headline(clean_text(page.text), title)
    fault = _too_little(text) or _no_prose(text)
    if fault:
        return fault
    published_at, basis = published(entry, page.published_raw, url, fetch.requested_at)
    credit = _CREDIT.search(text[:400]) or _CREDIT.search(text[-300:])
    return Article(
        article_id=article_id(url),
        outlet_id=entry.outlet_id,
        url=url,
        canonical_url=normalise_url(page.canonical_url) if page.canonical_url else None,
        title=title,
        text=text,
        authors=tuple(clean_line(name, 200) for name in page.authors or entry.authors),
        published_at=published_at,
        published_basis=basis,
        fetched_at=fetch.requested_at,
        fetch_id=fetch.fetch_id,
        language=call_language(title, text, page.language, entry.language),
        char_count=len(text),
        extractor_version=extractor_version,
        run_id=fetch.run_id,
        agency=_AGENCIES[credit[1]] if credit else None,
        text_hash=text_hash(text),
        shingles=shingle(text),
    )


def _without_headline(text: str, title: str) -> str:
    """Return the text without its first line where that repeats the title."""
    first, _, rest = text.partition("\n")
    return rest if clean_line(first).casefold() == title.casefold() else text


def _no_prose(text: str) -> NoArticle | None:
    """Refuse pages of teasers: hardly a line is as long as a sentence or ends like one."""
    lines = text.split("\n")
    prose = [line for line in lines if len(line) >= _SENTENCE_CHARS or _SENTENCE_END.search(line)]
    if sum(map(len, prose)) >= _PROSE_SHARE * len(text):
        return None
    return NoArticle(
        reason="no_prose", detail=f"{len(lines)} lines, of which {len(prose)} read like sentences"
    )


def _too_little(text: str) -> NoArticle | None:
    if not text:
        return NoArticle(reason="no_text", detail="the page holds no text that reads like an article")
    is_dense = len(_DENSE.findall(text[:500])) > len(text[:500]) / 3
    least = MIN_CHARS_DENSE if is_dense else MIN_CHARS
    if len(text) >= least:
        return None
    return NoArticle(reason="too_short", detail=f"{len(text)} characters of text, of at least {least}")


def published(
    entry: Entry, page_raw: str | None, url: str, fetched_at: datetime
) -> tuple[datetime, PublishedBasis]:
    """Return when an article was published, and who says so: feed, page, URL, or only the fetch."""
    if entry.published_at:
        return entry.published_at, PublishedBasis.FEED
    on_page = parse_date(clean_line(page_raw, 100), fetched_at, entry.language)
    if on_page:
        return on_page, PublishedBasis.PAGE
    in_url = _DATE_IN_PATH.search(url)
    if in_url:
        year, month, day = map(int, in_url.groups())
        return datetime(year, month, day, tzinfo=UTC), PublishedBasis.URL
    return fetched_at, PublishedBasis.FETCH
