"""Make an article from what a feed and a page say, or say why the page is not one."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from model import Article, Entry, Fetch, Field, Page, RejectionReason, Statement, Witness
from transforms.article.bylines import authors
from transforms.article.canonical import article_url, believed_canonical
from transforms.article.credits import credited_agency
from transforms.article.headline import headline, words
from transforms.article.no_article import NoArticle
from transforms.article.page_kinds import why_no_article
from transforms.article.page_lines import ArticleLines, article_lines
from transforms.article.published import Dating, published, updated
from transforms.copies.shingles import shingle, text_hash
from transforms.language.calling import call_language
from transforms.text import clean_line, clean_text
from transforms.urls import article_id, is_home_page, normalise_url

# A text of this length is complete, even on a page that says it is behind a paywall.
_STUB_CHARS = 1_500
_MOST_LEAD_CHARS = 2_000
_KEPT_FIELDS = (Field.TITLE, Field.PUBLISHED, Field.CANONICAL)
_SAME_TIME = timedelta(minutes=1)
_MOST_CONTRADICTIONS = 12


def make_article(
    entry: Entry,
    fetch: Fetch,
    page: Page,
    extractor_version: str,
    outlet_name: str = "",
    wires: Sequence[str] = (),
) -> Article | NoArticle:
    """Return the article on a fetched page, or why the page is not an article.

    `outlet_name` is the name in the catalog, which is no headline; `wires` are the names of the agencies in
    the catalog, which texts may credit.
    """
    final_url = normalise_url(fetch.final_url) or fetch.url
    if is_home_page(final_url):
        return NoArticle(
            reason=RejectionReason.HOME_PAGE, detail=f"the link led to the front page {final_url}"
        )
    title, title_witness = headline(page, entry.title, outlet_name)
    names, authors_witness = authors(page, entry)
    body = _body(page, title, names)
    fault = why_no_article(page, title, body.core, final_url, entry.title)
    if fault:
        return fault
    canonical = _canonical(page, final_url)
    url = article_url(final_url, canonical)
    dating = published(entry, page, url, fetch.requested_at)
    language = call_language(title, body.text, page.first(Field.LANGUAGE), entry.language)
    return Article(
        article_id=article_id(url),
        outlet_id=entry.outlet_id,
        url=url,
        canonical_url=canonical,
        title=title,
        title_basis=title_witness,
        text=body.text,
        form=page.form,
        is_complete=_is_complete(page, body),
        authors=names,
        authors_basis=authors_witness,
        section=clean_line(page.first(Field.SECTION), 200) or None,
        image_url=_image(page),
        published_at=dating.at,
        published_basis=dating.basis,
        published_witness=dating.witness,
        published_precision=dating.precision,
        updated_at=updated(entry, page, dating, fetch.requested_at),
        contradictions=_contradictions(page, title, dating, canonical, fetch.requested_at),
        fetched_at=fetch.requested_at,
        fetch_id=fetch.fetch_id,
        language=language,
        char_count=len(body.text),
        extractor_version=extractor_version,
        run_id=fetch.run_id,
        agency=credited_agency(body.text, wires),
        text_hash=text_hash(body.text),
        shingles=shingle(body.text),
    )


def _canonical(page: Page, url: str) -> str | None:
    """Return the first canonical URL, of those that the page and its headers state, that can be right."""
    stated = (believed_canonical(said.value, url) for said in page.about(Field.CANONICAL))
    return next((canonical for canonical in stated if canonical), None)


def _body(page: Page, title: str, names: tuple[str, ...]) -> ArticleLines:
    titles = [title, *(said.value for said in page.about(Field.TITLE))]
    lead = clean_line(page.standfirst, _MOST_LEAD_CHARS)
    return article_lines(
        clean_text(page.text), titles, lead, authors=names, own_lines=page.own_lines, is_free=page.is_free
    )


def _is_complete(page: Page, body: ArticleLines) -> bool:
    is_stub = page.is_free is False and len(body.text) < _STUB_CHARS
    return not (page.is_cut or body.is_cut_by_offer or is_stub)


def _image(page: Page) -> str | None:
    return next((url for said in page.about(Field.IMAGE) if (url := normalise_url(said.value))), None)


def _contradictions(
    page: Page, title: str, dating: Dating, canonical: str | None, now: datetime
) -> tuple[Statement, ...]:
    """Return statements of the page that disagree; dates only shown to readers may be of another article."""
    kept = [
        said
        for said in page.statements
        if said.field in _KEPT_FIELDS
        and said.witness is not Witness.VISIBLE
        and not _agrees(said, title, dating, canonical, now)
    ]
    return tuple(kept[:_MOST_CONTRADICTIONS])


def _agrees(said: Statement, title: str, dating: Dating, canonical: str | None, now: datetime) -> bool:
    if said.field is Field.TITLE:
        return words(title) in words(said.value) or words(said.value) in words(title)
    if said.field is Field.CANONICAL:
        return normalise_url(said.value) == canonical
    return dating.agrees(said.value, now, _SAME_TIME)
