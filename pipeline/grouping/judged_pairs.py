"""Pairs of texts, and how alike people judged them to be, on any scale."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from math import isfinite
from pathlib import Path
from typing import Any

from model import ConfigurationError
from pipeline.grouping.gold import GoldText, content_of, moment_of
from pipeline.grouping.json_lines import Line, has_any_field, parsed, require_none
from transforms.language.calling import call_language
from transforms.language.tags import declared_tag

_SIDES = ("one", "other")
_JUDGEMENT = "judgement"
_LABELS = [0, 1]  # what a yes-or-no question is answered with
_UNDATED = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedPair:
    """Two texts, without ids, and how alike people judged them, on the scale of the file."""

    one: GoldText
    other: GoldText
    judgement: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """From which judgement on a pair counts as alike: from `bound`, or with `is_up_to` up to `bound`."""

    bound: float
    is_up_to: bool = False

    def is_alike(self, judgement: float) -> bool:
        """Say whether a judgement means alike."""
        return judgement <= self.bound if self.is_up_to else judgement >= self.bound

    def upwards(self, judgement: float) -> float:
        """Return a judgement on a scale on which higher is more alike."""
        return -judgement if self.is_up_to else judgement


def holds_pairs(lines: Sequence[Line]) -> bool:
    """Say whether lines are pairs, by the first of them."""
    return bool(lines) and has_any_field(lines[0], (*_SIDES, _JUDGEMENT))


def judged_pairs(lines: Sequence[Line]) -> list[JudgedPair]:
    """Return the pairs of lines; raises ConfigurationError that lists the wrong lines."""
    problems: list[str] = []
    pairs = parsed(lines, _pair, problems)
    require_none(problems)
    return pairs


def cut_of(
    path: Path, pairs: Sequence[JudgedPair], alike_from: float | None, alike_up_to: float | None
) -> Cut:
    """Return which judgements of a file mean alike; of the labels 0 and 1 it is 1 unless a bound is given.

    Raises ConfigurationError where other judgements have no bound, or all pairs are on one side of it.
    """
    judgements = sorted({pair.judgement for pair in pairs})
    found = f"The judgements of {path} are " + (
        f"all {judgements[0]:g}" if len(judgements) == 1 else f"from {judgements[0]:g} to {judgements[-1]:g}"
    )
    cut = _given(alike_from, alike_up_to)
    if cut is None and judgements == _LABELS:
        cut = Cut(bound=1)
    if cut is None:
        raise ConfigurationError(
            [f"{found}: say which mean alike with --alike-from N (from N on) or --alike-up-to N (up to N)."]
        )
    if len({cut.is_alike(judgement) for judgement in judgements}) == 1:
        side = "all" if cut.is_alike(judgements[0]) else "no"
        raise ConfigurationError(
            [f"{found}, so that {side} pairs are alike: give another bound, or a file that has both kinds."]
        )
    return cut


def _given(alike_from: float | None, alike_up_to: float | None) -> Cut | None:
    if alike_from is not None:
        return Cut(bound=alike_from)
    return None if alike_up_to is None else Cut(bound=alike_up_to, is_up_to=True)


def _pair(fields: dict[str, Any]) -> JudgedPair:
    sides: list[Any] = [fields.get(name) for name in _SIDES]
    faults = [fault for name, side in zip(_SIDES, sides, strict=True) for fault in _faults(name, side)]
    judgement: Any = fields.get(_JUDGEMENT)
    if isinstance(judgement, bool) or not isinstance(judgement, int | float) or not isfinite(judgement):
        faults.append(f"{_JUDGEMENT} is {judgement!r}, give a number")
    if faults:
        raise ValueError("; ".join(faults))
    moments = [side["published_at"] for side in sides if side.get("published_at")]
    # A text without a time gets that of the other, so that their distance in time says nothing.
    fallback = moment_of(moments[0]) if moments else _UNDATED
    one, other = (_text(side, fallback) for side in sides)
    return JudgedPair(one=one, other=other, judgement=float(judgement))


def _faults(name: str, side: object) -> list[str]:
    if not isinstance(side, dict):
        return [f"{name} is not an object, give title, text and language"]
    faults = []
    if not any(side.get(part) for part in ("title", "text")):
        faults.append(f"{name} has neither title nor text")
    try:
        moment_of(side.get("published_at") or _UNDATED)
    except ValueError:
        faults.append(f"{name} has published_at {side['published_at']!r}, give an ISO 8601 time or nothing")
    return faults


def _text(side: dict[str, Any], fallback: datetime) -> GoldText:
    title, text = content_of(side)
    return GoldText(
        article_id="",
        title=title,
        text=text,
        language=declared_tag(str(side.get("language") or "")) or call_language(title, text).tag,
        published_at=moment_of(side.get("published_at") or fallback),
    )
