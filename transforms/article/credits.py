"""Which news agency a text credits, by the usual positions and spellings in many scripts."""

import tomllib
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

import regex

from transforms.article.headline import words
from transforms.phrases import read_phrases

_HEAD_CHARS, _TAIL_CHARS = 400, 300
_LEAST_NAME = 2
_SPELLINGS = {
    spelling: agency
    for agency, spellings in tomllib.loads(read_phrases("agencies.toml")).items()
    for spelling in spellings
}
# Of a name in the catalog: Kazinform (Kazakh), The Canadian Press.
_QUALIFIER = regex.compile(r"(?<!\s)\s*+\([^()]*\)$")
_THE = regex.compile(r"^the\s+", regex.IGNORECASE)
# A hyphen within a word opens and closes nothing.
_OPENS = r"(?:[(\[（［【〔/]|(?<![\p{L}\p{N}])\p{Pd})"
_CLOSES = r"(?:[)\]）］】〕]|\p{Pd}(?![\p{L}\p{N}]))"
# A city before the name: (서울=연합뉴스), ［ロンドン ６日 ロイター］
_DATELINE_CITY = r"(?:[\p{L}\s]{1,20}[=＝・]\s*|[\p{Script=Han}\p{Script=Katakana}\p{N}\s]{1,20}\s)?"
_SIGNS = (
    r"(?:\b(?:source|sources|quellen?|fuentes?|fonte|fonti|bron|kilde|källa|źródło|zdroj|джерело|источник|kaynak|"
    r"sumber|credit)\s*:|©|\bwith (?:files|reporting) from|/)\s*(?:the\s+)?"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Credits:
    """Patterns that find a credit and capture the name in it, and the agencies by their spellings."""

    set_off: regex.Pattern[str]
    dateline: regex.Pattern[str]
    signed: regex.Pattern[str]
    agencies: Mapping[str, str]

    def agency(self, spelling: str) -> str:
        return self.agencies.get(spelling) or self.agencies[spelling.casefold()]


def credited_agency(text: str, wires: Iterable[str] = ()) -> str | None:
    """Return the agency that a text credits at its beginning or end, None where it credits none.

    `wires` are the names of more agencies, as a catalog has them; one that Parallax knows by itself keeps
    the name that it has here.
    """
    known = _credits(tuple(wires))
    head, tail = text[:_HEAD_CHARS], text[-_TAIL_CHARS:]
    for matches in (
        (known.set_off.search(head), known.dateline.search(head)),
        (known.set_off.search(tail), known.signed.search(tail)),
    ):
        credits_found = [match for match in matches if match]
        if credits_found:
            return known.agency(min(credits_found, key=lambda match: match.start(1))[1])
    return None


@cache
def agency_words() -> frozenset[str]:
    """Return the letters of the agencies' names in all spellings, as `words` gives them."""
    return frozenset(words(spelling) for spelling in _SPELLINGS)


@lru_cache(maxsize=4)
def _credits(wires: tuple[str, ...]) -> _Credits:
    spellings = {**dict(_wire_spellings(wires)), **_SPELLINGS}
    name = "|".join(sorted(map(regex.escape, spellings), key=len, reverse=True))
    return _Credits(
        # (Reuters), [AFP/Reuters], – dpa –, 【ロイター】, /TASS/; a second agency or desk may follow.
        set_off=regex.compile(
            rf"{_OPENS}\s*{_DATELINE_CITY}({name})(?:\s*[/,+&=／、]\s*[\p{{L}}\s.-]{{1,30}})?"
            rf"(?:\s*{_CLOSES}|/[\s.,]|/$)"
        ),
        # 新华社北京1月6日电
        dateline=regex.compile(rf"({name})[\p{{Han}}\d\s/／]{{0,24}}[电電]"),
        # Source: AFP; Quelle: dpa; © Reuters
        signed=regex.compile(rf"{_SIGNS}({name})(?![\p{{L}}\p{{N}}])", regex.IGNORECASE),
        agencies={**{spelling.casefold(): agency for spelling, agency in spellings.items()}, **spellings},
    )


def _wire_spellings(wires: Iterable[str]) -> Iterable[tuple[str, str]]:
    """Yield the spellings of wires by which texts credit them, each with the agency's name."""
    for wire in wires:
        name = _QUALIFIER.sub("", unicodedata.normalize("NFC", wire)).strip()
        without_article = _THE.sub("", name)
        agency = _SPELLINGS.get(name) or _SPELLINGS.get(without_article) or name
        for spelling in (name, name.upper(), without_article, without_article.upper()):
            if len(spelling) >= _LEAST_NAME:
                yield spelling, agency
