"""Compact the warehouse: rewrite the writer's file without what was deleted, and publish it."""

from pipeline.settings import Settings
from pipeline.staging.published import publish, require_writer_here
from warehouse.database import publishing
from warehouse.database.compacting import Compacted
from warehouse.database.compacting import compact as compact_file


def compact(settings: Settings) -> Compacted:
    """Rewrite the writer's file and publish it; return its bytes before and after.

    Raises PermanentError where there is none.
    """
    require_writer_here(settings)
    paths = settings.warehouse_paths
    publishing.require_some(paths)
    compacted = compact_file(paths)
    publish(settings)
    return compacted
