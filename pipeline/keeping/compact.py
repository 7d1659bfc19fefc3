"""Compact the warehouse: rewrite the writer's file without what was deleted, and publish it."""

from pipeline.settings import Settings
from warehouse.database import publishing
from warehouse.database.compacting import Compacted
from warehouse.database.compacting import compact as compact_file


def compact(settings: Settings) -> Compacted:
    """Rewrite the writer's file and publish it; return its bytes before and after.

    Raises PermanentError where there is none.
    """
    paths = settings.warehouse_paths
    publishing.require_some(paths)
    compacted = compact_file(paths)
    publishing.publish(paths)
    return compacted
