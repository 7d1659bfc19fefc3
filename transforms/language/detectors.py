"""The two language detectors, langdetect and CLD2, made deterministic."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import regex

from transforms.language.tags import main_script, primary_tag

_DETECTOR_CHARS = 600
# langdetect makes seven random trials, which cost most of its time; three give the same result.
_TRIALS = 3
_SECOND_CHARS = 4_000
# CLD2 takes these for letters or raises on them.
_NO_TEXT = regex.compile(r"[\p{Cc}\p{Cs}\p{Co}\p{Cn}]")
# What CLD2 finds and no news outlet writes in: tongues made for study or play, and its names for no language.
_NO_LANGUAGE = frozenset(("vo", "ia", "ie", "zzp", "tlh", "xx", "un"))
# Languages with little press that CLD2 finds in names and numbers: they count where it is sure.
_LITTLE_PRESS = frozenset(("gv", "sco", "co", "sa", "la", "rm", "kha", "syr"))
# What CLD2 calls Kurdish is in Arabic letters, and what it calls Bihari is Bhojpuri (as CLDR says).
_SECOND_CODES = {"ku": "ckb", "bh": "bho"}
_SURE = 0.8
# CLD2's score for a kilobyte in the language that it names; most texts of 250 characters reach it. In other
# scripts than the Latin one few languages compete, and scores are lower.
_USUAL_SCORE, _USUAL_SCORE_IN_LATIN = 500, 700


@dataclass(frozen=True, slots=True, kw_only=True)
class Detected:
    """A detector's result for a text: a tag, and its confidence (CLD2: its share of the text), 0 to 1.

    `sureness`, 0 to 1, is how much of the text the detector itself vouches for, less where the text is unlike
    others in that language. It is 0 for a language that CLD2 names only because none fits better.
    """

    tag: str
    confidence: float
    sureness: float = 1.0


def detect(text: str) -> Detected | None:
    """Return langdetect's result for the first 600 characters, None where they have no letters."""
    from langdetect.lang_detect_exception import LangDetectException  # noqa: PLC0415 - loads profiles

    detector = _detectors().create()
    detector.n_trial = _TRIALS
    detector.append(text[:_DETECTOR_CHARS])
    try:
        best = detector.get_probabilities()
    except LangDetectException:  # no letters at all
        return None
    tag = primary_tag(best[0].lang) if best else None
    return Detected(tag=tag, confidence=min(1.0, round(best[0].prob, 4))) if tag else None


def detect_second(text: str) -> tuple[Detected, ...]:
    """Return up to three languages that CLD2 finds in a text, each with its share, the largest first."""
    cleaned = _NO_TEXT.sub(" ", text[:_SECOND_CHARS])
    usual = _USUAL_SCORE_IN_LATIN if main_script(cleaned) == "Latn" else _USUAL_SCORE
    vouched = {
        tag: min(1.0, percent / 100 * min(1.0, score / usual))
        for tag, percent, score in reversed(_by_cld2(cleaned, is_forced=False))
    }
    return tuple(
        Detected(tag=tag, confidence=percent / 100, sureness=round(vouched.get(tag, 0.0), 4))
        for tag, percent, _ in _by_cld2(cleaned, is_forced=True)
        if tag not in _LITTLE_PRESS or vouched.get(tag, 0.0) >= _SURE
    )


def _by_cld2(cleaned: str, *, is_forced: bool) -> Sequence[tuple[str, int, float]]:
    """Return tags with percent and score. Where it is not forced, CLD2 names no language that it doubts."""
    import pycld2  # noqa: PLC0415 - a native library that few processes need

    try:
        _, _, found = pycld2.detect(cleaned.encode(), isPlainText=True, bestEffort=is_forced)
    except pycld2.error:  # bytes that CLD2 does not accept as UTF-8
        return ()
    tags = ((_second_tag(code), percent, score) for _, code, percent, score in found)
    return [
        (tag, percent, score) for tag, percent, score in tags if tag and percent and tag not in _NO_LANGUAGE
    ]


def _second_tag(code: str) -> str | None:
    tag = primary_tag(code)
    return _SECOND_CODES.get(tag or "", tag)


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
def detectable() -> frozenset[str]:
    """Return the languages that langdetect knows. The first call loads it, and is not thread-safe."""
    return frozenset(primary_tag(tag) or tag for tag in _detectors().get_lang_list())


@cache
def detectable_by_second() -> frozenset[str]:
    """Return the languages that CLD2 knows, in one script or another."""
    import pycld2  # noqa: PLC0415

    named = {name: _second_tag(code) for name, code in pycld2.LANGUAGES}
    return frozenset(tag for name in pycld2.DETECTED_LANGUAGES if (tag := named.get(name)))
