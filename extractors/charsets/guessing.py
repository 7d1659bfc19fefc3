"""How well bytes that are not UTF-8 fit each charset of the web."""

import codecs
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import chardet

from extractors.charsets.labels import WIDER
from model.limits import GUESSED_BYTES

# Those of the Encoding Standard (WHATWG), as codecs. What nobody publishes in (ISO-8859-3, -10 and -14,
# Macintosh) would only be taken by mistake.
CHARSETS = (
    "cp1250", "cp1251", "cp1252", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp1258", "cp866",
    "cp874",
    "koi8-r", "koi8-u", "iso8859-2", "iso8859-4", "iso8859-5", "iso8859-6", "iso8859-7", "iso8859-13",
    "iso8859-15", "iso8859-16", "big5hkscs", "cp932", "cp949", "euc_jis_2004", "gb18030",
)  # fmt: skip
# A charset that cannot be the one of up to this share of the letters may still be it: bytes get damaged.
_DAMAGED_SHARE = 0.04
# How much the language that is declared counts.
_LANGUAGE_BONUS = 1.25
_MARKUP = re.compile(rb"<[^<>]*>")
# Characters that no text has: what means nothing, controls where other charsets have quotes and dashes, and
# lines of boxes where they have letters.
_LOST = re.compile("[\ufffd\x80-\x9f\u2500-\u257f]")
_NONE = "ascii"
_ASCII_LETTER = re.compile(rb"[A-Za-z]")
# Texts in Latin letters have two of ASCII for each other one, and more.
_MOSTLY = 2
_HIGH = re.compile(rb"[\x80-\xff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """How well a body fits each charset that it can be in, by the letters of the languages in it.

    The scores are comparable only with each other. `letter_count` is the number of bytes beyond ASCII that
    they come from; `damaged` are the charsets in which some of the bytes mean nothing.
    """

    scores: Mapping[str, float]
    damaged: frozenset[str]
    letter_count: int
    is_mostly_ascii: bool

    @property
    def best(self) -> str | None:
        """Return the charset that fits best, None where none does."""
        return max(self.scores, key=lambda charset: self.scores[charset], default=None)

    def share(self, charset: str) -> float:
        """Return how well a charset fits, as a share of what the best one does; below 0 where not at all."""
        most = max(self.scores.values(), default=0.0)
        return self.scores[charset] / most if most and charset in self.scores else -1.0


def fitting(body: bytes, language: str = "", named: Iterable[str] = ()) -> Fit:
    """Return how well a body fits the charsets of the web, and `named` further codecs.

    A charset in which the text is in the declared `language` fits better.
    """
    sample = _text_of(body)
    high_count = len(_HIGH.findall(sample))
    charsets = tuple(dict.fromkeys([*CHARSETS, *named]))
    scores, damaged = _detected(sample, charsets, language), set()
    for charset in charsets:
        lost_count = len(_LOST.findall(sample.decode(charset, "replace")))
        if lost_count > max(1, _DAMAGED_SHARE * high_count):
            scores.pop(charset, None)
        elif lost_count:
            if charset not in scores:
                mended = sample.decode(charset, "ignore").encode(charset, "ignore")
                scores |= _detected(mended, (charset,), language)
            scores[charset] = scores.get(charset, 0.0) * (1 - lost_count / (2 * high_count + 2))
            damaged.add(charset)
        else:
            scores.setdefault(charset, 0.0)
    ascii_count = len(_ASCII_LETTER.findall(sample))
    return Fit(
        scores=scores,
        damaged=frozenset(damaged),
        letter_count=high_count,
        is_mostly_ascii=ascii_count > _MOSTLY * high_count,
    )


def _detected(sample: bytes, charsets: tuple[str, ...], language: str) -> dict[str, float]:
    found = chardet.detect_all(
        sample,
        ignore_threshold=True,
        max_bytes=GUESSED_BYTES,
        include_encodings=(*charsets, _NONE),
        no_match_encoding=_NONE,
        empty_input_encoding=_NONE,
        compat_names=False,
    )
    scored: dict[str, float] = {}
    for guess in found:
        name = codecs.lookup(guess["encoding"] or _NONE).name
        name = name if name in charsets else WIDER.get(name, name)
        if name in charsets:
            bonus = _LANGUAGE_BONUS if language and guess["language"] == language else 1.0
            scored[name] = max(scored.get(name, 0.0), bonus * guess["confidence"])
    return scored


def _text_of(body: bytes) -> bytes:
    """Return the beginning of the texts between markup that have more than ASCII in them."""
    kept, byte_count = [], 0
    for text in _MARKUP.split(body):
        if not text.isascii():
            kept.append(text)
            byte_count += len(text)
            if byte_count > GUESSED_BYTES:
                break
    return b" ".join(kept)[:GUESSED_BYTES] or body[:GUESSED_BYTES]
