"""People's corrections, laid over the grouping: grouping never sees them, so each can be taken back exactly.

Texts are originals, each for itself and its copies. What is shown follows from what grouping alone decided
and from the corrections in force, in the order in which they were made, and from nothing else.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count
from uuid import NAMESPACE_URL, uuid5

from model import Correction, CorrectionKind

# The method of memberships that a person decided.
CORRECTED = "correction"


@dataclass(frozen=True, slots=True)
class Overlay:
    """What corrections change of a grouping.

    `moved` has the event of each text that is shown in another one than grouping's; `aliases` lead from the
    ids of events that corrections ended to the events that their texts are in; `founders` has for each event
    that a split made the text that it was made for, where that is still in it.
    """

    moved: Mapping[str, str] = field(default_factory=dict)
    aliases: Mapping[str, str] = field(default_factory=dict)
    founders: Mapping[str, str] = field(default_factory=dict)

    def touched(self, grouped: Mapping[str, str]) -> set[str]:
        """Return the events whose texts are not those that grouping gave them."""
        return {*self.moved.values(), *(grouped[text] for text in self.moved)}


def overlay(grouped: Mapping[str, str], corrections: Iterable[Sequence[Correction]]) -> Overlay:
    """Return what corrections, each of one or more rows, change of the grouping `grouped` (text to event).

    `grouped` has all texts of every event with a text that a correction names. A correction of texts that
    are not in it changes nothing.
    """
    shown = _Shown(grouped)
    for rows in corrections:
        shown.correct(rows)
    return Overlay(
        moved={text: event for text, event in shown.event_of.items() if event != grouped[text]},
        aliases=shown.aliases(),
        founders={event: text for event, text in shown.founders.items() if shown.event_of[text] == event},
    )


class _Shown:
    """The events of texts while corrections are applied."""

    def __init__(self, grouped: Mapping[str, str]) -> None:
        self.event_of = dict(grouped)
        self.founders: dict[str, str] = {}
        self._grouped = grouped
        self._members: dict[str, set[str]] = defaultdict(set)
        for text, event in grouped.items():
            self._members[event].add(text)
        # The texts by which an event that ended is followed: those that grouping gave it, and of an event
        # that a correction made, those that were in it last.
        self._followed = {event: sorted(texts) for event, texts in self._members.items()}
        self._of_grouping = frozenset(self._followed)

    def correct(self, rows: Sequence[Correction]) -> None:
        """Apply one correction; an event that begins and ends within it leaves no trace."""
        begun: set[str] = set()
        for row in rows:
            if not {row.article_id, row.anchor_article_id} <= self.event_of.keys():
                continue
            before, target = (self.event_of[text] for text in (row.article_id, row.anchor_article_id))
            if before not in self._of_grouping and before not in begun:
                self._followed[before] = sorted(self._members[before])
            if row.kind is CorrectionKind.SPLIT:
                begun |= self._split(row.article_id, row.anchor_article_id)
            else:
                is_merge = row.kind is CorrectionKind.MERGE
                self._move([*self._members[before]] if is_merge else [row.article_id], target)

    def aliases(self) -> dict[str, str]:
        """Return where most texts of each event that has none any more are now."""
        return {
            event: Counter(self.event_of[text] for text in texts).most_common(1)[0][0]
            for event, texts in self._followed.items()
            if not self._members[event]
        }

    def _split(self, text: str, anchor: str) -> set[str]:
        """Move a text to an event of its own, where it is still in its anchor's; return that event."""
        if text == anchor or self.event_of[text] != self.event_of[anchor]:
            return set()
        event = next(event for event in self._own_events(text) if not self._members[event])
        self._move([text], event)
        self.founders[event] = text
        return {event}

    def _own_events(self, text: str) -> Iterator[str]:
        """Yield the ids that an event of this text may have: grouping's, then such as are never given."""
        grouped = self._grouped[text]
        if self._followed[grouped] == [text]:
            yield grouped
        for number in count(1):
            yield str(uuid5(NAMESPACE_URL, f"{text}#split{number}"))

    def _move(self, texts: Iterable[str], event: str) -> None:
        for text in texts:
            self._members[self.event_of[text]].discard(text)
            self._members[event].add(text)
            self.event_of[text] = event
