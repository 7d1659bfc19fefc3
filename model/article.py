"""One text at one URL, the language it is written in, and the watchlist terms found in it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from model.page import Form, Statement, Witness


class PublishedBasis(StrEnum):
    """Where the published time was taken from."""

    FEED = "feed"
    PAGE = "page"
    URL = "url"
    FETCH = "fetch"


class Precision(StrEnum):
    """How exactly a time is known."""

    SECOND = "second"
    MINUTE = "minute"
    DAY = "day"


class VoteMethod(StrEnum):
    """Which source of evidence says what language a text is in."""

    SCRIPT = "script"
    LETTERS = "letters"
    DETECTOR = "detector"
    SECOND_DETECTOR = "second_detector"
    TITLE = "title"
    PAGE = "page"
    FEED = "feed"


@dataclass(frozen=True, slots=True, kw_only=True)
class LanguageVote:
    """The BCP 47 tag that one source of evidence gives, and its confidence from 0 to 1."""

    method: VoteMethod
    tag: str
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class LanguageCall:
    """The language decided on, as a BCP 47 tag (`und` where it is unknown), and every vote behind it.

    `title_tag` is the language of the title; `is_mixed` says that a good part of the text is in a second one.
    """

    tag: str
    confidence: float
    votes: tuple[LanguageVote, ...] = ()
    title_tag: str = ""
    is_mixed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One text at one normalised URL.

    `article_id` is the first 128 bits of the SHA-256 of `url`, as a UUID; `text` is NFC,
    `char_count` its code points; `shingles` (of 32 bits) and `text_hash` (of 64) are the hashes by which
    copies are found. Fields that end in `_basis` or `_witness` name the source of the field before them;
    `contradictions` are the statements of the page that disagree with it. `is_complete` is false where a
    paywall cuts the text, or MAX_TEXT_CHARS.
    """

    article_id: str
    outlet_id: str
    url: str
    canonical_url: str | None
    title: str
    title_basis: Witness = Witness.META
    text: str
    form: Form = Form.ARTICLE
    is_complete: bool = True
    authors: tuple[str, ...]
    authors_basis: Witness | None = None
    section: str | None = None
    image_url: str | None = None
    published_at: datetime
    published_basis: PublishedBasis
    published_witness: Witness = Witness.FEED
    published_precision: Precision = Precision.SECOND
    updated_at: datetime | None = None
    contradictions: tuple[Statement, ...] = ()
    fetched_at: datetime
    fetch_id: str
    language: LanguageCall
    char_count: int
    extractor_version: str
    run_id: str
    agency: str | None = None
    text_hash: int = 0
    shingles: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """One occurrence of a watchlist term; `start` and `end` count code points of the article's NFC text."""

    watchlist_id: str
    article_id: str
    term: str
    surface: str
    start: int
    end: int
