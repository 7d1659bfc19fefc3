"""The DuckDB warehouse, and the only place that connects to it."""

from warehouse.connection import Connection, WarehousePaths, connect_readonly, open_reader, open_writer

__all__ = ["Connection", "WarehousePaths", "connect_readonly", "open_reader", "open_writer"]
