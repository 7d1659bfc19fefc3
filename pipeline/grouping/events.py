"""Place new originals in events, and write what changes in the warehouse."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

import numpy as np
from threadpoolctl import threadpool_limits

from transforms.events.centring import VectorSum, language_means, moved_sums
from transforms.events.clusters import WINDOW
from transforms.events.corrections import corrected, kept_apart
from transforms.events.events import Regrouping, most_central, regroup
from transforms.events.features import KINDS, FeatureColumns
from transforms.events.originals import Originals
from transforms.events.tfidf import TermSets
from warehouse import Connection
from warehouse.queries import correction_log
from warehouse.steps import event_groups
from warehouse.steps.event_groups import EventChanges, LanguageSum, WindowColumns


def group_new_originals(
    connection: Connection,
    model_name: str,
    run_id: str,
    now: datetime,
    apart: Iterable[tuple[str, str]] = (),
) -> tuple[int, int]:
    """Put every ungrouped original, with its copies, into an event; return the numbers of both.

    Vectors of the model `model_name` are compared. Pairs of originals in `apart` share no event. A new
    original may show that two events are one, or that one is two: these events change as well.
    """
    spans = event_groups.new_original_spans(connection, model_name, WINDOW)
    if not spans:
        return 0, 0
    columns = event_groups.window(connection, model_name, spans)
    is_new = columns.event_id == ""
    sums = moved_sums(
        event_groups.language_sums(connection, model_name), columns.language[is_new], columns.vector[is_new]
    )
    rows = [_sum_row(model_name, run_id, *one) for one in sums.items()]
    found = regroup_texts(connection, as_originals(columns, sums), now, sums=rows, apart=apart)
    return int(is_new.sum()), len(found.changed_events)


def regroup_texts(
    connection: Connection,
    originals: Originals,
    now: datetime,
    *,
    again: Iterable[int] = (),
    sums: Sequence[LanguageSum] = (),
    apart: Iterable[tuple[str, str]] = (),
) -> Regrouping:
    """Place texts without an event, and rows `again`, by the decision and corrections; write the changes.

    `sums` are the new rows of the languages' sums of vectors; without any, the stored ones stay.
    """
    taken = event_groups.taken_ids(connection, originals.published_s.min(), originals.published_s.max())
    corrections = kept_apart(corrected(correction_log.corrections_in_force(connection)), apart)
    # A second thread of the matrix library would wait busily between many small products.
    with threadpool_limits(limits=1, user_api="blas"):
        found = regroup(originals, corrections=corrections, again=again, taken=taken)
    event_groups.write_events(connection, event_changes(originals, found), now, sums)
    return found


def as_originals(columns: WindowColumns, sums: Mapping[str, VectorSum]) -> Originals:
    """Return what grouping compares; each vector has the mean of its language subtracted."""
    languages = columns.language.tolist()
    vectors = columns.vector
    return Originals(
        article_ids=columns.article_id.tolist(),
        published_s=columns.published_s,
        vectors=language_means(sums).centre(vectors, languages, out=vectors),
        languages=languages,
        features=FeatureColumns(**{kind: _term_sets(columns, kind) for kind in KINDS}),
        event_ids=[event_id or None for event_id in columns.event_id],
        scores=columns.score.tolist(),
    )


def _term_sets(columns: WindowColumns, kind: str) -> TermSets:
    own = columns.features[kind]
    return TermSets(np.append(own.starts, len(own.values)), own.values)


def event_changes(originals: Originals, found: Regrouping) -> EventChanges:
    """Return what to write, with the most central article of each event and of each of its languages."""
    return EventChanges(
        members=found.members,
        aliases=found.aliases,
        central={event_id: central(originals, rows) for event_id, rows in found.changed_events.items()},
    )


def central(originals: Originals, rows: Sequence[int]) -> list[str]:
    """Return the most central article of an event (its rows), then that of each other language."""
    first: dict[str, int] = {}
    for row in most_central(originals, rows):
        first.setdefault(originals.languages[row], row)
    return [originals.article_ids[row] for row in first.values()]


def _sum_row(embedder: str, run_id: str, language: str, seen: VectorSum) -> LanguageSum:
    return LanguageSum(
        embedder=embedder,
        language=language,
        article_count=seen.count,
        total=seen.total.tolist(),
        run_id=run_id,
    )
