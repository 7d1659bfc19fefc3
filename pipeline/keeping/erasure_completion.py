"""Complete an erasure: regroup copies, cut records out of the archive, compact the warehouse.

The warehouse records what is unfinished, so that the next run or `parallax erase` completes an interrupted
erasure.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from extractors.archive.cutting import cut_records, remove_interrupted_cuts
from model import EventMember, PermanentError
from pipeline.grouping.copies import group_new_articles
from pipeline.grouping.embedders import embedder
from pipeline.grouping.events import as_originals, central
from pipeline.grouping.vectors import embed
from pipeline.keeping.erasure_scope import ErasureScope, ErasureTargets, erasure_scope
from pipeline.running import progress
from pipeline.settings import Settings
from transforms.embedding.embedder import Embedder
from transforms.events.centring import moved_sums
from transforms.urls import normalise_url
from warehouse import Connection, open_writer
from warehouse.database.compacting import Compacted, compact
from warehouse.keeping import regrouping
from warehouse.keeping.blocklist_store import cuts, note_cut, variants
from warehouse.keeping.deletion import delete
from warehouse.keeping.regrouping import ScatteredGroup
from warehouse.steps import event_groups
from warehouse.steps.tallying import tally

VARIANT = "an erased article at another URL"


@dataclass(frozen=True, slots=True, kw_only=True)
class Completion:
    """The archive files that were rewritten, those that were missing, and the bytes of the warehouse."""

    rewritten: Sequence[str]
    missing: Sequence[str]
    compacted: Compacted


def complete_erasure(settings: Settings, now: datetime, events: Sequence[str] = ()) -> Completion:
    """Remove the last traces from the writer's file and the archive; the caller publishes.

    `events` are those that lost an article. Raises PermanentError where an archive file is damaged.
    """
    paths = settings.warehouse_paths
    with open_writer(paths) as connection:
        more = _erase_variants(settings, connection, now)
        regroup_copies(connection, lambda: embedder(settings), [*events, *more], now)
        tally(connection)
        rewritten, missing = _cut(settings, connection, now)
    compacted = compact(paths, finished_at=now)
    progress.say(f"erase: {len(rewritten)} archive files rewritten, the warehouse compacted")
    return Completion(rewritten=rewritten, missing=missing, compacted=compacted)


def delete_targets(
    settings: Settings, connection: Connection, wanted: ErasureTargets, note: str | None, now: datetime
) -> tuple[ErasureScope, dict[str, int], list[str]]:
    """Delete the targets from the warehouse; return the scope, deleted rows by table, and affected events."""
    found = erasure_scope(settings, connection, wanted, now)
    counts, events = delete(connection, found.deletion, note, now)
    return found, counts, events


def _erase_variants(settings: Settings, connection: Connection, now: datetime) -> list[str]:
    """Erase pages that reading refused because they are an erased article at another URL."""
    urls = tuple(url for key in variants(connection) if (url := normalise_url(key)))
    return delete_targets(settings, connection, ErasureTargets(urls=urls), VARIANT, now)[2] if urls else []


def regroup_copies(
    connection: Connection, model: Callable[[], Embedder], events: Sequence[str], now: datetime
) -> None:
    """Regroup copies whose original was erased, and repair their events and those of `events`.

    The copies stay in their event, unless they turn out to copy a text of another event. The new original
    represents them from then on.
    """
    group_new_articles(connection, now)
    scattered = regrouping.scattered_groups(connection)
    changed = {
        *events,
        *regrouping.regrouped_events(connection),
        *(one for row in scattered for one in row.events),
    }
    name = _embed(connection, model)
    if name is not None:
        _centre(connection, name, changed, scattered, now)
    regrouping.finish_regrouping(connection)


def _centre(
    connection: Connection,
    embedder_name: str,
    events: Collection[str],
    scattered: Sequence[ScatteredGroup],
    now: datetime,
) -> None:
    """Move scattered groups into one event, and choose each event's most central texts anew."""
    columns = event_groups.window(connection, embedder_name, [], sorted(events))
    if not len(columns.article_id):
        return
    sums = moved_sums(event_groups.language_sums(connection, embedder_name), [], [])
    originals = as_originals(columns, sums)
    moved = {article_id: row.event_id for row in scattered for article_id in row.articles}
    rows: dict[str, list[int]] = defaultdict(list)
    for row, (article_id, event_id) in enumerate(
        zip(originals.article_ids, originals.event_ids, strict=True)
    ):
        rows[moved.get(article_id) or event_id or ""].append(row)
    changes = event_groups.EventChanges(
        members=[_member(row) for row in scattered],
        aliases={},
        central={event: central(originals, own) for event, own in rows.items()},
    )
    event_groups.write_events(connection, changes, now)


def _member(row: ScatteredGroup) -> EventMember:
    return EventMember(
        event_id=row.event_id,
        article_id=row.article_id,
        score=row.score,
        method_version=row.method_version,
    )


def _embed(connection: Connection, model: Callable[[], Embedder]) -> str | None:
    """Embed regrouped originals without a vector, with the model of the others; return its name."""
    name = regrouping.latest_embedder(connection)
    if name is None or not regrouping.originals_without_vector(connection, name):
        return name
    used = model()
    embed(connection, used, regrouping.originals_without_vector(connection, used.name))
    return used.name


def _cut(settings: Settings, connection: Connection, now: datetime) -> tuple[list[str], list[str]]:
    """Cut erased records out of archive files; return the files rewritten and the files missing."""
    remove_interrupted_cuts(settings.path_in_data("archive"))
    rewritten, missing, problems = [], [], []
    for file, offsets in cuts(connection).items():
        try:
            if cut_records(settings.data / file, offsets, now):
                rewritten.append(file)
        except FileNotFoundError:
            missing.append(file)
        except PermanentError as error:
            problems.append(str(error))
            continue
        note_cut(connection, file)
    if problems:
        raise PermanentError("\n".join(problems))
    return rewritten, missing
