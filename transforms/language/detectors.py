"""The two language detectors, langdetect and CLD2, made deterministic."""

from dataclasses import dataclass
from functools import cache
from typing import Any

import regex

from transforms.language.tags import primary_tag

_DETECTOR_CHARS = 600
# langdetect makes seven random trials, which cost most of its time; three give the same result.
_TRIALS = 3
_SECOND_CHARS = 4_000
# CLD2 takes these for letters or raises on them.
_NO_TEXT = regex.compile(r"[\p{Cc}\p{Cs}\p{Co}\p{Cn}]")
# Languages that CLD2 finds in names and numbers, and that no news outlet writes in.
_NO_PRESS = frozenset(
    ("gv", "sco", "co", "vo", "ia", "ie", "sa", "zzp", "tlh", "xx", "un", "la", "rm", "kha", "syr")
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Detected:
    """A detector's result for a text: a tag, and its confidence (CLD2: its share of the text), 0 to 1."""

    tag: str
    confidence: float


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
    import pycld2  # noqa: PLC0415 - a native library that few processes need

    cleaned = _NO_TEXT.sub(" ", text[:_SECOND_CHARS])
    try:
        _, _, found = pycld2.detect(cleaned.encode(), isPlainText=True, bestEffort=True)
    except pycld2.error:  # bytes that CLD2 does not accept as UTF-8
        return ()
    tags = ((primary_tag(code), percent) for _, code, percent, _ in found)
    return tuple(
        Detected(tag=tag, confidence=percent / 100)
        for tag, percent in tags
        if tag and percent and tag not in _NO_PRESS
    )


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
