"""Pages that ask for consent where an article should be."""

import regex

from model import Page, RejectionReason
from transforms.article.headline import words
from transforms.article.no_article import NoArticle
from transforms.article.prose import is_dense, is_prose
from transforms.phrases import phrases

_TERM = phrases("consent")
_WORD = regex.compile(r"\w+")
_LONGEST_WALL = 8_000
# How many words of consent make a wall, how many different ones, and which share of all words.
_MANY, _FEW = (6, 3, 0.03), (3, 2, 0.02)
# Scripts without spaces between words: about so many letters are a word.
_DENSE_WORD_CHARS = 2
# With less prose than this beside its dialogs, a page holds no article.
_OWN_PROSE_CHARS, _DENSE_OWN_PROSE_CHARS = 150, 60


def consent_dialog(page: Page, title: str, text: str) -> NoArticle | None:
    """Say whether a page shows nothing but a dialog that asks for consent, whatever it calls itself."""
    own = _beside_dialogs(text, page.dialogs)
    least = _DENSE_OWN_PROSE_CHARS if is_dense(own) else _OWN_PROSE_CHARS
    if not page.dialogs or sum(len(line) for line in own.split("\n") if is_prose(line)) >= least:
        return None
    return _wall(f"{title}\n{page.dialogs}", *_FEW)


def consent_wall(
    shown: str, *, is_announced: bool | None, is_signed: bool, is_dated: bool
) -> NoArticle | None:
    """Say whether the text that a page shows asks for consent.

    What the feed announced is news, even about cookies; so is what shows a date, where nobody knows what was
    announced. Of a page that the feed did not announce and nobody signed, a few words of consent are enough.
    """
    is_news = is_dated if is_announced is None else is_announced
    if is_news or len(shown) > _LONGEST_WALL:
        return None
    is_strange = is_announced is False and not is_signed
    return _wall(shown, *(_FEW if is_strange else _MANY))


def _wall(shown: str, least_count: int, least_kinds: int, least_share: float) -> NoArticle | None:
    terms = [match.casefold() for match in _TERM.findall(shown)]
    word_count = len(shown) / _DENSE_WORD_CHARS if is_dense(shown) else len(_WORD.findall(shown))
    is_wall = len(terms) >= least_count and len(set(terms)) >= least_kinds
    if not is_wall or len(terms) < least_share * word_count:
        return None
    return NoArticle(
        reason=RejectionReason.CONSENT_WALL,
        detail=f"{len(terms)} words of consent in {len(shown)} characters",
    )


def _beside_dialogs(text: str, dialogs: str) -> str:
    shown = words(dialogs)
    return "\n".join(line for line in text.split("\n") if not shown or words(line) not in shown)
