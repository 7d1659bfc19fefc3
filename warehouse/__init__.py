"""The DuckDB warehouse, and the only place that connects to it."""

from model.paths import WarehousePaths
from warehouse.database.connection import Connection, open_reader, open_writer
from warehouse.queries.sandbox import Reader, connect_readonly

__all__ = ["Connection", "Reader", "WarehousePaths", "connect_readonly", "open_reader", "open_writer"]
