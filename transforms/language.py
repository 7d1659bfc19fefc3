"""Which language a text is in: several votes, one decision, every vote kept."""

from collections import Counter
from functools import cache
from typing import Any

import regex

from model import LanguageCall, LanguageVote, VoteMethod

UNDETERMINED = "und"
_FEW_LETTERS = 25
_DETECTOR_CHARS = 1_000
_SURE = 0.99

# Scripts that one language writes, as far as news goes. Han is decided after kana.
_SCRIPT_LANGUAGE = {
    "Hiragana": "ja", "Katakana": "ja", "Hangul": "ko", "Thai": "th", "Hebrew": "he", "Greek": "el",
    "Georgian": "ka", "Armenian": "hy", "Bengali": "bn", "Tamil": "ta", "Telugu": "te", "Gujarati": "gu",
    "Gurmukhi": "pa", "Kannada": "kn", "Malayalam": "ml", "Sinhala": "si", "Khmer": "km", "Lao": "lo",
    "Myanmar": "my", "Han": "zh",
}  # fmt: skip
_SCRIPTS = {name: regex.compile(rf"\p{{Script={name}}}") for name in _SCRIPT_LANGUAGE}
_LETTER = regex.compile(r"\p{L}")
# Written in Japanese, Chinese and Korean text alike: no sign of any of them.
_SHARED_MARKS = regex.compile("[・ー]")
_KANA_SHARE = 0.05
_SCRIPT_SHARE = 0.3
_OLD_CODES = {"iw": "he", "in": "id", "ji": "yi", "no": "nb", "tl": "fil"}


def call_language(
    title: str, text: str, declared_by_page: str | None = None, declared_by_feed: str | None = None
) -> LanguageCall:
    """Decide the language of an article; `und` where nothing can tell.

    A script that only one language writes decides; then the detector, whose word stands against a
    declaration only where it knows the declared language and is sure. Declared languages settle
    short texts. Confidence runs from 0 to 1.
    """
    sample = f"{title}\n{text}"[:_DETECTOR_CHARS]
    declared = _declared_votes(declared_by_page, declared_by_feed)
    script, detector = _script_vote(sample), _detector_vote(text or title)
    votes = tuple(vote for vote in (script, detector, *declared) if vote)
    tag, confidence = _decide(script, detector, declared, len(_LETTER.findall(sample)))
    return LanguageCall(tag=tag, confidence=round(confidence, 4), votes=votes)


def _decide(
    script: LanguageVote | None,
    detector: LanguageVote | None,
    declared: tuple[LanguageVote, ...],
    letter_count: int,
) -> tuple[str, float]:
    tags = [vote.tag for vote in declared]
    is_short = letter_count < _FEW_LETTERS
    if script:
        may_lack_kana = is_short and script.tag == "zh" and "ja" in tags
        return ("ja", 0.5) if may_lack_kana else (script.tag, script.confidence)
    if detector is None or is_short:
        return (tags[0], 0.5) if tags else (UNDETERMINED, 0.0)
    if detector.tag in tags:
        return detector.tag, max(detector.confidence, _SURE)
    unknown_to_detector = [tag for tag in tags if tag not in _detector_languages()]
    if len(unknown_to_detector) == len(tags) > 0:
        return tags[0], 0.6
    if detector.confidence < _SURE and tags:
        return tags[0], 0.5
    return detector.tag, detector.confidence * (0.9 if tags else 1.0)


def _declared_votes(page: str | None, feed: str | None) -> tuple[LanguageVote, ...]:
    said = ((VoteMethod.PAGE, page), (VoteMethod.FEED, feed))
    return tuple(
        LanguageVote(method=method, tag=tag, confidence=0.5)
        for method, raw in said
        if (tag := primary_tag(raw))
    )


def primary_tag(declared: str | None) -> str | None:
    """Return the language subtag of a declared tag (`pt` of `pt_BR`), or None where it is no tag."""
    if not declared:
        return None
    primary = declared.strip().replace("_", "-").split("-")[0].lower()
    if not (primary.isascii() and primary.isalpha() and 2 <= len(primary) <= 3):  # noqa: PLR2004 - ISO 639
        return None
    return None if primary in {"und", "mul", "xx"} else _OLD_CODES.get(primary, primary)


def _script_vote(sample: str) -> LanguageVote | None:
    letters = _SHARED_MARKS.sub("", sample)
    total = len(_LETTER.findall(letters))
    if not total:
        return None
    shares = Counter({name: len(pattern.findall(letters)) / total for name, pattern in _SCRIPTS.items()})
    kana = shares["Hiragana"] + shares["Katakana"]
    if shares["Han"] + kana >= _SCRIPT_SHARE and kana >= _KANA_SHARE:
        return _script_says("ja", shares["Han"] + kana)
    name, share = shares.most_common(1)[0]
    return _script_says(_SCRIPT_LANGUAGE[name], share) if share >= _SCRIPT_SHARE else None


def _script_says(tag: str, share: float) -> LanguageVote:
    return LanguageVote(method=VoteMethod.SCRIPT, tag=tag, confidence=round(min(1.0, share), 4))


def _detector_vote(text: str) -> LanguageVote | None:
    from langdetect.lang_detect_exception import LangDetectException  # noqa: PLC0415 - loads profiles

    detector = _detectors().create()
    detector.append(text[:_DETECTOR_CHARS])
    try:
        best = detector.get_probabilities()
    except LangDetectException:  # no letters at all
        return None
    if not best:
        return None
    tag = primary_tag(best[0].lang) or UNDETERMINED
    return LanguageVote(method=VoteMethod.DETECTOR, tag=tag, confidence=round(best[0].prob, 4))


@cache
def _detectors() -> Any:
    """Return langdetect's profiles, loaded once; seeded, because its sampling is random."""
    from langdetect import DetectorFactory  # noqa: PLC0415 - takes half a second
    from langdetect.detector_factory import PROFILES_DIRECTORY  # noqa: PLC0415

    DetectorFactory.seed = 0
    factory = DetectorFactory()
    factory.load_profile(PROFILES_DIRECTORY)
    return factory


@cache
def _detector_languages() -> frozenset[str]:
    return frozenset(primary_tag(tag) or tag for tag in _detectors().get_lang_list())


def warm_up() -> None:
    """Load the detector before threads start: its first use is not thread-safe."""
    _detector_languages()
