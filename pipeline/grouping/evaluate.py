"""Group articles whose events are known, with the production code, and score the result."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from pipeline.grouping.gold import GoldArticle, compared, originals_and_apart
from transforms.embedding.embedder import Embedder
from transforms.events.corrections import Corrected, kept_apart
from transforms.events.events import regroup
from transforms.events.joining import Decision
from transforms.events.scoring import Score, b_cubed, crosslingual, pairwise
from transforms.language.tags import without_script

_WORST = 5


def grouped(
    rows: Sequence[GoldArticle], embedder: Embedder, decision: Decision | None = None
) -> dict[str, str]:
    """Return the event that each article is put in; copies are in the event of their original."""
    originals, apart = originals_and_apart(rows)
    first = [row for row in rows if originals[row.article_id] == row.article_id]
    found = regroup(compared(first, embedder), corrections=kept_apart(Corrected(), apart), decision=decision)
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
    return scores | {
        "largest_cluster": max(Counter(found.values()).values()),
        "cluster_count": len(set(found.values())),
        "event_count": len(set(gold.values())),
        "article_count": len(rows),
        "by_language": _by_language(found, gold, language),
        "worst_mixed": _worst(found, gold, {row.article_id: row.title for row in rows}),
        "worst_split": _worst(gold, found, {row.article_id: row.title for row in rows}),
    }


def _named(name: str, score: Score) -> dict[str, float]:
    return {
        f"{name}_precision": round(score.precision, 4),
        f"{name}_recall": round(score.recall, 4),
        f"{name}_f1": round(score.f1, 4),
    }


def _by_language(
    found: Mapping[str, str], gold: Mapping[str, str], language: Mapping[str, str]
) -> dict[str, float]:
    """Return the B-cubed F1 of each language's articles, among all."""
    scores = {}
    for tag in sorted(set(language.values())):
        own = {item for item in gold if language[item] == tag}
        scores[tag] = round(b_cubed(found, gold, own).f1, 4)
    return scores


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
