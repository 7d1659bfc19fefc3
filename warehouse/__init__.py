"""The DuckDB warehouse, and the only place that connects to it."""

from warehouse.connection import Connection, WarehousePaths, open_reader, open_writer
from warehouse.reader import Reader, connect_readonly

__all__ = ["Connection", "Reader", "WarehousePaths", "connect_readonly", "open_reader", "open_writer"]
