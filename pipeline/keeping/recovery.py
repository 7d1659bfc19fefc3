"""What a new run does about dead ones: remove what they left, publish what they loaded."""

from datetime import datetime

from pipeline.handoff import RunFolder, RunKind
from pipeline.keeping.dead_runs import folders_of_runs, remove_dead_runs
from pipeline.keeping.erasure_completion import complete_erasure
from pipeline.keeping.erasure_note import note_path
from pipeline.running import progress
from pipeline.running.leftovers import sweep
from pipeline.running.run_lock import complete_restore
from pipeline.settings import Settings
from pipeline.staging.published import publish, push_published
from warehouse import open_writer
from warehouse.database.publishing import is_published
from warehouse.keeping.blocklist_store import is_unfinished
from warehouse.steps.loading import loaded_run_ids, record_abandoned


def recover(settings: Settings, current: RunFolder, kind: RunKind | None, now: datetime) -> None:
    """Remove what dead runs left, record them as abandoned, and publish what one loaded but never published.

    A restore or an erasure that was interrupted is completed. `kind` is that of the `current` run; None where
    nothing else works on the data folder.
    """
    complete_restore(settings)
    sweep(settings)
    paths = settings.warehouse_paths
    with open_writer(paths) as connection:
        folders, loaded = folders_of_runs(settings), loaded_run_ids(connection)
        lost = remove_dead_runs(folders, current.run_id, kind, loaded, now)
        record_abandoned(connection, lost, now)
        is_erasing = is_unfinished(connection) or note_path(settings).exists()
    if lost:
        progress.say(f"plan: removed what {len(lost)} dead run(s) left behind")
    if is_erasing:
        complete_erasure(settings, now)
    if is_published(paths):
        push_published(settings)
    else:
        publish(settings)
