"""The readers that run in this environment: Parallax, and trafilatura alone."""

import time
from dataclasses import dataclass
from datetime import datetime

from trafilatura import bare_extraction

from bench.press import PressPage, utc_time
from extractors.pages.reading import read_page
from model import Article, Entry, Fetch, Outcome, TargetKind
from transforms.article.article import make_article
from transforms.urls import host_of, normalise_url


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a reader extracted from a page, and the CPU seconds it took."""

    title: str
    authors: frozenset[str]
    published_at: datetime | None
    text: str
    cpu_s: float


def by_parallax(page: PressPage) -> Reading:
    """Read a page as the pipeline does, without data from the feed."""
    started = time.process_time()
    result = article_of(page)
    return reading_of(result, time.process_time() - started)


def reading_of(result: object, cpu_s: float) -> Reading:
    """Return what `article_of` found as a reading; one without an article is empty."""
    if not isinstance(result, Article):
        return Reading(title="", authors=frozenset(), published_at=None, text="", cpu_s=cpu_s)
    return Reading(
        title=result.title,
        authors=frozenset(result.authors),
        published_at=result.published_at if result.published_basis != "fetch" else None,
        text=result.text,
        cpu_s=cpu_s,
    )


def article_of(page: PressPage) -> object:
    """Return the article on a page, or why there is none."""
    found = read_page(page.html, "text/html", page.url)
    return make_article(_entry(page), _fetch(page), found, "bench") if found else None


def _entry(page: PressPage) -> Entry:
    return Entry(
        feed_id="bench/1",
        entry_id=page.url,
        outlet_id="bench",
        url=page.url,
        article_url=normalise_url(page.url),
        first_seen_at=page.crawled_at,
        last_seen_at=page.crawled_at,
    )


def _fetch(page: PressPage) -> Fetch:
    return Fetch(
        fetch_id="00000000-0000-0000-0000-000000000000",
        run_id="bench",
        target_kind=TargetKind.PAGE,
        url=page.url,
        final_url=page.url,
        host=host_of(page.url),
        requested_at=page.crawled_at,
        elapsed_ms=0,
        outcome=Outcome.FETCHED,
    )


def by_trafilatura(page: PressPage) -> Reading:
    """Read text and metadata with trafilatura's defaults."""
    return _by_trafilatura(page, with_metadata=True)


def by_trafilatura_text(page: PressPage) -> Reading:
    """Read the text alone with trafilatura's defaults."""
    return _by_trafilatura(page, with_metadata=False)


def _by_trafilatura(page: PressPage, *, with_metadata: bool) -> Reading:
    started = time.process_time()
    found = bare_extraction(page.html, url=page.url, with_metadata=with_metadata)
    cpu_s = time.process_time() - started
    stated = found.as_dict() if found is not None and not isinstance(found, dict) else {}
    authors = (stated.get("author") or "").split("; ")
    return Reading(
        title=stated.get("title") or "",
        authors=frozenset(name for name in authors if name),
        published_at=read_time(stated.get("date")),
        text=stated.get("text") or "",
        cpu_s=cpu_s,
    )


def read_time(text: object) -> datetime | None:
    """Return the time that a reader gives in ISO 8601, None if it gives none."""
    if not isinstance(text, str) or not text:
        return None
    try:
        return utc_time(text)
    except ValueError:
        return None
