"""Correct the grouping by hand: a correction is recorded, applied at once, and holds for all later runs."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from model import Correction, CorrectionKind, PermanentError
from pipeline.grouping.events import as_originals, regroup_texts
from pipeline.running.run_lock import complete_restore
from pipeline.settings import Settings
from transforms.events.centring import moved_sums
from transforms.events.clusters import WINDOW
from transforms.urls import normalise_url
from warehouse import Connection, open_writer
from warehouse.database import publishing
from warehouse.database.transaction import transaction
from warehouse.queries import correction_log
from warehouse.queries.correction_log import ComparableText, GroupedText
from warehouse.queries.explaining import EventRow
from warehouse.steps import event_groups
from warehouse.steps.tallying import tally


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A correction that was made: its number, and the resulting event."""

    number: int
    event_id: str


def merge(settings: Settings, events: Sequence[str], note: str | None, now: datetime) -> Made:
    """Make one event of several; it has the id of the largest.

    Raises PermanentError where one is unknown, or all are the same event already.
    """
    with _corrected(settings) as connection:
        found = {str(row.event_id): row for row in (_event(connection, given) for given in events)}
        if len(found) == 1:
            raise PermanentError(f"{' and '.join(events)} are one event already: give two different ones.")
        first, *others = (_text_of(connection, event) for event in found.values())
        rows = [_correction(CorrectionKind.MERGE, other, first) for other in others]
        return _make(connection, rows, note, now, about=first)


def split(settings: Settings, event: str, articles: Sequence[str], note: str | None, now: datetime) -> Made:
    """Move articles, with their copies, out of an event into a new one.

    Raises PermanentError where one is not in the event, or no other would be left in it.
    """
    with _corrected(settings) as connection:
        found = _event(connection, event)
        texts = {str(text.article_id): text for text in (_text(connection, given) for given in articles)}
        strays = [str(text.title) for text in texts.values() if text.event_id != found.event_id]
        if strays:
            raise PermanentError(
                f"“{strays[0]}” is not in the event {event}: `parallax explain` says where it is."
            )
        leaving = list(texts)
        anchor = _other_than(connection, found, leaving)
        rows = [_correction(CorrectionKind.SPLIT, one, anchor) for one in leaving]
        rows += [_correction(CorrectionKind.PIN, one, leaving[0]) for one in leaving[1:]]
        return _make(connection, rows, note, now, about=leaving[0], again=leaving)


def pin(settings: Settings, article: str, event: str, note: str | None, now: datetime) -> Made:
    """Put an article, with its copies, in an event, whatever grouping decides.

    Raises PermanentError where one is unknown, or the event has no other article.
    """
    with _corrected(settings) as connection:
        own = str(_text(connection, article).article_id)
        anchor = _other_than(connection, _event(connection, event), [own])
        return _make(connection, [_correction(CorrectionKind.PIN, own, anchor)], note, now, about=own)


def withdraw(settings: Settings, number: int, now: datetime) -> None:
    """Withdraw a correction, and group the articles that it named again.

    Raises PermanentError where no such correction is in force, or the articles can no longer be compared.
    """
    with _corrected(settings) as connection:
        with transaction(connection):
            rows = correction_log.withdraw(connection, number, now)
            if not rows:
                raise PermanentError(
                    f"No correction {number} is in force: `parallax events list` shows those that are."
                )
            named = {row.article_id for row in rows}
            texts = _comparable(connection, named, needs_all=False)
        is_merge = rows[0].kind == CorrectionKind.MERGE
        again = [text.article_id for text in texts if is_merge or text.article_id in named]
        _regroup(connection, texts, again, now, margin=WINDOW)


def _make(
    connection: Connection,
    rows: Sequence[Correction],
    note: str | None,
    now: datetime,
    *,
    about: str,
    again: Sequence[str] = (),
) -> Made:
    """Record a correction and apply it."""
    texts = _comparable(
        connection, {article for row in rows for article in (row.article_id, row.anchor_article_id)}
    )
    number = correction_log.keep(connection, rows, note, now)
    _regroup(connection, texts, again, now)
    text = correction_log.find_text(connection, about, about)
    return Made(number=number, event_id=str(text.event_id) if text else "")


def _comparable(
    connection: Connection, named: AbstractSet[str], *, needs_all: bool = True
) -> list[ComparableText]:
    """Return the texts in the events of the named articles, of the embedder that made most of their vectors.

    Raises PermanentError where none of them has a vector, or with `needs_all` where one has none.
    """
    by_embedder: dict[str, list[ComparableText]] = defaultdict(list)
    for text in correction_log.texts_beside(connection, sorted(named)):
        by_embedder[text.embedder].append(text)
    found = {name: named & {text.article_id for text in texts} for name, texts in by_embedder.items()}
    most = max(found, key=lambda name: len(found[name]), default="")
    if found.get(most) and (found[most] == named or not needs_all):
        return by_embedder[most]
    raise PermanentError(
        "These articles cannot be compared any more, so nothing was changed: their vectors have expired "
        "(PARALLAX_KEEP_VECTOR_DAYS) or are of different models (PARALLAX_EMBEDDER)."
    )


def _regroup(
    connection: Connection,
    texts: Sequence[ComparableText],
    again: Sequence[str],
    now: datetime,
    margin: timedelta | None = None,
) -> None:
    """Group the articles `again` anew in their events, with a `margin` in all events within that time."""
    embedder = texts[0].embedder
    times = [text.published_at for text in texts if text.article_id in set(again)]
    spans = [(min(times) - margin, max(times) + margin)] if margin else []
    events = sorted({text.event_id for text in texts})
    columns = event_groups.window(connection, embedder, spans, events)
    originals = as_originals(columns, moved_sums(event_groups.language_sums(connection, embedder), [], []))
    row_of = {article_id: row for row, article_id in enumerate(originals.article_ids)}
    regroup_texts(connection, originals, now, again=[row_of[article] for article in again])


def _event(connection: Connection, given: str) -> EventRow:
    found = correction_log.find_event(connection, given)
    if found is None:
        raise PermanentError(
            f"{given} is not an event in the warehouse: take an id from `parallax sql 'FROM event_summary'`."
        )
    return found


def _text_of(connection: Connection, event: EventRow) -> str:
    """Return the article that represents an event in comparisons."""
    text = correction_log.another_text(connection, str(event.event_id), [])
    if text is None:
        raise PermanentError(
            f"The event “{event.title}” cannot be compared any more, so nothing was changed: the vectors "
            "of its articles have expired (PARALLAX_KEEP_VECTOR_DAYS)."
        )
    return text


def _text(connection: Connection, given: str) -> GroupedText:
    found = correction_log.find_text(connection, given, normalise_url(given) or given)
    if found is None:
        raise PermanentError(f"{given} is not an article in an event: give the URL or the id of one that is.")
    if found.embedder is None:
        raise PermanentError(
            f"{given} cannot be compared any more, so nothing was changed: its vector has expired "
            "(PARALLAX_KEEP_VECTOR_DAYS)."
        )
    return found


def _other_than(connection: Connection, event: EventRow, articles: Sequence[str]) -> str:
    """Return the article that represents an event without the given ones."""
    anchor = correction_log.another_text(connection, str(event.event_id), articles)
    if anchor is None:
        raise PermanentError(f"The event “{event.title}” has no article but those given: it would be empty.")
    return anchor


@contextmanager
def _corrected(settings: Settings) -> Iterator[Connection]:
    """Open the writer's file for a correction, then update the counts and publish."""
    complete_restore(settings)
    paths = settings.warehouse_paths
    with open_writer(paths) as connection:
        yield connection
        tally(connection)
    publishing.publish(paths)


def _correction(kind: CorrectionKind, article_id: str, anchor_id: str) -> Correction:
    return Correction(kind=kind, article_id=article_id, anchor_article_id=anchor_id)
