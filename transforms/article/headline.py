"""Which of a page's titles is its headline."""

from collections.abc import Sequence

import regex

from model import Field, Page, Statement, Witness
from transforms.text import clean_line

_ORDER = (
    Witness.JSON_LD, Witness.META, Witness.HEADING, Witness.MICRODATA, Witness.SCRIPT, Witness.TITLE_TAG,
    Witness.FEED,
)  # fmt: skip
_SEPARATOR = regex.compile(r"(?<!\s)\s++[|\p{Pd}·•»:/ㅣ]++\s++|(?:(?<!\s)\s++)?[|ㅣ｜]\s*+|--")
_WORD = regex.compile(r"[\p{L}\p{N}]+")
_LEAST_HEADLINE = 10
# JSON-LD is written for machines, the title element for search engines; the feed's may be older.
_WEIGHTS = {Witness.JSON_LD: 1.5, Witness.TITLE_TAG: 0.5, Witness.FEED: 0.5}


def headline(page: Page, listed: str, outlet_name: str = "") -> tuple[str, Witness]:
    """Return the headline and its source, given the title in the feed and the outlet's name in the catalog.

    The name of the site is cut off, and neither that name nor a title that begins with it is a headline
    where there is another. The title that most sources agree on (some count more, and the feed decides
    between two) is taken, in the wording of the most trusted of them.
    """
    sites = list(filter(None, (words(name) for name in (outlet_name, *_site_names(page)))))
    stated = [*page.about(Field.TITLE), *_listed(listed)]
    stated.sort(key=lambda statement: _ORDER.index(statement.witness))
    titles = _without_suffixes(
        [(statement.witness, clean_line(statement.value)) for statement in stated], sites
    )
    titles = [(witness, title) for witness, title in titles if words(title) and words(title) not in sites]
    titles = [said for said in titles if not _is_of_site(said[1], sites)] or titles
    if not titles:
        return "", Witness.FEED
    weights = {key: _weight(witnesses) for key, witnesses in _by_words(titles).items()}
    most = max(weights.values())
    return next((title, witness) for witness, title in titles if weights[words(title)] == most)


def _site_names(page: Page) -> list[str]:
    return [clean_line(said.value) for said in page.about(Field.SITE)]


def _weight(witnesses: Sequence[Witness]) -> tuple[float, bool]:
    """Return how much the sources of a title count, and whether the feed, which lists one article, is one."""
    return sum(_WEIGHTS.get(witness, 1.0) for witness in set(witnesses)), Witness.FEED in witnesses


def _is_of_site(title: str, sites: list[str]) -> bool:
    """Say whether a title begins with the name of the site and a separator, as a slogan does."""
    return any(words(title[: separator.start()]) in sites for separator in _SEPARATOR.finditer(title))


def _listed(title: str) -> list[Statement]:
    return [Statement(field=Field.TITLE, witness=Witness.FEED, value=title)] if title else []


def _by_words(titles: Sequence[tuple[Witness, str]]) -> dict[str, list[Witness]]:
    witnesses: dict[str, list[Witness]] = {}
    for witness, title in titles:
        witnesses.setdefault(words(title), []).append(witness)
    return witnesses


def _without_suffixes(titles: list[tuple[Witness, str]], sites: list[str]) -> list[tuple[Witness, str]]:
    others = {words(title) for _, title in titles}
    return [(witness, _without_suffix(title, others, sites)) for witness, title in titles]


def _without_suffix(title: str, others: set[str], sites: list[str]) -> str:
    """Cut a title at a separator that follows another whole title or precedes the site's name."""
    for separator in _SEPARATOR.finditer(title):
        before, after = title[: separator.start()].rstrip(), title[separator.end() :]
        if len(before) < _LEAST_HEADLINE and words(before) not in others:
            continue
        is_name = words(after) in sites or any(site and words(after).startswith(site) for site in sites)
        if is_name or (words(before) in others and words(title) != words(before)):
            return before
    return title


def words(title: str) -> str:
    """Return the letters and digits of a title in lower case, which all spellings of it share."""
    return "".join(_WORD.findall(title)).casefold()
