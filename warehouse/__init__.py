"""The DuckDB warehouse, and the only place that connects to it."""

from warehouse.connection import WarehousePaths, connect_readonly, open_reader, open_writer

__all__ = ["WarehousePaths", "connect_readonly", "open_reader", "open_writer"]
