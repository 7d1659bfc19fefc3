"""What one page says, before anything is decided about it."""

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
    """The source of a statement: a part of the page, its URL, the feed or the fetch."""

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
    """What kind of text an article is."""

    ARTICLE = "article"
    LIVEBLOG = "liveblog"
    GALLERY = "gallery"


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One thing that one part of a page says, verbatim."""

    field: Field
    witness: Witness
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What a page holds.

    `text` is its body, one block per line, of which `is_cut` says that it went on beyond MAX_TEXT_CHARS, or
    beyond what arrived of the page;
    `standfirst` is the lead that is set apart from the body.
    `statements` come with the most trusted first. `kinds` are the types the page gives itself (schema.org,
    og:type). `is_free` is false where it says that it is behind a paywall, None where it does not say.
    `persons` are the names that its JSON-LD gives as those of one person each.
    `own_lines` are the items of lists, rows of tables and lines of figures among the article's paragraphs.
    `dialogs` is the text of its dialogs, of consent platforms among them.
    `link_share` is the share of its visible characters that are links, 0 to 1.
    """

    text: str
    is_cut: bool = False
    statements: tuple[Statement, ...] = ()
    standfirst: str = ""
    kinds: tuple[str, ...] = ()
    form: Form = Form.ARTICLE
    is_free: bool | None = None
    link_share: float = 0.0
    persons: tuple[str, ...] = ()
    own_lines: tuple[str, ...] = ()
    dialogs: str = ""

    def about(self, field: Field) -> tuple[Statement, ...]:
        """Return all statements about one thing, the most trusted first."""
        return tuple(statement for statement in self.statements if statement.field is field)

    def first(self, field: Field) -> str | None:
        """Return the value of the most trusted statement about one thing, None where there is none."""
        return next((statement.value for statement in self.statements if statement.field is field), None)
