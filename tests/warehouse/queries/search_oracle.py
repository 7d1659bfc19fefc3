"""A plain reading of what searches mean, written apart from the SQL: slow, but easy to check."""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import permutations

import regex

UNSPACED = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}\u30fc]")
# Blocks of scripts whose marks are vowels: of South and South-East Asia, and around them.
KEPT = regex.compile(r"[\u0700-\u109f\u1700-\u1cff\ua800-\uabff\U00011000-\U00011fff]")
WORD = regex.compile(r"\p{Nd}+(?:[.,٫٬]\p{Nd}+)+|[\p{L}\p{M}\p{N}_]+")
PLAIN = {
    "ß": "ss",
    "æ": "ae",
    "œ": "oe",
    "ø": "o",
    "ł": "l",
    "đ": "d",
    "ħ": "h",
    "ı": "i",
    "İ": "i",
    "ς": "σ",
    "ى": "ي",
    "ی": "ي",
    "ک": "ك",
    "ٱ": "ا",
    "ـ": "",
    "ʼ": " ",
    "ʻ": " ",
    **{chr(0xFF10 + n): chr(0x30 + n) for n in range(10)},
    **{chr(0xFF41 + n): chr(0x61 + n) for n in range(26)},
}


def folded(text: str) -> str:
    bare = "".join(one for one in text if unicodedata.category(one) != "Cf")
    lower = (PLAIN.get(one) or one.lower() for one in unicodedata.normalize("NFC", bare))
    return "".join(PLAIN.get(one, one) for one in lower)


def words(text: str) -> list[str]:
    return [word for word in _words(folded(text)) if word]


def _words(text: str) -> Iterator[str]:
    for run in regex.split(f"({UNSPACED.pattern}+)", text):
        if UNSPACED.match(run):
            yield from (run[place : place + 2] for place in range(len(run)))
            continue
        for word in WORD.findall(run):
            yield word if KEPT.search(word) else _unaccented(word)


def _unaccented(word: str) -> str:
    apart = unicodedata.normalize("NFD", word)
    kept = "".join(one for one in apart if unicodedata.category(one)[0] != "M")
    return unicodedata.normalize("NFC", kept)


def sought(text: str) -> list[str]:
    """Return the words of a query's part; an asterisk ends those that only begin a word."""
    found: list[str] = []
    for part in regex.findall(r"[^\s*]+\*?", text):
        of_part = words(part.rstrip("*"))
        for place, word in enumerate(of_part):
            if len(word) == 1 and UNSPACED.match(word):
                before = of_part[place - 1] if place else ""
                if len(before) == 2 and before[1] == word:
                    continue
                found.append(f"{word}*")
            else:
                found.append(word)
        if part.endswith("*") and of_part and not UNSPACED.match(of_part[-1]):
            found[-1] += "*"
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    title: str
    text: str
    language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Words beside each other, or two sides that are near each other."""

    sides: Sequence[str]
    distance: int | None = None
    is_title: bool = False

    def __str__(self) -> str:
        written = [f'"{side}"' if " " in side else side for side in self.sides]
        between = f" NEAR/{self.distance} " if self.distance is not None else " "
        return ("title:" if self.is_title else "") + between.join(written)

    def holds(self, document: Document) -> bool:
        texts = (document.title,) if self.is_title else (document.title, document.text)
        return any(self._stands_in(words(text)) for text in texts) if self._is_ordered else self._is_in(texts)

    @property
    def _is_ordered(self) -> bool:
        return len(self.sides) > 1 or len(sought(self.sides[0])) > 1

    def _is_in(self, texts: Sequence[str]) -> bool:
        (word,) = sought(self.sides[0])
        return any(_is_like(word, one) for text in texts for one in words(text))

    def _stands_in(self, text: Sequence[str]) -> bool:
        sides = [sought(side) for side in self.sides]
        return any(_follow(order, text, self.distance or 0) for order in permutations(sides))


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    tag: str

    def __str__(self) -> str:
        return f"language:{self.tag}"

    def holds(self, document: Document) -> bool:
        return self.tag in {document.language, document.language.partition("-")[0]}


@dataclass(frozen=True, slots=True, kw_only=True)
class Not:
    of: "Query"

    def __str__(self) -> str:
        return f"NOT {_enclosed(self.of)}"

    def holds(self, document: Document) -> bool:
        return not self.of.holds(document)


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """Queries that all hold, or one of which does; `sign` is AND, OR, or nothing, which means AND."""

    sign: str
    of: Sequence["Query"]

    def __str__(self) -> str:
        return f" {self.sign} ".join(map(_enclosed, self.of))

    def holds(self, document: Document) -> bool:
        holding = [one.holds(document) for one in self.of]
        return any(holding) if self.sign == "OR" else all(holding)


Query = Part | Language | Not | Joined


def _enclosed(query: Query) -> str:
    return f"({query})" if isinstance(query, Joined) else str(query)


def _is_like(word: str, other: str) -> bool:
    return other.startswith(word[:-1]) if word.endswith("*") else other == word


def _follow(sides: Sequence[Sequence[str]], text: Sequence[str], distance: int) -> bool:
    """Say whether the sides follow one another, with at most so many words between one and the next."""
    return any(_from(sides, text, start, distance) for start in range(len(text)))


def _from(sides: Sequence[Sequence[str]], text: Sequence[str], start: int, distance: int) -> bool:
    if not sides:
        return True
    first, *others = sides
    stretch = text[start : start + len(first)]
    if len(stretch) < len(first) or not all(map(_is_like, first, stretch)):
        return False
    end = start + len(first)
    return not others or any(_from(others, text, end + gap, distance) for gap in range(distance + 1))
