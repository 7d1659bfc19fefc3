"""Who wrote an article, from bylines as pages write them."""

from collections.abc import Collection, Iterable

import regex

from model import Entry, Field, Page, Witness
from transforms.article.byline_words import (
    AGO,
    AND,
    BY_PARTICLE,
    COMMON_WORD,
    GENERATION,
    NUMBER,
    NUMBERED_OUTLET,
    PARTICLE,
    PLACE,
    PREFIX,
    ROLE,
    ROLE_WORD,
    TITLE,
    WORKPLACE,
)
from transforms.article.credits import agency_words
from transforms.article.headline import words
from transforms.article.prose import is_dense
from transforms.article.surname_first import surnames_last
from transforms.text import clean_line

# Marks that separate names, and names from what is said of them.
_LISTED = regex.compile(r"(?:(?<!\s)\s++)?[;|/、·•\u200b]\s*+")
_COMMA = regex.compile(r"(?:(?<!\s)\s++)?[,，،]\s*+(?:(?i:and|&|und|et|y|e|og|och|en|и|і|та|ve|و)\s++)?")
# In the byline of one person, these separate the name from what is said of the person, as a comma does.
_SAID_OF_PERSON = regex.compile(r"(?:(?<!\s)\s++)?[|·•]\s*+")
_ADDRESS = regex.compile(r"https?:|^[(/]|www\.")
_DOMAIN = regex.compile(r"^[\w-]+\.[a-z]{2,}$", regex.IGNORECASE)
_LETTERS = regex.compile(r"\p{L}[\p{L}\p{M}]|\p{Script=Han}")
_NO_NAME = regex.compile(
    r"@|\d{3}|\p{L}{3}[.!?](?:\s|$)|^(?:admin|administrator|editor|editorial|staff|web ?master|redazione web|"
    r"unknown|anonymous|null|none|undefined|updated?|published|share|follow|comments?)$",
    regex.IGNORECASE,
)
_LONGEST_NAME, _MOST_WORDS, _MOST_NAMES, _LEAST_AFTER_PARTICLE = 80, 6, 12, 3
_TRUSTED = (
    Witness.JSON_LD, Witness.META, Witness.MICRODATA, Witness.SCRIPT, Witness.LINK, Witness.BYLINE,
)  # fmt: skip
_SHOWN = frozenset((Witness.MICRODATA, Witness.LINK, Witness.BYLINE))


def authors(page: Page, entry: Entry) -> tuple[tuple[str, ...], Witness | None]:
    """Return the names of an article's authors and their source: the most trusted one that names anybody.

    The name of the site itself is dropped where the same source names others, or where JSON-LD or a meta
    element does.
    """
    sites = {words(said.value) for said in page.about(Field.SITE)}
    named = {
        witness: names(
            _said_by(page, witness),
            persons=page.persons if witness is Witness.JSON_LD else (),
            is_shown=witness in _SHOWN,
        )
        for witness in _TRUSTED
    }
    named[Witness.FEED] = names(entry.authors)
    others = {
        witness: tuple(name for name in given if words(name) not in sites) for witness, given in named.items()
    }
    for witness in (Witness.JSON_LD, Witness.META):
        if others[witness]:
            return others[witness], witness
    return next(
        ((others[witness] or given, witness) for witness, given in named.items() if given), ((), None)
    )


def _said_by(page: Page, witness: Witness) -> Iterable[str]:
    return (statement.value for statement in page.about(Field.AUTHOR) if statement.witness is witness)


def names(
    bylines: Iterable[str], *, persons: Collection[str] = (), is_shown: bool = False
) -> tuple[str, ...]:
    """Return the names in bylines, each once, without "By", roles, workplaces, addresses and links.

    A byline that is one of `persons` is one name, unless it joins two by "and". One that the page shows to
    its readers (`is_shown`) may hold dates and ages too; it never gives a surname first, others may.
    """
    by_words: dict[str, str] = {}
    for byline in bylines:
        line, is_person = clean_line(byline, 500), byline in persons
        if not is_shown:
            line = surnames_last(line, is_person=is_person)
        for name in _names(line, is_person=is_person):
            if not is_shown or not NUMBER.search(name):
                by_words.setdefault(words(name), name)
    return tuple(list(by_words.values())[:_MOST_NAMES])


def _names(byline: str, *, is_person: bool) -> list[str]:
    """Return the names in one byline.

    After one person, a comma leads to a role, a place or an agency; where several persons are listed, an
    agency is one of the authors.
    """
    if _ADDRESS.search(byline):
        return []
    found: list[str] = []
    line = _SAID_OF_PERSON.sub(", ", byline) if is_person else byline
    line = GENERATION.sub(r" \g<name>", line)
    for listed in _LISTED.split(_without_prefix(line, is_person=is_person)):
        for number, part in enumerate(_COMMA.split(listed)):
            joined = _joined_names(part, is_person=is_person)
            is_behind_name = is_person and number > 0 and len(found) == len(joined) == 1
            is_affiliation = is_behind_name and words(found[0]) not in agency_words()
            if not is_affiliation and not (found and _is_no_person(joined, found)):
                found += joined
    persons = [name for name in found if words(name) not in agency_words()]
    return found if len(persons) != 1 else persons


def _joined_names(part: str, *, is_person: bool) -> list[str]:
    """Return the names that "and" joins; a name such as José Ortega y Gasset is one."""
    bounds: list[tuple[int, int]] = []
    for conjunction in AND.finditer(part):
        before = part[bounds[-1][1] if bounds else 0 : conjunction.start()]
        following = AND.search(part, conjunction.end())
        after = part[conjunction.end() : following.start() if following else len(part)]
        is_compound = is_person or conjunction["particle"] is not None
        if not is_compound or min(len(before.split()), len(after.split())) > 1:
            bounds.append(conjunction.span())
    starts = [0, *(end for _, end in bounds)]
    ends = [*(start for start, _ in bounds), len(part)]
    found = (_name(part[start:end], is_person=is_person) for start, end in zip(starts, ends, strict=True))
    return [name for name in found if _is_name(name)]


def _is_no_person(joined: list[str], before: list[str]) -> bool:
    """Say whether what follows names is a role, a site, a place or a date."""
    if any(ROLE_WORD.search(name) or COMMON_WORD.search(name) for name in joined):
        return True
    if len(joined) != 1:
        return False
    name = joined[0]
    if _DOMAIN.search(name) or PLACE.fullmatch(name) or NUMBER.search(name):
        return True
    is_agency = words(name) in agency_words()
    follows_name = any(" " in other or words(other) in agency_words() for other in before)
    return " " not in name and follows_name and not is_agency and not is_dense(name)


def _name(part: str, *, is_person: bool) -> str:
    # Twice, because an address may come after a role.
    bare = _without_prefix(f"{part} ", is_person=is_person).strip()
    name: str = ROLE.sub("", ROLE.sub("", bare).strip()).strip(" ,:;|-–—•")
    name = name.lstrip(".") if GENERATION.search(name) else name.strip(" .")
    workplace = WORKPLACE.search(name)
    return name[: workplace.start()] if workplace and " " in name[: workplace.start()] else name


def _without_prefix(byline: str, *, is_person: bool) -> str:
    """Return a byline without "By" and the like; De Vries and Di Maria are names, "di Mario Rossi" is not."""
    is_short = is_person or len(byline.split()) < _LEAST_AFTER_PARTICLE
    if PARTICLE.match(byline) and is_short and not BY_PARTICLE.match(byline):
        return byline
    bare: str = PREFIX.sub("", byline)
    return bare


def _is_name(name: str) -> bool:
    bare = " ".join(TITLE.sub("", name).split())
    if not _LETTERS.search(bare) or len(name) > _LONGEST_NAME or len(bare.split()) > _MOST_WORDS:
        return False
    if _NO_NAME.search(bare) or AGO.search(bare):
        return False
    return not NUMBER.search(bare) or bool(NUMBERED_OUTLET.fullmatch(bare))
