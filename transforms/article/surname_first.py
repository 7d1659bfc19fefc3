"""Bylines that give the surname first, as libraries and some content systems do: "Doe, Jane"."""

import regex

from transforms.article.byline_words import AND, GENERATION, ROLE_WORD
from transforms.article.credits import agency_words
from transforms.article.headline import words

_PARTICLE = (
    r"(?i:van|von|vom|zu|zur|der|den|ten|ter|de|la|le|las|los|del|della|dalla|di|da|do|dos|das|du|al|el|bin|ibn|"
    r"af|av)"
)
_SURNAME = rf"(?:{_PARTICLE}\s){{0,3}}(?:[OD]['’])?\p{{Lu}}[\p{{L}}\p{{M}}'’-]++"
# A given name has small letters: CNN, PhD and MD have none, or not only such.
_GIVEN = r"\p{Lu}[\p{Ll}\p{M}]++(?:['’-]\p{L}[\p{Ll}\p{M}]++){0,2}"
_INITIAL, _ABBREVIATION = r"\p{Lu}(?:\.|(?![\p{L}\p{M}'’.-]))", r"\p{Lu}\p{Ll}{0,4}\."
_GIVEN_NAMES = (
    rf"(?:(?:{_ABBREVIATION}[\s-]?){{0,3}}{_GIVEN}(?P<more>\s{_GIVEN}){{0,2}}(?:\s?{_INITIAL}){{0,3}}"
    rf"|(?:{_INITIAL}[\s-]?){{1,4}}(?<!\s))"
    rf"(?:\s{_PARTICLE}(?=\s|\Z|[,;|/·•])){{0,3}}"
)
_SURNAME_FIRST = regex.compile(
    rf"(?<=\A|[;|/·•]\s?)(?P<surname>{_SURNAME})\s?[,،]\s?(?P<given>{_GIVEN_NAMES})"
    r"(?P<generation>,?\s(?:[JS]r\.?|I{2,3}|IV))?(?P<rest>\s?,[^;|/·•]++)?(?=\s?(?:\Z|[;|/·•]))"
)


def surnames_last(byline: str, *, is_person: bool) -> str:
    """Return a byline with each "Doe, Jane" as "Jane Doe"; lists such as "Reuters, AFP" are left.

    Where it names one person (`is_person`), there may be several given names, and a role or a place behind
    them; elsewhere "Doe, Jane Ann" may as well be an outlet or a first name and another author.
    """
    listed = _listed(byline)
    turned: str = _SURNAME_FIRST.sub(lambda match: _turned(match, is_person=is_person), listed)
    return byline if turned == listed else turned


def _listed(byline: str) -> str:
    """Return "Doe, Jane and Roe, John" with a semicolon for "and"; where a part differs, as it was."""
    listed: str = AND.sub("; ", byline)
    return listed if all(map(_SURNAME_FIRST.fullmatch, listed.split("; "))) else byline


def _turned(match: "regex.Match[str]", *, is_person: bool) -> str:
    surname, given, rest = match["surname"], match["given"], match["rest"] or ""
    is_listed = not is_person and (match["more"] or (rest and not _is_beside_names(rest)))
    if is_listed or any(map(_is_no_name, (surname, given))):
        return str(match[0])
    return f"{given} {surname}{match['generation'] or ''}{rest}"


def _is_beside_names(rest: str) -> bool:
    """Say whether what follows a name is its agency, its role or the like."""
    return _is_no_name(rest) or bool(GENERATION.match(rest))


def _is_no_name(part: str) -> bool:
    return words(part) in agency_words() or bool(ROLE_WORD.search(part))
