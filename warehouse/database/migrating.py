"""Bring a warehouse file to today's tables and views: numbered migrations, forward only."""

import hashlib

import duckdb

from model import PermanentError
from warehouse.database.commenting import comment, comments_text
from warehouse.database.statements import statement, statement_names
from warehouse.database.transaction import transaction
from warehouse.database.views import IN_ORDER
from warehouse.database.zoning import stored_zone, zoned

_STEP = "step "


def is_current(connection: duckdb.DuckDBPyConnection) -> bool:
    """Say whether the file that is open has today's tables and views.

    Raises PermanentError where a newer Parallax made it.
    """
    applied = _applied(connection)
    return not _pending(applied) and _views_mark() in applied


def migrate(connection: duckdb.DuckDBPyConnection) -> None:
    """Apply the migrations this file lacks, then today's views where they changed, and checkpoint.

    Only for a file that nobody else can have open and that a kill may leave unusable, as one that is not in
    its place yet: DuckDB cannot always replay changes of tables from the log (its issue 18259).
    Raises PermanentError where a newer Parallax made the file.
    """
    connection.execute(
        "CREATE TABLE IF NOT EXISTS schema_version (name VARCHAR NOT NULL, applied_at TIMESTAMPTZ)"
    )
    applied = _applied(connection)
    for name in _pending(applied):
        _migrate(connection, name, applied)
    if _views_mark() not in applied:
        zone = stored_zone(connection)
        _apply(connection, _views_mark(), [zoned(name, zone) for name in IN_ORDER])
    comment(connection)
    connection.execute("CHECKPOINT")


def _applied(connection: duckdb.DuckDBPyConnection) -> set[str]:
    if not connection.execute("SELECT 1 FROM duckdb_tables() WHERE table_name = 'schema_version'").fetchall():
        return set()
    return {name for (name,) in connection.execute("SELECT name FROM schema_version").fetchall()}


def _pending(applied: set[str]) -> list[str]:
    known = statement_names("migrations")
    newer = sorted(name for name in applied - set(known) if name.startswith("migrations/"))
    if newer:
        raise PermanentError(
            f"The warehouse was made by a newer Parallax (it has {newer[-1]}): update this installation."
        )
    return [name for name in known if name not in applied]


def _migrate(connection: duckdb.DuckDBPyConnection, name: str, applied: set[str]) -> None:
    """Apply a migration in one transaction, or where DuckDB cannot, statement by statement.

    1.5.5 does not commit a column whose default is an expression (`true` is one) together with another
    change of the same table, once the table has rows.
    """
    if f"{_STEP}1 of {name}" not in applied:
        try:
            _apply(connection, name, [statement(name)])
        except duckdb.TransactionException:
            pass
        else:
            return
    _migrate_stepwise(connection, name, applied)


def _migrate_stepwise(connection: duckdb.DuckDBPyConnection, name: str, applied: set[str]) -> None:
    """Apply each statement in a transaction with its own mark.

    Files that an earlier version left between two statements have such marks, and go on there.
    """
    # Not DuckDB's own splitting: it takes such a column apart, into a transaction of its own.
    for number, text in enumerate(statement(name).strip().split(";\n"), start=1):
        mark = f"{_STEP}{number} of {name}"
        if mark not in applied:
            _apply(connection, mark, [text])
    with transaction(connection):
        connection.execute("DELETE FROM schema_version WHERE starts_with(name, ?)", [_STEP])
        connection.execute("INSERT INTO schema_version VALUES (?, now())", [name])


def _apply(connection: duckdb.DuckDBPyConnection, mark: str, texts: list[str]) -> None:
    with transaction(connection):
        for text in texts:
            connection.execute(text)
        connection.execute("INSERT INTO schema_version VALUES (?, now())", [mark])


def _views_mark() -> str:
    text = "\n".join([*(statement(name) for name in IN_ORDER), comments_text()])
    return f"views/{hashlib.sha256(text.encode()).hexdigest()[:16]}"
