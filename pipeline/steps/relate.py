"""Relate what is new: copies of one text first, then events among the originals."""

from datetime import datetime
from pathlib import Path

from pipeline.grouping.copies import group_new_articles
from pipeline.grouping.embedders import embedder
from pipeline.grouping.events import group_new_originals
from pipeline.grouping.vectors import embed_originals
from pipeline.handoff import RunFolder
from pipeline.running import progress
from pipeline.settings import Settings
from warehouse import open_writer


def relate(settings: Settings, run: str, now: datetime) -> str:
    """Relate every article that is not yet related; return the run's folder it was given.

    What a dead run loaded but did not relate is taken up too.
    """
    folder, model = RunFolder(Path(run)), embedder(settings)
    name = model.name
    with open_writer(settings.warehouse_paths) as connection:
        new_count, group_count = group_new_articles(connection, now)
        embed_originals(connection, model)
        # Its memory serves the grouping.
        del model
        told_count, event_count = group_new_originals(connection, name, folder.run_id, now)
    progress.say(
        f"relate: {new_count} new articles in {group_count} groups of copies; "
        f"{told_count} new originals in {event_count} events"
    )
    return run
