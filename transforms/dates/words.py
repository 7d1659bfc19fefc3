"""The words and numbers of a date, so that the same ones written differently are equal."""

import unicodedata
from functools import lru_cache
from typing import NamedTuple

import regex

_INVISIBLE = regex.compile(r"[\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_DASHES = regex.compile(r"[\u2010-\u2015\u2212]")
_SPACES = regex.compile(r"\s+")
_OTHER_DIGITS = regex.compile(r"(?![0-9])\p{Nd}")
_TOKEN = regex.compile(r"(?P<number>[0-9]{1,8})|[\p{L}\p{M}][\p{L}\p{M}\u200c\u200d.'’ʼʻ`´׳״·॰]*+")
_IN_WORDS = regex.compile(r"[\u200c\u200d.'’ʼʻ`´׳״·॰ـ]")
_LETTERS = str.maketrans({"ی": "ي", "ى": "ي", "ې": "ي", "ک": "ك", "ھ": "ه", "ە": "ه", "ı": "i"})
# Combining classes (UAX 44) of vowel points and of marks above and below letters. The signs of Indian
# and Thai scripts, which are letters of their own, have others.
_POINTS = range(10, 36)
_FIRST_OUTER_MARK = 200
_CHINESE = regex.compile(r"[〇零一二三四五六七八九十百元]{1,8}(?=[年月日號号時时點点分])")
_CHINESE_DIGITS = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"〇": 0, "元": 1}


class Token(NamedTuple):
    """A word, folded, or a number of a text, and where it is in the text."""

    value: str | int
    start: int
    end: int


def cleaned(raw: str) -> str:
    """Return a text with ASCII digits, dashes and spaces, and without marks of direction."""
    text = _INVISIBLE.sub("", unicodedata.normalize("NFKC", raw))
    text = _OTHER_DIGITS.sub(lambda digit: str(unicodedata.decimal(digit[0])), text)
    text = _SPACES.sub(" ", _DASHES.sub("-", text)).strip()
    return str(_CHINESE.sub(lambda number: str(_chinese(number[0])), text))


def tokens(text: str) -> list[Token]:
    """Return the words and numbers of a cleaned text; a word of a script without spaces ends at a number."""
    return [
        Token(int(match[0]) if match["number"] else folded(match[0]), match.start(), match.end())
        for match in _TOKEN.finditer(text)
    ]


@lru_cache(maxsize=4_096)
def folded(word: str) -> str:
    """Return a word without capitals, points, accents and full stops."""
    word = _IN_WORDS.sub("", word.casefold()).translate(_LETTERS)
    bare = "".join(letter for letter in unicodedata.normalize("NFKD", word) if not _is_mark(letter))
    return unicodedata.normalize("NFC", bare).translate(_LETTERS)


def _is_mark(letter: str) -> bool:
    kind = unicodedata.combining(letter)
    return kind in _POINTS or kind >= _FIRST_OUTER_MARK


def _chinese(number: str) -> int:
    """Return the value of a number in Chinese, by digits (二〇二六) or by tens and hundreds (十二)."""
    if not set(number) & {"十", "百"}:
        return int("".join(str(_CHINESE_DIGITS[digit]) for digit in number))
    total, digit = 0, 0
    for sign in number:
        if sign in "十百":
            total += (digit or 1) * (10 if sign == "十" else 100)
            digit = 0
        else:
            digit = _CHINESE_DIGITS[sign]
    return total + digit
