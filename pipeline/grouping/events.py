"""Place new originals in events, and write what changes in the warehouse."""

from datetime import datetime, timedelta

from threadpoolctl import threadpool_limits

from pipeline.grouping.originals import as_originals, central
from pipeline.grouping.overlay import NOTHING, write_grouping
from transforms.events.centring import VectorSum, moved_sums
from transforms.events.events import GROUPED_AS_A_WHOLE, MOST_REACH, Regrouping, regroup
from transforms.events.nearest import WINDOW
from transforms.events.originals import Originals
from warehouse import Connection
from warehouse.queries import correction_log
from warehouse.steps import event_groups
from warehouse.steps.event_groups import LanguageSum, Span
from warehouse.steps.event_memberships import Closeness, EventChanges


def group_new_originals(
    connection: Connection, model_name: str, run_id: str, now: datetime
) -> tuple[int, int]:
    """Put every ungrouped original, with its copies, into an event; return the numbers of both.

    Vectors of the model `model_name` are compared. A new original may show that two events are one, or that
    one is two: these events change as well. Corrections are laid over the result.
    """
    spans, reach = _spans(connection, model_name)
    if not spans:
        # A text that a correction names may have become the copy of another.
        if correction_log.has_corrections(connection):
            write_grouping(connection, NOTHING, now)
        return 0, 0
    columns = event_groups.window(connection, model_name, spans)
    is_new = columns.event_id == ""
    sums = moved_sums(
        event_groups.language_sums(connection, model_name), columns.language[is_new], columns.vector[is_new]
    )
    rows = [_sum_row(model_name, run_id, *one) for one in sums.items()]
    originals = as_originals(columns, model_name, sums)
    found = _regrouped(connection, originals, reach)
    write_grouping(connection, event_changes(originals, found), now, sums=rows)
    return int(is_new.sum()), len(found.changed_events)


def _spans(connection: Connection, model_name: str) -> tuple[list[Span], timedelta]:
    """Return the spans of time to read around new originals, and how far from these texts are grouped again.

    Where little is to be read these reach far, so that the result depends on the texts alone.
    """
    spans, found = event_groups.new_original_spans(connection, model_name, WINDOW), timedelta(0)
    # The shortest first: where much is to be read, one look is enough.
    for reach in (WINDOW, MOST_REACH / 2, MOST_REACH) if spans else ():
        further = event_groups.new_original_spans(connection, model_name, reach + WINDOW)
        if event_groups.text_count(connection, model_name, further) > GROUPED_AS_A_WHOLE:
            break
        spans, found = further, reach
    return spans, found


def _regrouped(connection: Connection, originals: Originals, reach: timedelta) -> Regrouping:
    apart = event_groups.apart_pairs(connection)
    taken = event_groups.taken_ids(connection, originals.published_s.min(), originals.published_s.max())
    # A second thread of the matrix library would wait busily between many small products.
    with threadpool_limits(limits=1, user_api="blas"):
        return regroup(originals, apart=apart, taken=taken, reach=reach)


def event_changes(originals: Originals, found: Regrouping) -> EventChanges:
    """Return what to write, with the most central article of each event and of each of its languages."""
    return EventChanges(
        members=found.members,
        aliases=found.aliases,
        central={
            event_id: [*central(originals, rows).values()] for event_id, rows in found.changed_events.items()
        },
        closeness=[
            Closeness(
                article_id=originals.article_ids[row],
                published_s=float(originals.published_s[row]),
                products=products,
            )
            for row, products in found.products.items()
        ],
    )


def _sum_row(embedder: str, run_id: str, language: str, seen: VectorSum) -> LanguageSum:
    return LanguageSum(
        embedder=embedder,
        language=language,
        article_count=seen.count,
        total=seen.total.tolist(),
        run_id=run_id,
    )
