"""Load the results of a run in one transaction."""

from collections.abc import Sequence

from pipeline.handoff import Results, files_to_load
from pipeline.running import progress
from pipeline.settings import Settings
from transforms.drift import drift
from warehouse import open_writer
from warehouse.steps.loading import load_run
from warehouse.steps.watching import watch_run


def load(settings: Settings, polled: Sequence[str], fetched: Sequence[str], read: Sequence[str]) -> str:
    """Load the run whose results are in these folders; return the run's folder.

    Raises PermanentError, and loads nothing, unless entered = loaded + known + rejected.
    """
    results = Results(polled=polled, fetched=fetched, read=read)
    folder = results.folder
    head = folder.head()
    with open_writer(settings.warehouse_paths) as connection:
        run = load_run(connection, head.run_id, head.started_at, files_to_load(results))
        drifted = watch_run(connection, head.run_id, head.started_at, drift)
    progress.say(
        f"load: {run.entered_count} entered = {run.loaded_count} loaded + {run.known_count} known "
        f"+ {run.rejected_count} rejected"
    )
    for outlet, what in sorted(drifted.items()):
        progress.warn(
            f"load: the pages of {outlet} read differently from before ({what}). Its articles of this run "
            f"are withheld from the trends: once reading is fixed, run "
            f"`parallax reprocess --run {head.run_id} --outlet {outlet}`."
        )
    return str(folder.path)
