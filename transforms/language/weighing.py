"""Weigh what the detectors and the declarations say about the language of a text.

A detector gives a text in a language that it does not know another language's tag, often with a probability
of 1. So one detector alone is believed where it is sure by its own measure, and not for a long text in which
the other finds nothing that it vouches for. A declaration counts for a language that the detectors do not
know, and between those that they name; English counts little, as the templates of websites declare it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from transforms.language.close_languages import are_close
from transforms.language.detectors import Detected, detectable, detectable_by_second
from transforms.language.tags import UNDETERMINED, transliterated, without_script

Decision = tuple[str, float]

_SURE, _NEARLY_SURE, _HALF_SURE = 0.99, 0.8, 0.5
# The confidence of a decision, by what it rests on; CLD2 alone counts by how sure it is, up to this.
DECLARED_ALONE, DECLARED_UNKNOWN_TO_DETECTORS, UNKNOWN = 0.5, 0.6, 0.0
_AGREED_UNSURE, _KNOWN_TO_SECOND_ONLY, _CONFUSED_BY_SECOND = 0.6, 0.9, 0.7
_FIRST_ALONE, _SECOND_ALONE, _CONTRADICTED, _GUESSED = 0.6, 0.5, 0.9, 0.4
_TEMPLATES_DECLARE = "en"
_THREE_LETTERS = 3
# The second detector takes short texts in the language on the right for the smaller one on the left.
_CONFUSED = {"gl": "es", "ms": "id", "af": "nl", "lb": "de", "oc": "fr", "co": "it", "nn": "nb"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """What the detectors found, where the letters allow it, what is declared, and the script of the text.

    `vouched` are all languages that CLD2 finds in the text and vouches for.
    """

    first: Detected | None
    second: Detected | None
    vouched: frozenset[str]
    declared: Sequence[str]
    script: str
    is_short: bool

    @property
    def tags(self) -> set[str]:
        """Return what the detectors named."""
        return {found.tag for found in (self.first, self.second) if found}

    @property
    def sureness(self) -> float:
        """Return how sure CLD2 is of what it named, 0 to 1."""
        return self.second.sureness if self.second else 0.0

    @property
    def stranger(self) -> Detected | None:
        """Return what CLD2 named, if it vouches for it and langdetect cannot know it."""
        second = self.second
        return second if second and second.sureness and second.tag not in detectable() else None


def weigh(evidence: Evidence) -> Decision:
    """Return a tag and its confidence by the first rule that finds one, `und` where none does."""
    rules = (_undetectable, _agreed, _confirmed, _known_to_second_only, _one_alone, _declared, _guess)
    return next((found for rule in rules if (found := rule(evidence))), (UNDETERMINED, UNKNOWN))


def undetectable(declared: Sequence[str], script: str) -> str | None:
    """Return the first declared language that no detector knows in this script."""
    known = detectable() | detectable_by_second()
    for tag in declared:
        primary = without_script(tag)
        if primary not in known or transliterated(tag, script) != tag:
            return transliterated(tag, script)
    return None


def _undetectable(evidence: Evidence) -> Decision | None:
    """Believe a declared language that no detector knows.

    Not a code of two letters where both are sure of another language: it may be meant for a country (`se`).
    """
    tag = undetectable(evidence.declared, evidence.script)
    if tag is None or without_script(tag) in evidence.tags:
        return None
    is_agreed = len(evidence.tags) == 1 and evidence.first and evidence.sureness >= _HALF_SURE
    if is_agreed and (len(tag) < _THREE_LETTERS or "-" in tag):
        return None
    return tag, DECLARED_UNKNOWN_TO_DETECTORS


def _agreed(evidence: Evidence) -> Decision | None:
    first, second = evidence.first, evidence.second
    if not (first and second and first.tag == second.tag):
        return None
    is_declared = first.tag in map(without_script, evidence.declared)
    if second.sureness or (is_declared and first.tag != _TEMPLATES_DECLARE) or evidence.is_short:
        return first.tag, _SURE
    return (first.tag, _AGREED_UNSURE) if second.confidence >= _NEARLY_SURE else None


def _confirmed(evidence: Evidence) -> Decision | None:
    """Return a declared language that a detector names."""
    for tag in evidence.declared:
        primary = without_script(tag)
        if evidence.second and primary == evidence.second.tag:
            least = _HALF_SURE if primary == _TEMPLATES_DECLARE else 0.0
            if evidence.sureness > least or evidence.is_short:
                return tag, _SURE
            if evidence.second.confidence >= _NEARLY_SURE:
                return tag, _AGREED_UNSURE
        if evidence.first and primary == evidence.first.tag and not _is_refuted(primary, evidence):
            doubted = evidence.second and not are_close(primary, evidence.second.tag)
            return tag, _CONTRADICTED if doubted else _SURE
    return None


def _is_refuted(declared: str, evidence: Evidence) -> bool:
    """Say whether what is declared and langdetect found is what both say of texts that neither knows."""
    stranger = evidence.stranger
    if stranger and stranger.sureness >= _NEARLY_SURE:
        return not are_close(declared, stranger.tag) and _CONFUSED.get(stranger.tag) != declared
    return declared == _TEMPLATES_DECLARE and not evidence.is_short and not evidence.sureness


def _known_to_second_only(evidence: Evidence) -> Decision | None:
    stranger, first = evidence.stranger, evidence.first
    if stranger is None or stranger.sureness < _HALF_SURE:
        return None
    if first and evidence.is_short and _CONFUSED.get(stranger.tag) == first.tag:
        return first.tag, _CONFUSED_BY_SECOND
    return stranger.tag, _KNOWN_TO_SECOND_ONLY * stranger.sureness


def _one_alone(evidence: Evidence) -> Decision | None:
    """Return what one detector names against the other; of a long text only if CLD2 finds a language too."""
    first, second = evidence.first, evidence.second
    is_language = evidence.is_short or (evidence.sureness >= _HALF_SURE and evidence.stranger is None)
    if first and first.confidence >= _SURE and (is_language or first.tag in evidence.vouched):
        return first.tag, _FIRST_ALONE
    if evidence.declared or evidence.is_short or second is None:
        return None
    return (second.tag, _SECOND_ALONE) if is_language else None


def _declared(evidence: Evidence) -> Decision | None:
    """Return what is declared; of a long text not English, which the detectors would have found."""
    for tag in evidence.declared:
        if evidence.is_short or tag != _TEMPLATES_DECLARE:
            return tag, DECLARED_ALONE
    return None


def _guess(evidence: Evidence) -> Decision | None:
    """Return what a short text probably is, if a detector is nearly sure."""
    found = [one for one in (evidence.second, evidence.first) if one and one.confidence >= _NEARLY_SURE]
    return (found[0].tag, _GUESSED) if found and evidence.is_short else None
