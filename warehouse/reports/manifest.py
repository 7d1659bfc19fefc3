"""The manifest beside exported files: their rows and hashes, and the span, run and methods they come from."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import duckdb
import msgspec

from model.files import sha256_of
from warehouse.database.rows import rows
from warehouse.database.statements import statement

MANIFEST = "manifest.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportedFile:
    """One report on disk."""

    name: str
    path: Path
    row_count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """The state that reports were written from: the article count, and the end of the last published run."""

    article_count: int
    finished_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Methods:
    """The last published run, and the versions of the methods used in the warehouse and of its tables."""

    run_id: str | None
    finished_at: datetime | None
    event_methods: list[str] | None
    copy_methods: list[str] | None
    extractor_versions: list[str | None] | None
    embedders: list[str] | None
    warehouse_version: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class _File:
    """What the manifest says about one file."""

    name: str
    file: str
    row_count: int
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Written:
    """What is read back of a manifest."""

    since: str | None
    until: str | None
    finished_at: datetime
    files: list[_File]


def write_manifest(
    connection: duckdb.DuckDBPyConnection,
    files: Sequence[ExportedFile],
    bound: Mapping[str, datetime | str | None],
    path: Path,
) -> None:
    """Write what the files are: the values bound to parameters, the last run and its methods' versions."""
    fields: dict[str, Any] = {**bound, **asdict(methods_of(connection))}
    plain = {name: _plain(value) for name, value in fields.items()}
    content = {**plain, "files": [asdict(_described(file)) for file in files]}
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def methods_of(connection: duckdb.DuckDBPyConnection) -> Methods:
    """Return the last published run and the versions of the methods."""
    (methods,) = rows(connection.execute(statement("manifest")), Methods)
    return methods


def basis_of(connection: duckdb.DuckDBPyConnection) -> Basis:
    """Return the state that reports written now would come from."""
    (basis,) = rows(connection.execute(statement("export_basis")), Basis)
    return basis


def written_basis(out: Path, files: Sequence[str]) -> Basis | None:
    """Return the state that the reports in a folder were written from.

    None unless the folder holds exactly `files`, each complete, without a span, and a manifest of them.
    """
    try:
        written = msgspec.json.decode(out.joinpath(MANIFEST).read_bytes(), type=_Written)
        by_name = {file.file: file for file in written.files}
        is_whole = all(out.joinpath(name).stat().st_size == file.bytes for name, file in by_name.items())
        if not is_whole or set(by_name) != set(files) or written.since or written.until:
            return None
        return Basis(article_count=by_name["articles.csv"].row_count, finished_at=written.finished_at)
    except (OSError, ValueError, KeyError):
        return None


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value


def _described(file: ExportedFile) -> _File:
    return _File(
        name=file.name,
        file=file.path.name,
        row_count=file.row_count,
        bytes=file.path.stat().st_size,
        sha256=sha256_of(file.path),
    )
