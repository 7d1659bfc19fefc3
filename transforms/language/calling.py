"""Which language a text is in: several votes, one decision, and every vote kept."""

from collections import Counter
from collections.abc import Sequence

import regex

from model import LanguageCall, LanguageVote, VoteMethod
from transforms.language.alphabets import by_letters, is_impossible
from transforms.language.close_languages import are_close, by_words
from transforms.language.detectors import Detected, detect, detect_second, detectable
from transforms.language.tags import (
    UNDETERMINED,
    declared_tag,
    main_script,
    usual_script,
    with_script,
    without_script,
)
from transforms.language.weighing import (
    DECLARED_ALONE,
    DECLARED_UNKNOWN_TO_DETECTORS,
    UNKNOWN,
    Evidence,
    undetectable,
    weigh,
)

_FEW_LETTERS = 25
_VERY_FEW_LETTERS = 12
_SHORT_LETTERS = 150
_SAMPLE_CHARS = 4_000
_SURE = 0.99
# The confidence of a decision, by what it rests on.
_LETTERS_AND_DETECTOR, _LETTERS_ALONE, _BY_WORDS = 1.0, 0.8, 0.9
_MIXED_SHARE = 0.2
_MIXED_CHARS = 500

# Scripts that, in news, only one language uses. Han is decided after kana.
_SCRIPT_LANGUAGE = {
    "Hiragana": "ja", "Katakana": "ja", "Hangul": "ko", "Thai": "th", "Hebrew": "he", "Greek": "el",
    "Georgian": "ka", "Armenian": "hy", "Bengali": "bn", "Tamil": "ta", "Telugu": "te", "Gujarati": "gu",
    "Gurmukhi": "pa", "Kannada": "kn", "Malayalam": "ml", "Sinhala": "si", "Khmer": "km", "Lao": "lo",
    "Myanmar": "my", "Han": "zh", "Thaana": "dv", "Oriya": "or", "Tibetan": "bo", "Cherokee": "chr",
    "Canadian_Aboriginal": "iu",
}  # fmt: skip
_SCRIPTS = {name: regex.compile(rf"\p{{Script={name}}}") for name in _SCRIPT_LANGUAGE}
_MANY_LANGUAGES = regex.compile(
    r"[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Arabic}\p{Script=Devanagari}\p{Script=Ethiopic}]"
)
_SCRIPT_CHARS = 1_000
_LETTER = regex.compile(r"\p{L}")
# Used in Japanese, Chinese and Korean text alike, so no sign of any of them.
_SHARED_MARKS = regex.compile("[・ー]")
_KANA_SHARE = 0.05
_SCRIPT_SHARE = 0.3


def call_language(
    title: str, text: str, declared_by_page: str | None = None, declared_by_feed: str | None = None
) -> LanguageCall:
    """Decide the language of an article; `und` where there is no evidence.

    A script or letters that only one language uses decide first; then a declared language that no detector
    knows; then the detectors, where they agree; then the declared language, where a detector agrees; then the
    detector that knows the language, if it is sure. Declarations decide very short texts, and count between
    languages too close to tell apart. Confidence is from 0 to 1.
    """
    sample = f"{title}\n{text}"[:_SAMPLE_CHARS]
    declared = _declared_votes(declared_by_page, declared_by_feed)
    second = detect_second(text or title)
    witnesses = _witnesses(text or title, sample, second)
    declared_tags = [vote.tag for vote in declared]
    tag, confidence = _decide(sample, witnesses, second, declared_tags)
    title_tag = _title_tag(title, tag, declared_tags) if text else tag
    votes = (*witnesses.values(), *declared)
    if text and title and title_tag != UNDETERMINED:
        votes += (LanguageVote(method=VoteMethod.TITLE, tag=title_tag, confidence=_SURE),)
    return LanguageCall(
        tag=tag,
        confidence=round(confidence, 4),
        votes=votes,
        title_tag=title_tag,
        is_mixed=_is_mixed(text, second),
    )


def _witnesses(text: str, sample: str, second: Sequence[Detected]) -> dict[VoteMethod, LanguageVote]:
    """Return the votes of the script, the letters and the detectors; one that finds nothing has no vote."""
    letters = by_letters(sample)
    evidence = {
        VoteMethod.SCRIPT: _script_says(sample),
        VoteMethod.LETTERS: Detected(tag=letters, confidence=_SURE) if letters else None,
        VoteMethod.DETECTOR: detect(text),
        VoteMethod.SECOND_DETECTOR: next(iter(second), None),
    }
    return {
        method: LanguageVote(method=method, tag=with_script(found.tag, sample), confidence=found.confidence)
        for method, found in evidence.items()
        if found
    }


def _decide(
    sample: str, votes: dict[VoteMethod, LanguageVote], second: Sequence[Detected], declared: Sequence[str]
) -> tuple[str, float]:
    letter_count = len(_LETTER.findall(sample))
    script = votes.get(VoteMethod.SCRIPT)
    if script:
        return _by_script(script, declared, letter_count)
    if letter_count < _FEW_LETTERS and not (letter_count >= _VERY_FEW_LETTERS and _agree(votes)):
        return (with_script(declared[0], sample), DECLARED_ALONE) if declared else (UNDETERMINED, UNKNOWN)
    evidence = _evidence(sample, votes, second, declared, is_short=letter_count < _SHORT_LETTERS)
    letters = votes.get(VoteMethod.LETTERS)
    tag, confidence = _by_letters(letters, evidence) if letters else weigh(evidence)
    found = evidence.second.tag if evidence.second and evidence.sureness and not evidence.is_short else None
    by_own_words = by_words(without_script(tag), sample, map(without_script, declared), found)
    if by_own_words and by_own_words != without_script(tag):
        tag, confidence = by_own_words, min(confidence, _BY_WORDS)
    return with_script(tag, sample), confidence


def _evidence(
    sample: str,
    votes: dict[VoteMethod, LanguageVote],
    second: Sequence[Detected],
    declared: Sequence[str],
    *,
    is_short: bool,
) -> Evidence:
    first = votes.get(VoteMethod.DETECTOR)
    possible = [one for one in second if not is_impossible(one.tag, sample)]
    return Evidence(
        first=_possible(first, sample),
        second=possible[0] if possible[:1] == list(second[:1]) and possible else None,
        vouched=frozenset(one.tag for one in possible if one.sureness),
        declared=declared,
        script=main_script(sample),
        is_short=is_short,
    )


def _possible(vote: LanguageVote | None, sample: str) -> Detected | None:
    """Return what a detector found, None where the sample has letters that its language does not use."""
    tag = without_script(vote.tag) if vote else ""
    if vote is None or is_impossible(tag, sample):
        return None
    return Detected(tag=tag, confidence=vote.confidence)


def _agree(votes: dict[VoteMethod, LanguageVote]) -> bool:
    first, second = votes.get(VoteMethod.DETECTOR), votes.get(VoteMethod.SECOND_DETECTOR)
    return first is not None and second is not None and first.tag == second.tag


def _by_script(script: LanguageVote, declared: Sequence[str], letter_count: int) -> tuple[str, float]:
    primary = without_script(script.tag)
    if primary == "zh":
        if letter_count < _FEW_LETTERS and "ja" in declared:
            return "ja", DECLARED_ALONE
        chinese = next((tag for tag in declared if tag.startswith("zh-")), script.tag)
        return (chinese if script.tag == "zh" else script.tag), script.confidence
    # Other languages use the script too, as Yiddish and Assamese do, where they are declared.
    if primary != "ja" and declared and usual_script(declared[0]) == usual_script(primary):
        return declared[0], script.confidence if declared[0] == primary else DECLARED_UNKNOWN_TO_DETECTORS
    return script.tag, script.confidence


def _by_letters(letters: LanguageVote, evidence: Evidence) -> tuple[str, float]:
    """Return the language whose letters a text has, unless a declared one may have them too."""
    if without_script(letters.tag) in evidence.tags:
        return without_script(letters.tag), _LETTERS_AND_DETECTOR
    unknown = undetectable(evidence.declared, evidence.script)
    if unknown and unknown != without_script(letters.tag):
        return unknown, DECLARED_UNKNOWN_TO_DETECTORS
    return without_script(letters.tag), _LETTERS_ALONE


def _title_tag(title: str, tag: str, declared: Sequence[str]) -> str:
    """Return the language of a title: that of its text, unless all evidence in the title says otherwise."""
    second = detect_second(title)
    if second and second[0].tag == without_script(tag):
        return tag
    votes = _witnesses(title, title, second)
    script, letters = votes.get(VoteMethod.SCRIPT), votes.get(VoteMethod.LETTERS)
    if tag == UNDETERMINED:
        return _decide(title, votes, second, declared)[0]
    if script and without_script(script.tag) not in {without_script(tag), "zh"}:
        return script.tag
    if script or (letters and without_script(letters.tag) == without_script(tag)):
        return tag
    tags = {vote.tag for vote in votes.values()}
    if len(_LETTER.findall(title)) < _FEW_LETTERS or len(votes) < 2 or len(tags) > 1:  # noqa: PLR2004
        return tag
    (other,) = tags
    return tag if are_close(without_script(other), without_script(tag)) else other


def _is_mixed(text: str, found: Sequence[Detected]) -> bool:
    """Say whether a good part of a text is in a second language that is not just close to the first."""
    if len(text) < _MIXED_CHARS or len(found) < 2:  # noqa: PLR2004
        return False
    return found[1].confidence >= _MIXED_SHARE and not are_close(found[0].tag, found[1].tag)


def _declared_votes(page: str | None, feed: str | None) -> tuple[LanguageVote, ...]:
    declarations = ((VoteMethod.PAGE, page), (VoteMethod.FEED, feed))
    return tuple(
        LanguageVote(method=method, tag=tag, confidence=DECLARED_ALONE)
        for method, raw in declarations
        if (tag := declared_tag(raw))
    )


def _script_says(sample: str) -> Detected | None:
    letters = _SHARED_MARKS.sub("", sample[:_SCRIPT_CHARS])
    total = len(_LETTER.findall(letters))
    if not total or len(_MANY_LANGUAGES.findall(letters)) > (1 - _SCRIPT_SHARE) * total:
        return None
    shares = Counter({name: len(pattern.findall(letters)) / total for name, pattern in _SCRIPTS.items()})
    kana = shares["Hiragana"] + shares["Katakana"]
    if shares["Han"] + kana >= _SCRIPT_SHARE and kana >= _KANA_SHARE:
        return Detected(tag="ja", confidence=min(1.0, round(shares["Han"] + kana, 4)))
    name, share = shares.most_common(1)[0]
    if share < _SCRIPT_SHARE:
        return None
    return Detected(tag=_SCRIPT_LANGUAGE[name], confidence=min(1.0, round(share, 4)))


def warm_up() -> None:
    """Load the detectors before threads start: the first use of one is not thread-safe."""
    detectable()
    detect_second("warm")
