"""Complete an erasure: regroup copies, cut records out of the archive, compact the warehouse, and look.

The warehouse and a note record what is unfinished, so that the next run or `parallax erase` completes an
interrupted erasure. It is finished when no file below the data folder holds anything of it.
"""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from extractors.archive.cutting import cut_records, remove_interrupted_cuts
from model import EventMember, PermanentError
from model.counting import counted
from pipeline.grouping.copies import group_new_articles
from pipeline.grouping.embedders import embedder
from pipeline.grouping.overlay import write_grouping
from pipeline.grouping.vectors import embed
from pipeline.handoff import RUNS
from pipeline.keeping.erasure_note import add_to_note, note_path, note_rewritten, read_note, remove_note
from pipeline.keeping.erasure_scope import MOVED, ErasureScope, ErasureTargets, erasure_scope
from pipeline.keeping.holding import Holder, blank, holder_of
from pipeline.keeping.lake import forget_lake_states
from pipeline.keeping.rewriting import write_reports_again
from pipeline.running import progress
from pipeline.running.leftovers import sweep
from pipeline.settings import Settings
from pipeline.staging.archive import archive_file, archive_names, remove_from_archive
from pipeline.staging.store import open_store
from transforms.embedding.embedder import Embedder
from transforms.urls import normalise_url
from warehouse import Connection, open_writer
from warehouse.database.compacting import Compacted, compact
from warehouse.keeping import regrouping
from warehouse.keeping.blocklist_store import cuts, note_cut, note_finished, variants
from warehouse.keeping.contents import archive_files, contents_of, present_passages
from warehouse.keeping.deletion import delete
from warehouse.keeping.regrouping import ScatteredGroup
from warehouse.steps.event_memberships import EventChanges
from warehouse.steps.tallying import tally

VARIANT = "an erased article at another URL"
_OF_A_RUN = "It is of a run that is under way: the next run finishes the erasure."


@dataclass(frozen=True, slots=True, kw_only=True)
class Completion:
    """The archive files that were rewritten, those that were missing, and the bytes of the warehouse.

    `compacted` is None where an earlier completion did all that, and only `held` was left: the files that
    still hold something of it. While there are any, the erasure is not finished.
    """

    rewritten: Sequence[str] = ()
    missing: Sequence[str] = ()
    compacted: Compacted | None = None
    held: Sequence[Holder] = ()


def complete_erasure(settings: Settings, now: datetime, events: Sequence[str] = ()) -> Completion:
    """Remove the last traces from the data folder but the published copy; the caller publishes.

    `events` are those that lost an article. Raises PermanentError where an archive file is damaged.
    """
    with open_writer(settings.warehouse_paths) as connection:
        more = _erase_variants(settings, connection, now)
        is_rewritten = read_note(settings).is_rewritten and not cuts(connection)
    done = Completion() if is_rewritten else _rewrite(settings, [*events, *more], now)
    held = _held(settings)
    for one in held:
        progress.warn(f"erase: not finished: {one.path} {one.why}. {one.remedy}")
    if not held:
        remove_note(settings)
        with open_writer(settings.warehouse_paths) as connection:
            note_finished(connection, now)
    return replace(done, held=held)


def _rewrite(settings: Settings, events: Sequence[str], now: datetime) -> Completion:
    """Rewrite everything that Parallax writes without what was erased, and remove what was left behind."""
    paths = settings.warehouse_paths
    with open_writer(paths) as connection:
        regroup_copies(connection, lambda: embedder(settings), events, now)
        tally(connection)
        rewritten, missing = _cut(settings, connection, now)
    compacted = compact(paths)
    forget_lake_states(settings)
    write_reports_again(settings)
    sweep(settings)
    note_rewritten(settings)
    progress.say(f"erase: {counted(len(rewritten), 'archive file')} rewritten, the warehouse compacted")
    return Completion(rewritten=rewritten, missing=missing, compacted=compacted)


def _held(settings: Settings) -> list[Holder]:
    """Return the files that hold something of what was erased, or cannot be looked into.

    What the warehouse tells of other articles is not looked for. The files of the warehouse, and the archive
    files it refers to, were rewritten; the published copy is replaced next, and the lake after it.
    """
    passages = read_note(settings).passages
    with open_writer(settings.warehouse_paths) as connection:
        sought = sorted(set(passages) - present_passages(connection, passages)) if passages else []
        used = archive_files(connection)
    known = {settings.data / file for file in used}
    known |= {settings.published, settings.writer, note_path(settings)}
    for log in _files(settings.path_in_data("logs")) if sought else ():
        blank(log, sought)
    lake = settings.lake.local_paths if settings.lake else ()
    files = [
        path
        for path in (_files(settings.data) if sought else ())
        if path not in known and not any(path.is_relative_to(own) for own in lake)
    ]
    found = [one for path in files if (one := holder_of(path, sought))]
    found += _held_in_store(settings, sought, used) if sought and settings.store else []
    runs = settings.path_in_data("runs")
    return [replace(one, remedy=_OF_A_RUN) if runs in Path(one.path).parents else one for one in found]


def _held_in_store(settings: Settings, sought: Sequence[str], used: frozenset[str]) -> list[Holder]:
    """Return the files of the store, but those that the warehouse refers to, that hold something of it."""
    names = [name for name in archive_names(settings) if name not in used]
    names += [file.name for file in open_store(settings.store).files(RUNS)]
    found = []
    for name in names:
        with suppress(FileNotFoundError), archive_file(settings, name) as path:
            one = holder_of(path, sought)
            if one:
                remedy = _OF_A_RUN if name.startswith(RUNS) else one.remedy
                found.append(replace(one, path=f"{settings.store}/{name}", remedy=remedy))
    return found


def _remove_moved_for_nothing(settings: Settings, connection: Connection) -> None:
    """Remove copies of shared bodies, made before a deletion that was killed or for what is erased too."""
    used = archive_files(connection)
    moved = (name for name in archive_names(settings) if MOVED in name)
    remove_from_archive(settings, [name for name in moved if name not in used])


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file() and not path.is_symlink())


def delete_targets(
    settings: Settings, connection: Connection, wanted: ErasureTargets, note: str | None, now: datetime
) -> tuple[ErasureScope, dict[str, int], list[str]]:
    """Delete the targets from the warehouse; return the scope, deleted rows by table, and affected events."""
    found = erasure_scope(settings, connection, wanted, now)
    add_to_note(settings, contents_of(connection, found.deletion))
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
    represents them from then on. Corrections are laid over the result: some name other articles now.
    """
    group_new_articles(connection, now)
    scattered = regrouping.scattered_groups(connection)
    changed = {
        *events,
        *regrouping.regrouped_events(connection),
        *(one for row in scattered for one in row.events),
    }
    _embed(connection, model)
    changes = EventChanges(members=[_member(row) for row in scattered])
    write_grouping(connection, changes, now, retitled=changed)
    regrouping.finish_regrouping(connection)


def _member(row: ScatteredGroup) -> EventMember:
    return EventMember(
        event_id=row.event_id,
        article_id=row.article_id,
        score=row.score,
        method_version=row.method_version,
    )


def _embed(connection: Connection, model: Callable[[], Embedder]) -> None:
    """Embed regrouped originals without a vector, with the model of the others."""
    name = regrouping.latest_embedder(connection)
    if name is None or not regrouping.originals_without_vector(connection, name):
        return
    used = model()
    embed(connection, used, regrouping.originals_without_vector(connection, used.name))


def _cut(settings: Settings, connection: Connection, now: datetime) -> tuple[list[str], list[str]]:
    """Cut erased records out of archive files; return the files rewritten and the files missing."""
    remove_interrupted_cuts(settings.path_in_data("archive"))
    _remove_moved_for_nothing(settings, connection)
    rewritten, missing, problems = [], [], []
    for file, offsets in cuts(connection).items():
        try:
            with archive_file(settings, file) as path:
                is_rewritten = cut_records(path, offsets, now)
            if is_rewritten:
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
