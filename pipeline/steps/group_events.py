"""Group the new originals of a run into events, by the vectors that `embed` made, and events into stories."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from threadpoolctl import threadpool_limits

from model import PermanentError
from model.counting import counted
from pipeline.grouping.embedders import model_name
from pipeline.grouping.originals import as_originals, central
from pipeline.grouping.overlay import NOTHING, write_grouping
from pipeline.handoff import EMBEDDED_TEXTS, Batch
from pipeline.running import progress
from pipeline.settings import Settings
from transforms.events.centring import VectorSum, moved_sums
from transforms.events.events import GROUPED_AS_A_WHOLE, MOST_REACH, Regrouping, regroup
from transforms.events.nearest import WINDOW
from transforms.events.originals import Originals
from warehouse import Connection, open_writer
from warehouse.queries import correction_log
from warehouse.steps import event_groups
from warehouse.steps.event_groups import LanguageSum, Span
from warehouse.steps.event_memberships import Closeness, EventChanges


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupedEvents:
    """How many originals were new, and how many events they changed."""

    original_count: int = 0
    event_count: int = 0

    def report(self) -> str:
        """Return the line that a run shows of it."""
        return (
            f"events: {counted(self.original_count, 'new original')} in {counted(self.event_count, 'event')}"
        )


def group_events(settings: Settings, embedded: Sequence[str], now: datetime) -> str:
    """Group every original that is in no event, with the vectors that `embed` made; return the run's folder.

    Raises PermanentError where workers embedded with different models, whose vectors cannot be compared.
    """
    batches = [Batch.at(path) for path in embedded]
    folder = batches[0].folder
    models: set[str] = set()
    with open_writer(settings.warehouse_paths) as connection:
        for batch in batches:
            vectors = EMBEDDED_TEXTS.read(folder, batch.number)
            models.update(one.embedder for one in vectors)
            _require_one(models)
            event_groups.write_vectors(connection, vectors)
        model = next(iter(models), model_name(settings))
        grouped = group_new_originals(connection, model, folder.run_id, now)
    progress.say(grouped.report())
    return str(folder.path)


def _require_one(models: set[str]) -> None:
    if len(models) > 1:
        raise PermanentError(
            f"Workers embedded texts with different models ({', '.join(sorted(models))}), whose vectors "
            "cannot be compared: set PARALLAX_EMBEDDER alike on all machines."
        )


def group_new_originals(connection: Connection, embedder: str, run_id: str, now: datetime) -> GroupedEvents:
    """Put every ungrouped original, with its copies, into an event.

    Vectors of the model `embedder` are compared. A new original may show that two events are one, or that
    one is two: these events change as well. Corrections are laid over the result.
    """
    spans, reach = _spans(connection, embedder)
    if not spans:
        # A text that a correction names may have become the copy of another.
        if correction_log.has_corrections(connection):
            write_grouping(connection, NOTHING, now)
        return GroupedEvents()
    columns = event_groups.window(connection, embedder, spans)
    is_new = columns.event_id == ""
    sums = moved_sums(
        event_groups.language_sums(connection, embedder), columns.language[is_new], columns.vector[is_new]
    )
    rows = [_sum_row(embedder, run_id, *one) for one in sums.items()]
    originals = as_originals(columns, embedder, sums)
    found = _regrouped(connection, originals, reach)
    write_grouping(connection, event_changes(originals, found), now, sums=rows)
    return GroupedEvents(original_count=int(is_new.sum()), event_count=len(found.changed_events))


def _spans(connection: Connection, embedder: str) -> tuple[list[Span], timedelta]:
    """Return the spans of time to read around new originals, and how far from these texts are grouped again.

    Where little is to be read these reach far, so that the result depends on the texts alone.
    """
    spans, found = event_groups.new_original_spans(connection, embedder, WINDOW), timedelta(0)
    # The shortest first: where much is to be read, one look is enough.
    for reach in (WINDOW, MOST_REACH / 2, MOST_REACH) if spans else ():
        further = event_groups.new_original_spans(connection, embedder, reach + WINDOW)
        if event_groups.text_count(connection, embedder, further) > GROUPED_AS_A_WHOLE:
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
