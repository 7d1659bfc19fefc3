"""One text at one URL, and the language it is written in."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class PublishedBasis(StrEnum):
    """Where the published time was taken from."""

    FEED = "feed"
    PAGE = "page"
    URL = "url"
    FETCH = "fetch"


class VoteMethod(StrEnum):
    """Who says which language a text is in."""

    SCRIPT = "script"
    DETECTOR = "detector"
    PAGE = "page"
    FEED = "feed"


@dataclass(frozen=True, slots=True, kw_only=True)
class LanguageVote:
    """One witness's BCP 47 tag, with its confidence from 0 to 1."""

    method: VoteMethod
    tag: str
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class LanguageCall:
    """The language decided on (`und` where nothing can tell), and every vote behind it."""

    tag: str
    confidence: float
    votes: tuple[LanguageVote, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One text at one normalised URL.

    `article_id` is the first 128 bits of the SHA-256 of `url`, as a UUID; `text` is NFC,
    `char_count` its code points; `shingles` and
    `text_hash` are the 64-bit hashes that copies are found by.
    """

    article_id: str
    outlet_id: str
    url: str
    canonical_url: str | None
    title: str
    text: str
    authors: tuple[str, ...]
    published_at: datetime
    published_basis: PublishedBasis
    fetched_at: datetime
    fetch_id: str
    language: LanguageCall
    char_count: int
    extractor_version: str
    run_id: str
    agency: str | None = None
    text_hash: int = 0
    shingles: tuple[int, ...] = ()
