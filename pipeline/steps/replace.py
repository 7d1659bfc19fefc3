"""Replace articles by the results of reading their archived pages again, in one transaction."""

from collections.abc import Sequence

from model.counting import counted
from pipeline.handoff import ARTICLES, FETCHED_PAGES, READ_REJECTIONS, Batch, Results
from pipeline.running import progress
from pipeline.settings import Settings
from warehouse import open_writer
from warehouse.steps.replacing import replace_run


def replace(settings: Settings, chosen: Sequence[str], read: Sequence[str]) -> str:
    """Replace the articles of the `chosen` pages by those of the `read` folders; return the run's folder."""
    results, batches = Results(fetched=chosen, read=read), [*map(Batch.at, read)]
    folder = results.folder
    head = folder.head()
    files = {
        "pages": FETCHED_PAGES.paths(map(Batch.at, chosen)),
        "articles": ARTICLES.paths(batches),
        "rejections": READ_REJECTIONS.paths(batches),
    }
    with open_writer(settings.warehouse_paths) as connection:
        run = replace_run(connection, head.run_id, head.started_at, files)
    results.note()
    progress.say(
        f"replace: {counted(run.entered_count, 'page')} = {run.loaded_count} changed + "
        f"{run.known_count} the same + {run.rejected_count} no articles"
    )
    return str(folder.path)
