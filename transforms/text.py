"""Make text from the web safe to store: NFC, no control characters, no stray surrogates."""

import re
import unicodedata

import regex
from w3lib.html import remove_tags, replace_entities

from model.limits import HTML_FACTOR, MAX_MARK_RUN, MAX_SUMMARY_CHARS, MAX_TITLE_CHARS

# Scripts that put no spaces between words, for a character class of `regex`.
UNSPACED_SCRIPTS = r"\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}"

_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufeff\u2028\u2029]")
# A character that could not be decoded; within a word it stays, to show that a letter is missing.
_LOST = re.compile(r"(?<!\w)\ufffd+|\ufffd+(?!\w)")
_SPACES = re.compile(r"[ \t\xa0]+")
# Normalising a run of combining marks takes the square of its length.
_MARK_RUN = regex.compile(rf"(?<=\p{{M}}{{{MAX_MARK_RUN}}})\p{{M}}++")
_SAMPLED_RUN = regex.compile(r"\p{M}{10}")
_BLANK_LINES = re.compile(r"\n\s*\n+")
_ANY_SPACE = re.compile(r"\s+")
# Tags that separate words, unlike <b> or <sub>.
_BLOCK_TAG = re.compile(
    r"(</?(?:p|br|div|li|ul|ol|h[1-6]|tr|td|th|table|blockquote|hr|figure|figcaption)\b)", re.IGNORECASE
)
# To the end of the text where nothing closes them, as browsers read it; also keeps the search linear.
_UNREAD = re.compile(r"<(script|style)\b.*?(?:</\1\s*>|\Z)", re.IGNORECASE | re.DOTALL)
# Soft hyphens, joiners, direction marks: invisible, and not in every copy of a text.
_FORMAT_MARKS = regex.compile(r"\p{Cf}")


def clean_text(text: str) -> str:
    """Return `text` as NFC lines without control characters, runs of spaces or blank lines."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = _LOST.sub("", _CONTROLS.sub(" ", text))
    text = _SPACES.sub(" ", unicodedata.normalize("NFC", _without_mark_runs(text)))
    return _BLANK_LINES.sub("\n", "\n".join(line.strip() for line in text.split("\n"))).strip()


def _without_mark_runs(text: str) -> str:
    # A sample shows runs of ten times the length that is left of them; shorter ones cost little.
    if text.isascii() or not _SAMPLED_RUN.search(text[::MAX_MARK_RUN]):
        return text
    cut: str = _MARK_RUN.sub("", text)
    return cut


def clean_line(text: str | None, limit: int = MAX_TITLE_CHARS) -> str:
    """Return `text` as one NFC line of at most `limit` code points."""
    if not text:
        return ""
    return _ANY_SPACE.sub(" ", clean_text(text[: HTML_FACTOR * limit])).strip()[:limit].rstrip()


def clean_html(fragment: str | None, limit: int = MAX_SUMMARY_CHARS) -> str:
    """Return the text of an HTML fragment (a feed's title or summary) as one line."""
    if not fragment:
        return ""
    read = _UNREAD.sub(" ", fragment[: HTML_FACTOR * limit])
    return clean_line(replace_entities(remove_tags(_BLOCK_TAG.sub(r" \1", read))), limit)


def content_words(text: str) -> str:
    """Return a text without case and invisible marks (NFKC, casefold), which copies of it share."""
    return unicodedata.normalize("NFKC", _without_mark_runs(_FORMAT_MARKS.sub("", text))).casefold()
