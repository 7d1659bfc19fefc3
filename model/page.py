"""What one page says, before anything is decided of it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What a page holds: `published_raw` is its date as written, `language` the tag it declares."""

    title: str
    text: str
    authors: tuple[str, ...]
    published_raw: str | None
    language: str | None
    canonical_url: str | None
