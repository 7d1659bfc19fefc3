"""Correct the grouping by hand: a correction is recorded, applied at once, and holds for all later runs."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from model import Correction, CorrectionKind, PermanentError
from pipeline.grouping.overlay import NOTHING, lay_over
from pipeline.running.run_lock import complete_restore
from pipeline.settings import Settings
from pipeline.staging.published import publish, require_writer_here
from transforms.events.corrections import overlay
from transforms.urls import normalise_url
from warehouse import Connection, open_writer
from warehouse.database.transaction import rehearsal, transaction
from warehouse.queries import correction_log
from warehouse.queries.correction_log import GroupedText, MovedArticle
from warehouse.queries.explaining import EventRow
from warehouse.steps.event_memberships import stage_grouped
from warehouse.steps.tallying import tally


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A correction that was made or would be: its number, the resulting event, and the articles it moved."""

    number: int
    event_id: str
    moved: Sequence[MovedArticle]


def merge(
    settings: Settings, events: Sequence[str], note: str | None, now: datetime, *, is_rehearsal: bool = False
) -> Made:
    """Make one event of several; it has the id of the one with most articles.

    A rehearsal returns what would move, and changes nothing.
    Raises PermanentError where one is unknown, or all are the same event already.
    """
    with _corrected(settings, is_rehearsal=is_rehearsal) as connection:
        found = {row.event_id: row for row in (_event(connection, given) for given in events)}
        if len(found) == 1:
            raise PermanentError(f"{' and '.join(events)} are one event already: give two different ones.")
        largest, *others = sorted(found.values(), key=lambda row: -row.article_count)
        anchor = _text_of(connection, largest)
        rows = [_correction(CorrectionKind.MERGE, _text_of(connection, row), anchor) for row in others]
        return _make(connection, rows, note, now, about=anchor, is_rehearsal=is_rehearsal)


def split(
    settings: Settings,
    event: str,
    articles: Sequence[str],
    note: str | None,
    now: datetime,
    *,
    is_rehearsal: bool = False,
) -> Made:
    """Move articles, with their copies, out of an event into a new one.

    A rehearsal returns what would move, and changes nothing.
    Raises PermanentError where one is not in the event, or no other would be left in it.
    """
    with _corrected(settings, is_rehearsal=is_rehearsal) as connection:
        found = _event(connection, event)
        texts = {str(text.article_id): text for text in (_text(connection, given) for given in articles)}
        strays = [str(text.title) for text in texts.values() if text.event_id != found.event_id]
        if strays:
            raise PermanentError(
                f"“{strays[0]}” is not in the event {event}: `parallax explain` says where it is."
            )
        leaving = list(texts)
        anchor = _text_of(connection, found, leaving)
        rows = [_correction(CorrectionKind.SPLIT, one, anchor) for one in leaving]
        rows += [_correction(CorrectionKind.PIN, one, leaving[0]) for one in leaving[1:]]
        return _make(connection, rows, note, now, about=leaving[0], is_rehearsal=is_rehearsal)


def pin(settings: Settings, article: str, event: str, note: str | None, now: datetime) -> Made:
    """Put an article, with its copies, in an event, whatever grouping decides.

    Raises PermanentError where one is unknown, or the event has no other article.
    """
    with _corrected(settings) as connection:
        own = str(_text(connection, article).article_id)
        anchor = _text_of(connection, _event(connection, event), [own])
        return _make(connection, [_correction(CorrectionKind.PIN, own, anchor)], note, now, about=own)


def withdraw(settings: Settings, number: int, now: datetime) -> Sequence[MovedArticle]:
    """Withdraw a correction: all is as if it had never been made. Return the articles that moved.

    Raises PermanentError where no such correction is in force.
    """
    with _corrected(settings) as connection, transaction(connection):
        if not correction_log.withdraw(connection, number, now):
            raise PermanentError(
                f"No correction {number} is in force: `parallax events list` shows those that are."
            )
        return _lay_over(connection, now)


def _make(
    connection: Connection,
    rows: Sequence[Correction],
    note: str | None,
    now: datetime,
    *,
    about: str,
    is_rehearsal: bool = False,
) -> Made:
    """Record a correction and apply it."""
    with (rehearsal if is_rehearsal else transaction)(connection):
        number = correction_log.keep(connection, rows, note, now)
        moved = _lay_over(connection, now)
        text = correction_log.find_text(connection, about, about)
    return Made(number=number, event_id=str(text.event_id) if text else "", moved=moved)


def _lay_over(connection: Connection, now: datetime) -> Sequence[MovedArticle]:
    lay_over(connection, NOTHING, now)
    return correction_log.moved_articles(connection)


def _event(connection: Connection, given: str) -> EventRow:
    found = correction_log.find_event(connection, given)
    if found is None:
        raise PermanentError(
            f"{given} is not an event in the warehouse: take an id from `parallax sql 'FROM event_summary'`."
        )
    return found


def _text(connection: Connection, given: str) -> GroupedText:
    found = correction_log.find_text(connection, given, normalise_url(given) or given)
    if found is None:
        raise PermanentError(f"{given} is not an article in an event: give the URL or the id of one that is.")
    return found


def _text_of(connection: Connection, event: EventRow, but: Sequence[str] = ()) -> str:
    """Return the original that a correction names for an event, other than those in `but`.

    It should be in the event whatever other correction is withdrawn: the text for which a split made the
    event, or else one that grouping put there, if there is one.
    """
    grouped = stage_grouped(connection, [])
    founder = overlay(grouped, correction_log.corrections_in_force(connection)).founders.get(
        str(event.event_id)
    )
    named = correction_log.original_of(connection, founder) if founder else None
    if named and named not in but:
        return named
    other = correction_log.another_text(connection, str(event.event_id), but)
    if other is None:
        raise PermanentError(f"The event “{event.title}” has no article but those given: it would be empty.")
    return other


@contextmanager
def _corrected(settings: Settings, *, is_rehearsal: bool = False) -> Iterator[Connection]:
    """Open the writer's file for a correction, then update the counts and publish, but for a rehearsal."""
    require_writer_here(settings)
    complete_restore(settings)
    paths = settings.warehouse_paths
    with open_writer(paths) as connection:
        yield connection
        if not is_rehearsal:
            tally(connection)
    if not is_rehearsal:
        publish(settings)


def _correction(kind: CorrectionKind, article_id: str, anchor_id: str) -> Correction:
    return Correction(kind=kind, article_id=article_id, anchor_article_id=anchor_id)
