"""What one page says, before anything is decided of it."""

from dataclasses import dataclass
from enum import StrEnum


class Field(StrEnum):
    """What a statement is about."""

    TITLE = "title"
    AUTHOR = "author"
    PUBLISHED = "published"
    UPDATED = "updated"
    SECTION = "section"
    IMAGE = "image"
    CANONICAL = "canonical"
    LANGUAGE = "language"
    DESCRIPTION = "description"
    SITE = "site"


class Witness(StrEnum):
    """Which part of a page, or who else, makes a statement."""

    JSON_LD = "json_ld"
    META = "meta"
    MICRODATA = "microdata"
    HEADING = "heading"
    BYLINE = "byline"
    TIME = "time"
    LINK = "link"
    TITLE_TAG = "title_tag"
    HTML = "html"
    SCRIPT = "script"
    VISIBLE = "visible"
    URL = "url"
    FEED = "feed"
    FETCH = "fetch"


class Form(StrEnum):
    """How a text is told."""

    ARTICLE = "article"
    LIVEBLOG = "liveblog"
    GALLERY = "gallery"


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One thing that one part of a page says, as it is written there."""

    field: Field
    witness: Witness
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What a page holds.

    `text` is its body, a block a line, `standfirst` the lead that stands apart from it, `statements` are
    in the order of trust. `kinds` are the types it gives itself (schema.org, og:type); `is_free` what it says
    of a paywall. `link_share` is the share of its visible characters that are links, 0 to 1.
    """

    text: str
    statements: tuple[Statement, ...] = ()
    standfirst: str = ""
    kinds: tuple[str, ...] = ()
    form: Form = Form.ARTICLE
    is_free: bool | None = None
    link_share: float = 0.0

    def said(self, field: Field) -> tuple[Statement, ...]:
        """Return what the page says of one thing."""
        return tuple(statement for statement in self.statements if statement.field is field)

    def first(self, field: Field) -> str | None:
        """Return the most trusted statement on one thing, None where there is none."""
        return next((statement.value for statement in self.statements if statement.field is field), None)
