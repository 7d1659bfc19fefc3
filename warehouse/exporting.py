"""Write named reports as files that spreadsheets open without running anything, and say what they are."""

import codecs
import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import duckdb

from model import ConfigurationError, PermanentError
from warehouse.connection import explained, open_reader
from warehouse.planning import as_dicts
from warehouse.statements import statement, statement_names

# What makes a spreadsheet take a cell for a formula: a sign, in either width, behind whatever it trims.
FORMULA_START = "^(?:[\\s\u00a0\u200b\ufeff\u3000]*[=+\\-@\uff1d\uff0b\uff0d\uff20]|[\\t\\r\\n])"


MANIFEST = "manifest.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportedFile:
    """One report on disk."""

    name: str
    path: Path
    row_count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What to export: a span (`until` is exclusive), the form, and where reports of the user's own are.

    `form` is csv or parquet. A byte order mark tells Excel that a CSV file is UTF-8.
    """

    since: datetime | None = None
    until: datetime | None = None
    form: str = "csv"
    with_bom: bool = False
    own_reports: Path | None = None


def export_names(own_reports: Path | None = None) -> dict[str, str]:
    """Return the SQL of every report that can be exported, by name; one's own take the place of others."""
    shipped = {name.removeprefix("exports/"): statement(name) for name in statement_names("exports")}
    own = sorted(own_reports.glob("*.sql")) if own_reports else []
    return shipped | {path.stem: path.read_text(encoding="utf-8") for path in own}


def export(
    published: Path, names: Sequence[str], out: Path, wanted: Wanted | None = None
) -> list[ExportedFile]:
    """Write the named reports (all of them where `names` is empty) into `out`, and what they are beside them.

    CSV in UTF-8, RFC 4180, times in ISO 8601 with zone, text cells that a spreadsheet would run as a
    formula defused with an apostrophe; or Parquet. The same data gives the same bytes. `manifest.json` has
    of each file its rows, bytes and SHA-256, and the span, run and method versions. Raises
    ConfigurationError for names that are none, PermanentError where a report cannot be run.
    """
    asked = wanted or Wanted()
    known = export_names(asked.own_reports)
    unknown = [name for name in names if name not in known]
    if unknown:
        raise ConfigurationError(
            [f"There is no report named {name!r}; there are: {', '.join(known)}." for name in unknown]
        )
    out.mkdir(parents=True, exist_ok=True)
    with open_reader(published) as connection:
        files = [
            _export_one(connection, name, known[name], out, asked) for name in dict.fromkeys(names or known)
        ]
        _write_manifest(connection, files, out, asked)
    return files


def _export_one(
    connection: duckdb.DuckDBPyConnection, name: str, text: str, out: Path, asked: Wanted
) -> ExportedFile:
    path = out / f"{name}.{asked.form}"
    beside = out / f".{path.name}.partial"
    bound = {"since": asked.since, "until": asked.until}
    try:
        with explained(path):
            used = {key: value for key, value in bound.items() if f"${key}" in text}
            connection.execute(f"CREATE OR REPLACE TEMP TABLE report AS {text}", used or None)
            count = _copy(connection, beside, asked)
        beside.replace(path)
    except duckdb.Error as error:
        raise PermanentError(
            f"The report {name} cannot be run ({str(error).splitlines()[0]}): where it is of Parallax, "
            "`parallax run` brings the warehouse to this version; where it is your own, mend its SQL."
        ) from error
    finally:
        beside.unlink(missing_ok=True)
    return ExportedFile(name=name, path=path, row_count=count)


def _copy(connection: duckdb.DuckDBPyConnection, path: Path, asked: Wanted) -> int:
    """Write the table `report` in its order; return its row count."""
    target = str(path).replace("'", "''")
    if asked.form == "parquet":
        copy = f"COPY (SELECT * FROM report ORDER BY rowid) TO '{target}' (FORMAT parquet)"  # noqa: S608
    else:
        cells = ", ".join(_cell(column, kind) for column, kind in _columns(connection))
        rows = f"SELECT {cells} FROM report ORDER BY rowid"  # noqa: S608
        copy = f"COPY ({rows}) TO '{target}' (FORMAT csv, HEADER, NEW_LINE '\\r\\n')"
    copied = connection.execute(copy).fetchone()
    if asked.with_bom and asked.form == "csv":
        path.write_bytes(codecs.BOM_UTF8 + path.read_bytes())
    return int(copied[0]) if copied else 0


def _write_manifest(
    connection: duckdb.DuckDBPyConnection, files: Sequence[ExportedFile], out: Path, asked: Wanted
) -> None:
    (about,) = as_dicts(connection.execute(statement("manifest")))
    told = {
        "since": asked.since.isoformat() if asked.since else None,
        "until": asked.until.isoformat() if asked.until else None,
        **{
            name: value.isoformat() if isinstance(value, datetime) else value for name, value in about.items()
        },
        "files": [
            {
                "name": file.name,
                "file": file.path.name,
                "row_count": file.row_count,
                "bytes": file.path.stat().st_size,
                "sha256": hashlib.sha256(file.path.read_bytes()).hexdigest(),
            }
            for file in files
        ],
    }
    beside = out / f".{MANIFEST}.partial"
    beside.write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    beside.replace(out / MANIFEST)


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
