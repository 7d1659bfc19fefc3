"""The time zone in which a warehouse counts days: kept in it, and written into its macros."""

import duckdb

from warehouse.database.quoting import quoted
from warehouse.database.statements import statement

_PLACE = "$zone"
ZONED = ("macros/local_day", "macros/day_start")


def stored_zone(connection: duckdb.DuckDBPyConnection, database: str = "") -> str:
    """Return the IANA name of the time zone of the warehouse that is open, or of one that is attached."""
    table = f"{quoted(database)}.time_zone" if database else "time_zone"
    ((name,),) = connection.execute(f"SELECT name FROM {table}").fetchall()  # noqa: S608 - our own names
    return str(name)


def zoned(name: str, zone: str) -> str:
    """Return the SQL of a file with a time zone in the place that it leaves for one.

    DuckDB converts times to a zone that is written down far faster than to one that it looks up.
    """
    return statement(name).replace(_PLACE, zone.replace("'", "''"))


def store_zone(connection: duckdb.DuckDBPyConnection, zone: str) -> None:
    """Store a time zone and make its macros. What is counted by day has to be counted anew."""
    connection.execute("UPDATE time_zone SET name = $zone", {"zone": zone})
    for name in ZONED:
        connection.execute(zoned(name, zone))
