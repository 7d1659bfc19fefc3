"""Which news agency a text credits, by the usual positions and spellings in many scripts."""

import tomllib
from functools import cache

import regex

from transforms.article.headline import words
from transforms.phrases import read_phrases

_HEAD_CHARS, _TAIL_CHARS = 400, 300
_SPELLINGS = {
    spelling: agency
    for agency, spellings in tomllib.loads(read_phrases("agencies.toml")).items()
    for spelling in spellings
}
_NAME = "|".join(sorted(map(regex.escape, _SPELLINGS), key=len, reverse=True))
_OPENS, _CLOSES = r"[(\[（［【〔/\p{Pd}]", r"[)\]）］】〕\p{Pd}]"
# A city before the name: (서울=연합뉴스), ［ロンドン ６日 ロイター］
_DATELINE_CITY = r"(?:[\p{L}\s]{1,20}[=＝・]\s*|[\p{Script=Han}\p{Script=Katakana}\p{N}\s]{1,20}\s)?"
# (Reuters), [AFP/Reuters], – dpa –, 【ロイター】, /TASS/; a second agency or desk may follow the first.
_SET_OFF = regex.compile(
    rf"{_OPENS}\s*{_DATELINE_CITY}({_NAME})(?:\s*[/,+&=／、]\s*[\p{{L}}\s.-]{{1,30}})?(?:\s*{_CLOSES}|/[\s.,]|/$)"
)
# 新华社北京1月6日电
_DATELINE = regex.compile(rf"({_NAME})[\p{{Han}}\d\s/／]{{0,24}}[电電]")
# Source: AFP; Quelle: dpa; © Reuters
_SIGNED = regex.compile(
    r"(?:\b(?:source|sources|quellen?|fuentes?|fonte|fonti|bron|kilde|källa|źródło|zdroj|джерело|источник|kaynak|"
    rf"sumber|credit)\s*:|©|\bwith (?:files|reporting) from|/)\s*(?:the\s+)?({_NAME})(?![\p{{L}}\p{{N}}])",
    regex.IGNORECASE,
)


def credited_agency(text: str) -> str | None:
    """Return the agency that a text credits at its beginning or end, None where it credits none."""
    head, tail = text[:_HEAD_CHARS], text[-_TAIL_CHARS:]
    for matches in (
        (_SET_OFF.search(head), _DATELINE.search(head)),
        (_SET_OFF.search(tail), _SIGNED.search(tail)),
    ):
        credits_found = [match for match in matches if match]
        if credits_found:
            return _agency(min(credits_found, key=lambda match: match.start(1))[1])
    return None


@cache
def agency_words() -> frozenset[str]:
    """Return the letters of the agencies' names in all spellings, as `words` gives them."""
    return frozenset(words(spelling) for spelling in _SPELLINGS)


def _agency(spelling: str) -> str:
    exact = _SPELLINGS.get(spelling)
    return exact or next(
        agency for known, agency in _SPELLINGS.items() if known.casefold() == spelling.casefold()
    )
