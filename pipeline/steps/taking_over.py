"""Take over the warehouse on a machine that has none: the last publication, and the runs loaded since.

Those runs are loaded again from what their steps left in the store: nothing is requested again.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from pipeline.handoff import HEAD, LOADED_RESULTS, RUNS, Results, RunFolder, RunKind
from pipeline.running import progress
from pipeline.settings import Settings
from pipeline.staging.steps import run_staged
from warehouse import open_writer
from warehouse.steps.loading import loaded_run_ids

if TYPE_CHECKING:
    from pipeline.staging.store import Store


def take_over(settings: Settings, now: datetime) -> None:
    """Make this machine the writer's where its warehouse is missing; runs before every step that writes.

    Without a store nothing is done. Raises PermanentError where another machine has taken over from this one.
    """
    if not settings.store:
        return
    from pipeline.staging.published import pull_latest, require_latest  # noqa: PLC0415 - most have no store
    from pipeline.staging.store import open_store  # noqa: PLC0415

    # It stays until all is loaded, so that a machine that dies meanwhile begins again.
    mark = settings.writer.with_name(".taking-over")
    if settings.writer.exists() and not mark.exists():
        require_latest(settings)
        return
    mark.parent.mkdir(parents=True, exist_ok=True)
    mark.touch()
    if not settings.writer.exists():
        pull_latest(settings)
    with open_writer(settings.warehouse_paths) as connection:
        loaded = loaded_run_ids(connection)
    store = open_store(settings.store)
    for run_id in store.folders(RUNS):
        if run_id not in loaded:
            _load_again(settings, store, run_id, now)
    mark.unlink()


def _load_again(settings: Settings, store: "Store", run_id: str, now: datetime) -> None:
    """Load and group a run as its steps did; one that was not loaded is left to them."""
    from pipeline.steps.embed import embed  # noqa: PLC0415 - every step that writes would load all of them
    from pipeline.steps.group_copies import group_copies  # noqa: PLC0415
    from pipeline.steps.group_events import group_events  # noqa: PLC0415

    with TemporaryDirectory(prefix="parallax-") as beside:
        folder = RunFolder(Path(beside) / RUNS / run_id)
        names = [f"{RUNS}/{run_id}/{file.name}" for file in (HEAD, LOADED_RESULTS)]
        if store.pull_all(names, Path(beside)):
            return
        (results,), kind = LOADED_RESULTS.read(folder), folder.head().kind
    progress.say(f"take over: {run_id} was loaded and not published: it is loaded again")
    step, arguments = _loading(results, kind)
    run = run_staged(step, settings, arguments)
    texts: Sequence[str] = run_staged(group_copies, settings, {"run": run, "now": now})
    embedded = [run_staged(embed, settings, {"batch": batch}) for batch in texts]
    run_staged(group_events, settings, {"embedded": embedded, "now": now})


def _loading(results: Results, kind: RunKind) -> tuple[Any, Mapping[str, Any]]:
    """Return the step that loads a run of some kind, with its arguments."""
    from pipeline.steps.load import load  # noqa: PLC0415 - as above
    from pipeline.steps.replace import replace  # noqa: PLC0415

    if kind is RunKind.REPROCESS:
        return replace, {"chosen": results.fetched, "read": results.read}
    return load, {"polled": results.polled, "fetched": results.fetched, "read": results.read}
