"""Which event lives on in which group after texts were grouped anew."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from uuid import NAMESPACE_URL, uuid5


@dataclass(frozen=True, slots=True, kw_only=True)
class Succession:
    """The id of each group, and of each event that is no more the one that its larger part is in."""

    names: Mapping[int, str]
    aliases: Mapping[str, str]


def succession(
    articles: Sequence[str], before: Mapping[str, str], after: Mapping[str, int], taken: Collection[str]
) -> Succession:
    """Return the ids of groups: an event lives on in its larger part, a group as the event it has most of.

    `articles` come as they were published and decide between equals. `before` has the events of those that
    had one, `after` the groups of all. A group without a past gets the id of its first article, or one made
    from it where that is `taken`.
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
