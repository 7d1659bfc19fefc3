"""Scores of production's grouping on articles whose events are known, and of its likeness on judged pairs."""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from math import inf
from typing import Any

import numpy as np

from pipeline.grouping.gold import GoldArticle, compared, originals_and_apart
from pipeline.grouping.judged_pairs import Cut, JudgedPair
from transforms.embedding.embedder import Embedder
from transforms.events.decision import Decision
from transforms.events.events import regroup
from transforms.events.likeness import likeness
from transforms.events.scoring import Score, auc, b_cubed, crosslingual, pairwise, spearman
from transforms.language.tags import without_script

_WORST = 5
_DECIMALS = 4
_SIZES = {"1": 1, "2 to 4": 4, "5 to 19": 19, "20 to 99": 99, "100 and more": inf}


def grouped(
    rows: Sequence[GoldArticle], embedder: Embedder, decision: Decision | None = None
) -> dict[str, str]:
    """Return the event that each article is put in; copies are in the event of their original."""
    originals, apart = originals_and_apart(rows)
    first = [row for row in rows if originals[row.article_id] == row.article_id]
    found = regroup(compared(first, embedder), apart=apart, decision=decision)
    event_of = {member.article_id: member.event_id for member in found.members}
    return {row.article_id: event_of[originals[row.article_id]] for row in rows}


def score_groups(rows: Sequence[GoldArticle], found: Mapping[str, str]) -> dict[str, Any]:
    """Return the scores of a grouping by articles, pairs and pairs across languages, and its mistakes."""
    gold = {row.article_id: row.event for row in rows}
    language = {row.article_id: without_script(row.language) for row in rows}
    scores: dict[str, Any] = {}
    for name, score in (
        ("bcubed", b_cubed(found, gold)),
        ("pairwise", pairwise(found, gold)),
        ("crosslingual", crosslingual(found, gold, language)),
    ):
        scores |= _named(name, score)
    by_language = _by(language.__getitem__, sorted(set(language.values())), found, gold)
    return scores | {
        "largest_cluster": max(Counter(found.values()).values()),
        "cluster_count": len(set(found.values())),
        "event_count": len(set(gold.values())),
        "article_count": len(rows),
        "by_size": _by_size(found, gold),
        "by_language": {tag: one["bcubed_f1"] for tag, one in by_language.items()},
        "weakest_languages": _weakest(by_language),
        "worst_mixed": _worst(found, gold, {row.article_id: row.title for row in rows}),
        "worst_split": _worst(gold, found, {row.article_id: row.title for row in rows}),
    }


def _named(name: str, score: Score) -> dict[str, float]:
    return {
        f"{name}_precision": round(score.precision, _DECIMALS),
        f"{name}_recall": round(score.recall, _DECIMALS),
        f"{name}_f1": round(score.f1, _DECIMALS),
    }


def _by_size(found: Mapping[str, str], gold: Mapping[str, str]) -> dict[str, dict[str, Any]]:
    """Return the B-cubed F1 by the number of articles of an article's true event."""
    sizes = Counter(gold.values())
    return _by(lambda item: _size_name(sizes[gold[item]]), list(_SIZES), found, gold)


def _size_name(size: int) -> str:
    return next(name for name, most in _SIZES.items() if size <= most)


def _by(
    part_of: Callable[[str], str], parts: Sequence[str], found: Mapping[str, str], gold: Mapping[str, str]
) -> dict[str, dict[str, Any]]:
    """Return for each part how many articles are in it, and their B-cubed F1 among all (None for none)."""
    own: dict[str, set[str]] = {part: set() for part in parts}
    for item in gold:
        own[part_of(item)].add(item)
    return {
        part: {
            "article_count": len(items),
            "bcubed_f1": round(b_cubed(found, gold, items).f1, _DECIMALS) if items else None,
        }
        for part, items in own.items()
    }


def _weakest(by_language: Mapping[str, Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return the languages with the lowest B-cubed F1, the lowest first."""
    tags = sorted(by_language, key=lambda tag: (by_language[tag]["bcubed_f1"], tag))
    return [{"language": tag, **by_language[tag]} for tag in tags[:_WORST]]


def _worst(
    groups: Mapping[str, str], others: Mapping[str, str], titles: Mapping[str, str]
) -> list[dict[str, Any]]:
    """Return the groups that mix most members of other groups: mixed events, or events that were split."""
    held: dict[str, Counter[str]] = defaultdict(Counter)
    for item, group in groups.items():
        held[group][others[item]] += 1
    strays = {group: sum(counts.values()) - max(counts.values()) for group, counts in held.items()}
    worst = sorted((group for group in strays if strays[group]), key=lambda group: (-strays[group], group))
    return [
        {
            "group": group,
            "stray_count": strays[group],
            "titles": [titles[item] for item in groups if groups[item] == group][:4],
        }
        for group in worst[:_WORST]
    ]


def score_pairs(pairs: Sequence[JudgedPair], cut: Cut, embedder: Embedder) -> dict[str, Any]:
    """Return how well the likeness of two texts agrees with what people judged.

    `auc` is the area under the ROC curve of the pairs that `cut` calls alike. A figure that is not defined,
    such as that of pairs across languages where there are none, is None.
    """
    values = _likenesses(pairs, embedder)
    is_alike = [cut.is_alike(pair.judgement) for pair in pairs]
    across = [
        row
        for row, pair in enumerate(pairs)
        if without_script(pair.one.language) != without_script(pair.other.language)
    ]
    return {
        "auc": _rounded(auc(values, is_alike)),
        "crosslingual_auc": _rounded(auc([values[row] for row in across], [is_alike[row] for row in across])),
        "spearman_rho": _rounded(spearman(values, [cut.upwards(pair.judgement) for pair in pairs])),
        "pair_count": len(pairs),
        "alike_count": sum(is_alike),
        "crosslingual_pair_count": len(across),
    }


def _likenesses(pairs: Sequence[JudgedPair], embedder: Embedder) -> list[float]:
    """Return how alike production finds the texts of each pair; a text in several pairs is embedded once."""
    texts = dict.fromkeys(text for pair in pairs for text in (pair.one, pair.other))
    row_of = {text: row for row, text in enumerate(texts)}
    rows = [replace(text, article_id=str(row)) for text, row in row_of.items()]
    ones = np.array([row_of[pair.one] for pair in pairs])
    others = np.array([row_of[pair.other] for pair in pairs])
    return [float(value) for value in likeness(compared(rows, embedder), ones, others)]


def _rounded(figure: float | None) -> float | None:
    return None if figure is None else round(figure, _DECIMALS)
