"""Group new articles with the copies of their text, and hand on the originals that are to be embedded."""

from datetime import datetime
from pathlib import Path

from pipeline.grouping.copies import group_new_articles
from pipeline.grouping.embedders import model_name
from pipeline.handoff import TEXTS_TO_EMBED, RunFolder
from pipeline.running import progress
from pipeline.settings import Settings
from warehouse import open_writer
from warehouse.steps.event_groups import originals_without_vector


def group_copies(settings: Settings, run: str, now: datetime) -> list[str]:
    """Group the copies of every article that is in no group yet; return the paths of the texts to embed.

    This includes articles that a dead run loaded. There is a path for each slot, and always one, since a run
    without new texts goes on to its end.
    """
    folder = RunFolder(Path(run))
    with open_writer(settings.warehouse_paths) as connection:
        copies = group_new_articles(connection, now)
        texts = originals_without_vector(connection, model_name(settings))
    progress.say(copies.report())
    parts = [texts[start :: settings.slot_count] for start in range(settings.slot_count)]
    return [
        str(TEXTS_TO_EMBED.write(folder, part, f"{number:02d}"))
        for number, part in enumerate(parts)
        if part or number == 0
    ]
