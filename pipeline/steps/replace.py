"""Replace what archived pages were by what reading them again gave, in one transaction."""

from pathlib import Path

from pipeline.running import progress
from pipeline.running.run_folder import RunFolder
from pipeline.settings import Settings
from warehouse import WarehousePaths, open_writer
from warehouse.steps.replacing import replace_run


def replace(settings: Settings, read: list[str]) -> str:
    """Replace the articles of the `read` folders of a run; return the run's folder."""
    folder = RunFolder(Path(read[0]).parents[1])
    head = folder.head()
    files = {
        "pages": folder.all("fetch/*/pages.jsonl"),
        "articles": folder.all("read/*/articles.jsonl"),
        "rejections": folder.all("read/*/rejections.jsonl"),
    }
    with open_writer(WarehousePaths(published=settings.published, writer=settings.writer)) as connection:
        run = replace_run(connection, head.run_id, head.started_at, files)
    progress.say(
        f"replace: {run.entered_count} pages = {run.loaded_count} changed + {run.known_count} the same "
        f"+ {run.rejected_count} no articles"
    )
    return str(folder.path)
