"""Replace articles by the results of reading their archived pages again, in one transaction."""

from pipeline.handoff import ARTICLES, FETCHED_PAGES, READ_REJECTIONS, Batch
from pipeline.running import progress
from pipeline.settings import Settings
from warehouse import open_writer
from warehouse.steps.replacing import replace_run


def replace(settings: Settings, read: list[str]) -> str:
    """Replace the articles of the `read` folders of a run; return the run's folder."""
    folder = Batch.at(read[0]).folder
    head = folder.head()
    files = {
        "pages": FETCHED_PAGES.paths(folder),
        "articles": ARTICLES.paths(folder),
        "rejections": READ_REJECTIONS.paths(folder),
    }
    with open_writer(settings.warehouse_paths) as connection:
        run = replace_run(connection, head.run_id, head.started_at, files)
    progress.say(
        f"replace: {run.entered_count} pages = {run.loaded_count} changed + {run.known_count} the same "
        f"+ {run.rejected_count} no articles"
    )
    return str(folder.path)
