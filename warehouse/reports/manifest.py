"""What stands beside exported files: their rows and hashes, and which span, run and methods they are of."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb

from warehouse.database.statements import statement
from warehouse.steps.planning import as_dicts

MANIFEST = "manifest.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportedFile:
    """One report on disk."""

    name: str
    path: Path
    row_count: int


def write_manifest(
    connection: duckdb.DuckDBPyConnection,
    files: Sequence[ExportedFile],
    bound: Mapping[str, datetime | str | None],
    path: Path,
) -> None:
    """Write what the files are: the values they were asked with, the run and the versions of its methods."""
    (about,) = as_dicts(connection.execute(statement("manifest")))
    told = {name: _plain(value) for name, value in {**bound, **about}.items()}
    text = json.dumps({**told, "files": [_file(file) for file in files]}, ensure_ascii=False, indent=1)
    path.write_text(text + "\n", encoding="utf-8")


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """What reports were written from: a warehouse with so many articles, whose last run ended then."""

    article_count: int
    finished_at: datetime | None


def basis_of(connection: duckdb.DuckDBPyConnection) -> Basis:
    """Return what reports written now would be from."""
    return Basis(**as_dicts(connection.execute(statement("export_basis")))[0])


def written_basis(out: Path, files: Sequence[str]) -> Basis | None:
    """Return what the reports in a folder were written from.

    None where they are not just `files`, whole and of all times, or where nothing says so.
    """
    try:
        told = json.loads(out.joinpath(MANIFEST).read_text(encoding="utf-8"))
        standing = {file["file"]: file for file in told["files"]}
        is_whole = all(out.joinpath(name).stat().st_size == file["bytes"] for name, file in standing.items())
        if not is_whole or set(standing) != set(files) or told["since"] or told["until"]:
            return None
        return Basis(
            article_count=standing["articles.csv"]["row_count"],
            finished_at=datetime.fromisoformat(told["finished_at"]),
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value


def _file(file: ExportedFile) -> dict[str, Any]:
    with file.path.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    return {
        "name": file.name,
        "file": file.path.name,
        "row_count": file.row_count,
        "bytes": file.path.stat().st_size,
        "sha256": digest,
    }
