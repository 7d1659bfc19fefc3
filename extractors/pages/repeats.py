"""Text that a page holds twice, for wide and narrow screens: found by its repeated blocks, and taken once."""

from collections import Counter, defaultdict

import regex

from model.limits import MAX_REPEATS_COMPARED

# A line of this length is a paragraph, in scripts that write a word in one or two characters a shorter one.
_PARAGRAPH_CHARS, _DENSE_PARAGRAPH_CHARS = 80, 30
_DENSE = regex.compile(
    r"[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}]"
)
# A refrain, or a question and its answer that come again, are shorter than this or a single paragraph.
_LEAST_PARAGRAPHS, _LEAST_CHARS = 2, 200
# Where this share of the paragraphs stands twice, so does the article: each repeated paragraph goes.
_DOUBLED_SHARE = 0.8


def without_repeats(text: str) -> str:
    """Return a text of one block per line without the blocks that repeat earlier ones.

    Paragraphs that follow each other as before are repeats, and so is any paragraph that comes again at
    once, or where nearly all of the text stands twice. Refrains, answers and quotations that come again stay.
    """
    lines = text.split("\n")
    keys = [" ".join(line.split()) for line in lines]
    half = len(keys) // 2
    if keys[:half] == keys[half:] and sum(map(len, keys)) >= _LEAST_CHARS:
        return "\n".join(lines[:half])
    sizes = [len(key) if _is_paragraph(key) else 0 for key in keys]
    is_doubled = _doubled_share(keys, sizes) >= _DOUBLED_SHARE
    kept: list[str] = []
    before: dict[str, list[int]] = defaultdict(list)
    number = 0
    while number < len(keys):
        end = number + max(1, _repeated(keys, before[keys[number]], number))
        is_at_once = number > 0 and keys[number] == keys[number - 1]
        is_again = bool(before[keys[number]])
        if not (is_again and _is_repeat(sizes[number:end], is_single=is_doubled or is_at_once)):
            kept += lines[number:end]
        for passed in range(number, end):
            before[keys[passed]] = [*before[keys[passed]][1 - MAX_REPEATS_COMPARED :], passed]
        number = end
    return "\n".join(kept)


def _repeated(keys: list[str], starts: list[int], number: int) -> int:
    """Return how many lines from `number` on are the same as from one of the earlier `starts` on."""
    best = 0
    for start in starts:
        length = 0
        while number + length < len(keys) and start + length < number:
            if keys[start + length] != keys[number + length]:
                break
            length += 1
        best = max(best, length)
    return best


def _is_repeat(sizes: list[int], *, is_single: bool) -> bool:
    """Say whether lines with so many characters in paragraphs are a block that was repeated by the page."""
    paragraph_count = sum(map(bool, sizes))
    return paragraph_count > 0 and (
        is_single or (paragraph_count >= _LEAST_PARAGRAPHS and sum(sizes) >= _LEAST_CHARS)
    )


def _is_paragraph(key: str) -> bool:
    return len(key) >= (_DENSE_PARAGRAPH_CHARS if _DENSE.search(key) else _PARAGRAPH_CHARS)


def _doubled_share(keys: list[str], sizes: list[int]) -> float:
    """Return the share of the characters in paragraphs that are in paragraphs which stand there twice."""
    counts = Counter(key for key, size in zip(keys, sizes, strict=True) if size)
    total = sum(sizes)
    doubled = sum(size for key, size in zip(keys, sizes, strict=True) if size and counts[key] > 1)
    return doubled / total if total else 0.0
