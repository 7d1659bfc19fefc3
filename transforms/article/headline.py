"""Which of a page's titles is its headline."""

from collections.abc import Sequence

import regex

from model import Field, Page, Statement, Witness
from transforms.text import clean_line

_ORDER = (
    Witness.JSON_LD, Witness.META, Witness.HEADING, Witness.MICRODATA, Witness.SCRIPT, Witness.TITLE_TAG,
    Witness.FEED,
)  # fmt: skip
_SEPARATOR = regex.compile(r"\s+[|\p{Pd}·•»:/ㅣ]+\s+|\s*[|ㅣ｜]\s*|--")
_WORD = regex.compile(r"[\p{L}\p{N}]+")
_LEAST_HEADLINE = 10
# JSON-LD is written for machines, the title element for search engines; the feed's may be older.
_WEIGHTS = {Witness.JSON_LD: 1.5, Witness.TITLE_TAG: 0.5, Witness.FEED: 0.5}


def headline(page: Page, listed: str) -> tuple[str, Witness]:
    """Return the headline and who says it; `listed` is the title in the feed.

    The site's name goes. What two witnesses agree on counts before what one says, and then the
    most trusted says.
    """
    sites = [words(said.value) for said in page.said(Field.SITE)]
    said = [*page.said(Field.TITLE), *_listed(listed)]
    said.sort(key=lambda statement: _ORDER.index(statement.witness))
    titles = _without_suffixes(
        [(statement.witness, clean_line(statement.value)) for statement in said], sites
    )
    titles = [(witness, title) for witness, title in titles if words(title) and words(title) not in sites]
    if not titles:
        return "", Witness.FEED
    agreed = {key: sum(_WEIGHTS.get(one, 1.0) for one in set(who)) for key, who in _by_words(titles).items()}
    most = max(agreed.values())
    return next((title, witness) for witness, title in titles if agreed[words(title)] == most)


def _listed(title: str) -> list[Statement]:
    return [Statement(field=Field.TITLE, witness=Witness.FEED, value=title)] if title else []


def _by_words(titles: Sequence[tuple[Witness, str]]) -> dict[str, list[Witness]]:
    found: dict[str, list[Witness]] = {}
    for witness, title in titles:
        found.setdefault(words(title), []).append(witness)
    return found


def _without_suffixes(titles: list[tuple[Witness, str]], sites: list[str]) -> list[tuple[Witness, str]]:
    others = {words(title) for _, title in titles}
    return [(witness, _without_suffix(title, others, sites)) for witness, title in titles]


def _without_suffix(title: str, others: set[str], sites: list[str]) -> str:
    """Cut what stands behind a separator where the rest is a title itself, or the end is the site's name."""
    for separator in _SEPARATOR.finditer(title):
        before, after = title[: separator.start()].rstrip(), title[separator.end() :]
        if len(before) < _LEAST_HEADLINE and words(before) not in others:
            continue
        is_name = words(after) in sites or any(site and words(after).startswith(site) for site in sites)
        if is_name or (words(before) in others and words(title) != words(before)):
            return before
    return title


def words(title: str) -> str:
    """Return what two spellings of one title share: letters and digits, in lower case."""
    return "".join(_WORD.findall(title)).casefold()
