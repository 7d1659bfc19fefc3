"""Where an article breaks off and the rest is offered to subscribers.

The words of an offer are in the news too, whenever it is about libraries, streaming or newspapers. An offer
is known by its place: it speaks to the reader or of the text itself, in few words, and no prose goes on
after it.
"""

import regex

from transforms.article.prose import has_sentence_end, is_dense, is_prose
from transforms.phrases import phrases

_OFFER_CHARS, _DENSE_OFFER_CHARS = 260, 120
# An offer further than this from the end, and in the first half, is a box between paragraphs.
_END_CHARS = 800
# So many characters of prose show that the article goes on after a line that asks its reader to subscribe in
# as few words as a button has; after any other line, a sentence does.
_READ_ON_CHARS, _DENSE_READ_ON_CHARS = 160, 80
_FEW_WORDS, _DENSE_FEW_WORDS = 120, 50
_SENTENCES = regex.compile(r"(?<=[.!?…])\s++|(?<=[。！？｡])\s*+|\s[|–—•]\s|:\s")
_NO_LETTERS = regex.compile(r"[^\p{L}\p{N}]++")
# A quotation reports what somebody says.
_OPENING = regex.compile(r"[^\p{L}\p{N}¿\"“”«»„‘’「『]*+")
_SPEAKS = phrases("offer")
_LABEL = phrases("offer_labels")
_SALE = phrases("sale")


def offer_line(lines: list[str]) -> int | None:
    """Return the number of the line that offers the rest to subscribers, None where there is none."""
    before, total = 0, sum(map(len, lines))
    for number, line in enumerate(lines):
        is_near_end = total - before <= max(before, _END_CHARS)
        if number and is_near_end and _is_offer(line, lines[number - 1]) and not _reads_on(lines, number):
            return number
        before += len(line)
    return None


def speaks_to_reader(line: str) -> bool:
    """Say whether a line asks its reader to subscribe, or says that this text is for subscribers."""
    return _is_short(line) and any(
        _SPEAKS.match(sentence, _opening(sentence)) for sentence in _SENTENCES.split(line)
    )


def _is_short(line: str) -> bool:
    return len(line) <= (_DENSE_OFFER_CHARS if is_dense(line) else _OFFER_CHARS)


def _is_offer(line: str, previous: str) -> bool:
    if speaks_to_reader(line):
        return True
    if not _is_short(line):
        return False
    # A paragraph without an end of its last sentence is where the text breaks off.
    breaks_off = is_prose(previous) and (not has_sentence_end(previous) or previous.endswith(("…", "...")))
    return bool(_LABEL.search(line) if breaks_off else _LABEL.fullmatch(_NO_LETTERS.sub(" ", line).strip()))


def _opening(sentence: str) -> int:
    """Return the number of characters before the first letter; a quotation mark counts as one."""
    match = _OPENING.match(sentence)
    return match.end() if match else 0


def _reads_on(lines: list[str], number: int) -> bool:
    """Say whether prose that sells nothing follows a line."""
    line = lines[number]
    rest = sum(len(other) for other in lines[number + 1 :] if is_prose(other) and not _sells(other, line))
    few_words, least = _FEW_WORDS, _READ_ON_CHARS
    if is_dense(line):
        few_words, least = _DENSE_FEW_WORDS, _DENSE_READ_ON_CHARS
    return rest >= (least if speaks_to_reader(line) and len(line) <= few_words else 1)


def _sells(line: str, previous: str) -> bool:
    return bool(_SALE.search(line)) or _is_offer(line, previous)
