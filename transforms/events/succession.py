"""Which group continues which event after texts were grouped again."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from uuid import NAMESPACE_URL, uuid5


@dataclass(frozen=True, slots=True, kw_only=True)
class Succession:
    """The event id of each group, and for each event that ended the one that its largest part is in now."""

    names: Mapping[int, str]
    aliases: Mapping[str, str]


def succession(
    articles: Sequence[str], before: Mapping[str, str], after: Mapping[str, int], taken: Collection[str]
) -> Succession:
    """Return the ids of groups: a group continues the event of which it has the largest part.

    An event continues in the group with its largest part. `articles` are in the order of publication, which
    decides between equals. `before` has the events of those that had one, `after` the groups of all. A new
    group gets the id of its first article, or an id made from it where that is `taken`.
    """
    claims: dict[int, Counter[str]] = defaultdict(Counter)
    for event_id, groups in _parts(articles, before, after).items():
        group, size = groups.most_common(1)[0]
        claims[group][event_id] = size
    names = {group: events.most_common(1)[0][0] for group, events in claims.items()}
    aliases = {
        event_id: names[group]
        for group, events in claims.items()
        for event_id in events
        if event_id != names[group]
    }
    used = {*taken, *before.values()}
    for article in articles:
        if after[article] not in names:
            name = next(name for name in _fresh(article) if name not in used)
            names[after[article]] = name
            used.add(name)
    return Succession(names=names, aliases=aliases)


def _parts(
    articles: Sequence[str], before: Mapping[str, str], after: Mapping[str, int]
) -> dict[str, Counter[int]]:
    """Return how many articles of each event are in which group."""
    parts: dict[str, Counter[int]] = defaultdict(Counter)
    for article in articles:
        if article in before:
            parts[before[article]][after[article]] += 1
    return parts


def _fresh(article: str) -> Iterator[str]:
    yield article
    for number in count(2):
        yield str(uuid5(NAMESPACE_URL, f"{article}#{number}"))
