"""Which lines read like prose."""

import regex

_SENTENCE_END = regex.compile(r"[\p{Sentence_Terminal}…][\"'»”’)\]」』]*\s*$")
_PROSE_CHARS, _SHORT_PROSE_CHARS, _DENSE_PROSE_CHARS = 100, 40, 15
_DENSE = regex.compile(
    r"[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}]"
)


def is_prose(line: str) -> bool:
    """Say whether a line reads like a sentence: by its length, or by its end."""
    if len(line) >= _PROSE_CHARS:
        return True
    least = _DENSE_PROSE_CHARS if is_dense(line) else _SHORT_PROSE_CHARS
    return len(line) >= least and has_sentence_end(line)


def has_sentence_end(line: str) -> bool:
    """Say whether a line ends as a sentence does, with or without closing quotation marks."""
    return bool(_SENTENCE_END.search(line))


def is_dense(line: str) -> bool:
    """Say whether a line has letters of a script that needs few of them for a sentence."""
    return bool(_DENSE.search(line))
