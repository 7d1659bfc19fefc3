"""Write which articles are in which event: by grouping, and by the corrections laid over it.

Everything here is part of one transaction, which the caller begins: first what grouping decided is staged,
then articles move, then the rows of the events that changed follow.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

import duckdb

from model import EventMember
from warehouse.database.rows import Float32, UuidText, rows, stage
from warehouse.database.statements import execute, execute_all
from warehouse.steps.event_groups import LanguageSum

# Memberships come first, because the rows of events are made from them.
MOVE = (
    "events/stage_shown",
    "events/stage_moved",
    "events/stage_left",
    "events/keep_memberships",
    "events/leave",
    "events/join",
    "events/uncorrected",
)
DESCRIBE = (
    "events/keep_titles",
    "events/empty_events",
    "events/event",
    "events/forget_titles",
    "events/event_title",
    "events/grouped_alias",
    "events/corrected_alias",
    "events/related",
    "events/untallied",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Closeness:
    """What grouping keeps of a text: its highest products with other texts."""

    article_id: UuidText
    published_s: float
    products: Sequence[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class EventChanges:
    """What grouping found: memberships that changed, and events that live on in others (`aliases`).

    `central` has the most central article of each changed event, then that of each of its other languages.
    `closeness` is what the next grouping continues from.
    """

    members: Sequence[EventMember] = ()
    aliases: Mapping[str, str] = field(default_factory=dict)
    central: Mapping[str, Sequence[str]] = field(default_factory=dict)
    closeness: Sequence[Closeness] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class EarliestText:
    """The earliest original of an event in a language."""

    event_id: str
    language: str
    article_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Member:
    event_id: UuidText
    article_id: UuidText
    score: Float32
    method_version: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Corrected:
    text_id: UuidText
    event_id: UuidText
    score: Float32
    method_version: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Central:
    event_id: UuidText
    article_id: UuidText
    is_representative: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _Alias:
    old_event_id: UuidText
    event_id: UuidText


def stage_grouped(connection: duckdb.DuckDBPyConnection, members: Sequence[EventMember]) -> dict[str, str]:
    """Stage new and changed memberships, with all that corrections reach; return the event of each text.

    These are the events that grouping alone gives. A text is an original with its copies, by the id of their
    group.
    """
    staged = [
        _Member(
            event_id=one.event_id,
            article_id=one.article_id,
            score=one.score,
            method_version=one.method_version,
        )
        for one in members
    ]
    stage(connection, "stage_member", _Member, staged)
    execute(connection, "events/stage_grouped")
    return dict(execute(connection, "events/grouped_texts").fetchall())


def move(
    connection: duckdb.DuckDBPyConnection, corrected: Mapping[str, str], method_version: str, at: datetime
) -> list[str]:
    """Move what is staged to its events, and the texts `corrected` to theirs; return the events changed."""
    staged = [
        _Corrected(text_id=text, event_id=event, score=1, method_version=method_version)
        for text, event in corrected.items()
    ]
    stage(connection, "stage_corrected", _Corrected, staged)
    execute_all(connection, MOVE, at=at)
    return [event for (event,) in execute(connection, "events/changed_events").fetchall()]


def describe(
    connection: duckdb.DuckDBPyConnection,
    central: Mapping[str, Sequence[str]],
    grouped_aliases: Mapping[str, str],
    corrected_aliases: Mapping[str, str],
    at: datetime,
) -> None:
    """Write the rows of the events that changed, from their most central articles (see `EventChanges`).

    Events that ended live on by the aliases of grouping and of corrections; the latter are all there are.
    """
    staged = [
        _Central(event_id=event_id, article_id=article_id, is_representative=rank == 0)
        for event_id, articles in central.items()
        for rank, article_id in enumerate(articles)
    ]
    stage(connection, "stage_central", _Central, staged)
    for table, aliases in (("stage_alias", grouped_aliases), ("stage_led", corrected_aliases)):
        stage(
            connection,
            table,
            _Alias,
            [_Alias(old_event_id=old, event_id=new) for old, new in aliases.items()],
        )
    execute_all(connection, DESCRIBE, at=at)


def earliest_texts(connection: duckdb.DuckDBPyConnection, events: Collection[str]) -> list[EarliestText]:
    """Return the earliest original of some events in each of their languages, the earliest of all first."""
    return rows(execute(connection, "events/earliest", events=sorted(events)), EarliestText)


def write_closeness(connection: duckdb.DuckDBPyConnection, closeness: Sequence[Closeness]) -> None:
    """Store what grouping keeps of texts for the next run."""
    stage(connection, "stage_closeness", Closeness, closeness)
    execute(connection, "events/closeness")


def write_sums(connection: duckdb.DuckDBPyConnection, sums: Sequence[LanguageSum]) -> None:
    """Store the sums of vectors of languages instead of all of their embedder; without any, nothing."""
    stage(connection, "stage_sum", LanguageSum, sums)
    connection.execute("DELETE FROM language_mean WHERE embedder IN (SELECT embedder FROM stage_sum)")
    connection.execute("INSERT INTO language_mean BY NAME FROM stage_sum")
