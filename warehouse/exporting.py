"""Write named reports as CSV files that spreadsheets open without running anything."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import duckdb

from model import ConfigurationError, PermanentError
from warehouse.connection import explained, open_reader
from warehouse.statements import header, statement, statement_names

# What makes a spreadsheet take a cell for a formula: a sign, in either width, behind whatever it trims.
FORMULA_START = "^(?:[\\s\u00a0\u200b\ufeff\u3000]*[=+\\-@\uff1d\uff0b\uff0d\uff20]|[\\t\\r\\n])"


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportedFile:
    """One report on disk."""

    name: str
    path: Path
    row_count: int


def export_names() -> dict[str, str]:
    """Return every report that can be exported, with what it is."""
    return {name.removeprefix("exports/"): header(name) for name in statement_names("exports")}


def export(
    published: Path, names: Sequence[str], out: Path, since: datetime | None, until: datetime | None
) -> list[ExportedFile]:
    """Write the named reports (all of them where `names` is empty) as CSV files into `out`.

    UTF-8, RFC 4180, times in ISO 8601 with zone, text cells that a spreadsheet would run as a formula
    defused with an apostrophe; the same data gives the same bytes. Raises ConfigurationError for
    names that are none, PermanentError where the warehouse lacks what a report reads.
    """
    known = export_names()
    unknown = [name for name in names if name not in known]
    if unknown:
        raise ConfigurationError(
            [f"There is no report named {name!r}; there are: {', '.join(known)}." for name in unknown]
        )
    out.mkdir(parents=True, exist_ok=True)
    with open_reader(published) as connection:
        return [_export_one(connection, name, out, since, until) for name in dict.fromkeys(names or known)]


def _export_one(
    connection: duckdb.DuckDBPyConnection,
    name: str,
    out: Path,
    since: datetime | None,
    until: datetime | None,
) -> ExportedFile:
    path = out / f"{name}.csv"
    beside = out / f".{name}.csv.partial"
    bound = {"since": since, "until": until}
    try:
        with explained(path):
            connection.execute(
                f"CREATE OR REPLACE TEMP TABLE report AS {statement(f'exports/{name}')}",
                bound,
            )
            cells = ", ".join(_cell(column, kind) for column, kind in _columns(connection))
            target = str(beside).replace("'", "''")
            rows = f"SELECT {cells} FROM report ORDER BY rowid"  # noqa: S608
            copied = connection.execute(
                f"COPY ({rows}) TO '{target}' (FORMAT csv, HEADER, NEW_LINE '\\r\\n')"
            ).fetchone()
        beside.replace(path)
    except (duckdb.CatalogException, duckdb.BinderException) as error:
        raise PermanentError(
            f"The warehouse lacks what the report {name} reads ({str(error).splitlines()[0]}): "
            "`parallax run` brings it to this version."
        ) from error
    finally:
        beside.unlink(missing_ok=True)
    return ExportedFile(name=name, path=path, row_count=int(copied[0]) if copied else 0)


def _columns(connection: duckdb.DuckDBPyConnection) -> list[tuple[str, str]]:
    described = connection.execute("DESCRIBE report").fetchall()
    return [(row[0], row[1]) for row in described]


def _cell(column: str, kind: str) -> str:
    name = '"' + column.replace('"', '""') + '"'
    if kind == "VARCHAR":
        is_formula = f"regexp_matches({name}, '{FORMULA_START}')"
        return f"CASE WHEN {is_formula} THEN '''' || {name} ELSE {name} END AS {name}"
    if kind == "TIMESTAMP WITH TIME ZONE":
        return f"strftime({name} AT TIME ZONE 'UTC', '%Y-%m-%dT%H:%M:%SZ') AS {name}"
    return name
