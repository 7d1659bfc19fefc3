"""Which language a text is in: several votes, one decision, every vote kept."""

from collections import Counter
from collections.abc import Sequence

import regex

from model import LanguageCall, LanguageVote, VoteMethod
from transforms.language.close_languages import are_close, by_letters, by_words, is_impossible
from transforms.language.detectors import Detected, detect, detect_second, detectable
from transforms.language.tags import UNDETERMINED, declared_tag, primary_tag, with_script, without_script

_FEW_LETTERS = 25
_VERY_FEW_LETTERS = 12
_SHORT_LETTERS = 150
_SAMPLE_CHARS = 4_000
_SURE = 0.99
_MIXED_SHARE = 0.2
_MIXED_CHARS = 500

# Scripts that one language writes, as far as news goes. Han is decided after kana.
_SCRIPT_LANGUAGE = {
    "Hiragana": "ja", "Katakana": "ja", "Hangul": "ko", "Thai": "th", "Hebrew": "he", "Greek": "el",
    "Georgian": "ka", "Armenian": "hy", "Bengali": "bn", "Tamil": "ta", "Telugu": "te", "Gujarati": "gu",
    "Gurmukhi": "pa", "Kannada": "kn", "Malayalam": "ml", "Sinhala": "si", "Khmer": "km", "Lao": "lo",
    "Myanmar": "my", "Han": "zh",
}  # fmt: skip
_SCRIPTS = {name: regex.compile(rf"\p{{Script={name}}}") for name in _SCRIPT_LANGUAGE}
_SHARED_SCRIPTS = frozenset(("he", "bn"))  # Yiddish and Assamese write them too: a declaration may say so
_MANY_LANGUAGES = regex.compile(
    r"[\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Arabic}\p{Script=Devanagari}\p{Script=Ethiopic}]"
)
_SCRIPT_CHARS = 1_000
_LETTER = regex.compile(r"\p{L}")
# Written in Japanese, Chinese and Korean text alike: no sign of any of them.
_SHARED_MARKS = regex.compile("[・ー]")
_KANA_SHARE = 0.05
_SCRIPT_SHARE = 0.3
# Pairs of which the second detector hears the first, the lesser, in short texts of the other.
_OVERHEARD = {"gl": "es", "ms": "id", "af": "nl", "lb": "de", "oc": "fr", "nn": "nb"}


def call_language(
    title: str, text: str, declared_by_page: str | None = None, declared_by_feed: str | None = None
) -> LanguageCall:
    """Decide the language of an article; `und` where nothing can tell.

    A script or letters that only one language writes decide; then the detectors, where they agree; then what
    is declared, where a detector agrees; then the detector that knows the language. Declared languages settle
    short texts and languages too close to tell. Confidence runs from 0 to 1.
    """
    sample = f"{title}\n{text}"[:_SAMPLE_CHARS]
    declared = _declared_votes(declared_by_page, declared_by_feed)
    second = detect_second(text or title)
    witnesses = _witnesses(text or title, sample, second)
    tag, confidence = _decide(sample, witnesses, [vote.tag for vote in declared])
    title_tag = _title_tag(title, tag, [vote.tag for vote in declared]) if text else tag
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
    """Return what the script, the letters and the detectors say, each where it says anything."""
    letters = by_letters(sample)
    heard = {
        VoteMethod.SCRIPT: _script_says(sample),
        VoteMethod.LETTERS: Detected(tag=letters, confidence=_SURE) if letters else None,
        VoteMethod.DETECTOR: detect(text),
        VoteMethod.SECOND_DETECTOR: next(iter(second), None),
    }
    return {
        method: LanguageVote(method=method, tag=with_script(said.tag, sample), confidence=said.confidence)
        for method, said in heard.items()
        if said
    }


def _decide(sample: str, votes: dict[VoteMethod, LanguageVote], declared: Sequence[str]) -> tuple[str, float]:
    letter_count = len(_LETTER.findall(sample))
    script = votes.get(VoteMethod.SCRIPT)
    if script:
        return _by_script(script, declared, letter_count)
    if letter_count < _FEW_LETTERS and not (letter_count >= _VERY_FEW_LETTERS and _agree(votes)):
        return (with_script(declared[0], sample), 0.5) if declared else (UNDETERMINED, 0.0)
    tag, confidence = _by_detectors(sample, votes, declared, letter_count)
    told = by_words(primary_tag(tag) or tag, sample)
    if told and told != tag and not (tag in declared and told == "bs"):
        tag = told
    return with_script(tag, sample), confidence


def _agree(votes: dict[VoteMethod, LanguageVote]) -> bool:
    first, second = votes.get(VoteMethod.DETECTOR), votes.get(VoteMethod.SECOND_DETECTOR)
    return first is not None and second is not None and first.tag == second.tag


def _by_script(script: LanguageVote, declared: Sequence[str], letter_count: int) -> tuple[str, float]:
    primary = without_script(script.tag)
    if primary == "zh":
        if letter_count < _FEW_LETTERS and "ja" in declared:
            return "ja", 0.5
        said = next((tag for tag in declared if tag.startswith("zh-")), script.tag)
        return (said if script.tag == "zh" else script.tag), script.confidence
    if primary in _SHARED_SCRIPTS and declared and declared[0] in {"yi", "as"}:
        return declared[0], 0.6
    return script.tag, script.confidence


def _by_detectors(
    sample: str, votes: dict[VoteMethod, LanguageVote], declared: Sequence[str], letter_count: int
) -> tuple[str, float]:
    """Weigh the detectors and declarations by the agreement rule; a tag the letters rule out has no say."""
    letters = votes.get(VoteMethod.LETTERS)
    first, second = (
        vote if vote and not is_impossible(without_script(vote.tag), sample) else None
        for vote in (votes.get(VoteMethod.DETECTOR), votes.get(VoteMethod.SECOND_DETECTOR))
    )
    if letters:
        agrees = any(vote and vote.tag == letters.tag for vote in (first, second))
        return letters.tag, 1.0 if agrees else 0.9
    if first and second and first.tag == second.tag:
        return first.tag, max(first.confidence, _SURE)
    heard = {without_script(vote.tag) for vote in (first, second) if vote}
    backed = next((tag for tag in declared if without_script(tag) in heard), None)
    if backed:
        return backed, _SURE
    return _by_one_detector(first, second, declared, letter_count)


def _by_one_detector(
    first: LanguageVote | None, second: LanguageVote | None, declared: Sequence[str], letter_count: int
) -> tuple[str, float]:
    is_short = letter_count < _SHORT_LETTERS
    if second and without_script(second.tag) not in detectable():
        overheard = first is not None and _OVERHEARD.get(second.tag) == first.tag
        return (first.tag, 0.7) if is_short and overheard and first else (second.tag, 0.9)
    unknown = [tag for tag in declared if without_script(tag) not in detectable()]
    if declared and len(unknown) == len(declared):
        return declared[0], 0.6
    if first and first.confidence >= _SURE:
        return first.tag, first.confidence * 0.9
    if declared:
        return declared[0], 0.5
    return (second.tag, 0.5) if second and not is_short else _guess(first, second)


def _guess(first: LanguageVote | None, second: LanguageVote | None) -> tuple[str, float]:
    """Return what a short text probably is, `und` where no detector is nearly sure."""
    heard = [vote for vote in (second, first) if vote and vote.confidence >= 0.8]  # noqa: PLR2004
    return (heard[0].tag, 0.4) if heard else (UNDETERMINED, 0.0)


def _title_tag(title: str, tag: str, declared: Sequence[str]) -> str:
    """Return the language of a title: its text's, unless all that can be heard in it says otherwise."""
    second = detect_second(title)
    if second and second[0].tag == without_script(tag):
        return tag
    votes = _witnesses(title, title, second)
    script, letters = votes.get(VoteMethod.SCRIPT), votes.get(VoteMethod.LETTERS)
    if tag == UNDETERMINED:
        return _decide(title, votes, declared)[0]
    if script and without_script(script.tag) not in {without_script(tag), "zh"}:
        return script.tag
    if script or (letters and without_script(letters.tag) == without_script(tag)):
        return tag
    heard = {vote.tag for vote in votes.values()}
    if len(_LETTER.findall(title)) < _FEW_LETTERS or len(votes) < 2 or len(heard) > 1:  # noqa: PLR2004
        return tag
    (other,) = heard
    return tag if are_close(without_script(other), without_script(tag)) else other


def _is_mixed(text: str, found: Sequence[Detected]) -> bool:
    """Say whether a good part of a text is in a second language, one that is not just close to the first."""
    if len(text) < _MIXED_CHARS or len(found) < 2:  # noqa: PLR2004
        return False
    return found[1].confidence >= _MIXED_SHARE and not are_close(found[0].tag, found[1].tag)


def _declared_votes(page: str | None, feed: str | None) -> tuple[LanguageVote, ...]:
    said = ((VoteMethod.PAGE, page), (VoteMethod.FEED, feed))
    return tuple(
        LanguageVote(method=method, tag=tag, confidence=0.5)
        for method, raw in said
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
