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
# Scripts in which the zero-width joiner and non-joiner are part of the spelling (The Unicode Standard, 23.2).
_JOINED_SCRIPTS = "".join(
    rf"\p{{Script_Extensions={script}}}"
    for script in (
        "Arabic", "Syriac", "Mandaic", "Nko", "Adlam", "Hanifi_Rohingya", "Mongolian", "Devanagari",
        "Bengali", "Gurmukhi", "Gujarati", "Oriya", "Tamil", "Telugu", "Kannada", "Malayalam", "Sinhala",
        "Newa", "Meetei_Mayek", "Chakma", "Tibetan", "Myanmar", "Khmer", "Thai", "Lao", "Balinese",
        "Javanese", "Sundanese",
    )
)  # fmt: skip
_JOINED = rf"[[{_JOINED_SCRIPTS}]--\p{{Cf}}]"
_JOINERS = "\u180e\u200c\u200d"
# The zero-width space parts words where a script writes no spaces (line breaking class SA of UAX 14).
_WORD_BREAK, _UNPARTED = "\u200b", r"\p{Line_Break=Complex_Context}"
# Emoji that the joiner makes one picture (UTS 51).
_EMOJI, _EMOJI_END = r"\p{Extended_Pictographic}", r"[\p{Extended_Pictographic}\p{Emoji_Modifier}\ufe0f]"
# Marks of format that carry no meaning where they stand; the signs of Arabic numbers and verses are visible.
_MEANINGLESS = regex.compile(
    rf"[\p{{Cf}}--[{_JOINERS}{_WORD_BREAK}\p{{Prepended_Concatenation_Mark}}]]"
    rf"|(?<!{_JOINED})[{_JOINERS}](?!{_JOINED}|(?<={_EMOJI_END}\u200d){_EMOJI})"
    rf"|(?<!{_UNPARTED}){_WORD_BREAK}(?!{_UNPARTED})",
    regex.V1,
)


def clean_text(text: str) -> str:
    """Return `text` as NFC lines without control characters, runs of spaces or blank lines.

    Of the invisible marks of format those stay that are part of the spelling: joiners in Arabic, Indic and
    other scripts, word breaks in Khmer, Thai and others. Soft hyphens and direction marks go.
    """
    return _cleaned(text if text.isascii() else _MEANINGLESS.sub("", text))


def _cleaned(text: str) -> str:
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


def clean_key(text: str | None, limit: int) -> str:
    """Return an id or a URL as `clean_line` does, but with the invisible marks that tell it from others."""
    return _ANY_SPACE.sub(" ", _cleaned((text or "")[: HTML_FACTOR * limit])).strip()[:limit].rstrip()


def clean_html(fragment: str | None, limit: int = MAX_SUMMARY_CHARS) -> str:
    """Return the text of an HTML fragment (a feed's title or summary) as one line."""
    if not fragment:
        return ""
    read = _UNREAD.sub(" ", fragment[: HTML_FACTOR * limit])
    return clean_line(replace_entities(remove_tags(_BLOCK_TAG.sub(r" \1", read))), limit)


def content_words(text: str) -> str:
    """Return a text without case and invisible marks (NFKC, casefold), which copies of it share."""
    return unicodedata.normalize("NFKC", _without_mark_runs(without_format_marks(text))).casefold()


def without_format_marks(text: str) -> str:
    """Return a text without any invisible mark, for comparing it with one that was written without them."""
    bare: str = text if text.isascii() else _FORMAT_MARKS.sub("", text)
    return bare
