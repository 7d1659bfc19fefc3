"""The combined effect of people's corrections: a later one overrules an earlier one."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from model import Correction, CorrectionKind


@dataclass(frozen=True, slots=True)
class Corrected:
    """The combined effect of corrections, by the ids of articles.

    `pins` lead from an article to the one whose event it is in, `bars` to those it is never in an event with;
    `merges` are pairs of articles whose events are one.
    """

    pins: Mapping[str, str] = field(default_factory=dict)
    bars: Mapping[str, frozenset[str]] = field(default_factory=dict)
    merges: Sequence[tuple[str, str]] = ()


def corrected(corrections: Sequence[Correction]) -> Corrected:
    """Return the effect of corrections that were made in this order."""
    pins: dict[str, str] = {}
    bars: dict[str, set[str]] = defaultdict(set)
    merges: list[tuple[str, str]] = []
    for one in corrections:
        article, anchor = one.article_id, one.anchor_article_id
        if one.kind is CorrectionKind.PIN:
            pins[article] = anchor
            bars[article].discard(anchor)
            bars[anchor].discard(article)
        elif one.kind is CorrectionKind.SPLIT:
            pins.pop(article, None)
            merges = [pair for pair in merges if article not in pair]
            bars[article].add(anchor)
            bars[anchor].add(article)
        else:
            bars[article].discard(anchor)
            bars[anchor].discard(article)
            merges.append((article, anchor))
    return Corrected(
        pins=pins,
        bars={article: frozenset(others) for article, others in bars.items() if others},
        merges=merges,
    )


def kept_apart(effect: Corrected, pairs: Iterable[tuple[str, str]]) -> Corrected:
    """Return the effect of corrections with more pairs of articles that are in no event together.

    Unless a correction puts the one where the other is.
    """
    bars = defaultdict(set, {article: set(others) for article, others in effect.bars.items()})
    united = {frozenset(pair) for pair in (*effect.pins.items(), *effect.merges)}
    for one, other in pairs:
        if frozenset((one, other)) not in united:
            bars[one].add(other)
            bars[other].add(one)
    return replace(effect, bars={article: frozenset(others) for article, others in bars.items()})
