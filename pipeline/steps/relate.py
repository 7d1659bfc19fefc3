"""Relate new articles: first group the copies of one text, then the originals into events."""

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
    """Relate every article that is not related yet; return the run's folder.

    This includes articles that a dead run loaded but did not relate.
    """
    folder, model = RunFolder(Path(run)), embedder(settings)
    name = model.name
    with open_writer(settings.warehouse_paths) as connection:
        copies = group_new_articles(connection, now)
        embed_originals(connection, model)
        # Free the model's memory for the grouping.
        del model
        original_count, event_count = group_new_originals(connection, name, folder.run_id, now)
    progress.say(
        f"relate: {copies.article_count} new articles in {copies.group_count} groups of copies; "
        f"{original_count} new originals in {event_count} events"
    )
    return run
