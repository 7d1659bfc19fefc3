"""A warehouse of made-up articles over a year, and runs that add new ones. The SQL is in `trends`."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from warehouse import Connection, WarehousePaths, open_writer
from warehouse.steps.loading import load_run

_FOLDER = Path(__file__).parent / "trends"
_KINDS = ("outlets", "feeds", "fetches", "entries", "articles")
_WITHOUT = ("rejections", "hosts", "imports")
_NOW = datetime(2026, 12, 31, 23, 59, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """What one run adds: its files by kind, and the groups and events of its articles."""

    run_id: str
    files: Mapping[str, list[Path]]
    related: Path


def make(connection: Connection, count: int) -> None:
    """Fill an empty warehouse with `count` related articles that are not counted yet."""
    connection.execute("SELECT setseed(0.5)")
    for path in sorted(_FOLDER.glob("make/*.sql")):
        text = path.read_text(encoding="utf-8")
        connection.execute(text, {"count": count} if "$count" in text else None)


def make_batch(folder: Path, *, count: int, first: int, size: int) -> Batch:
    """Write the files of a run that adds `size` articles, numbered from `first`, into `folder`.

    They resemble those of a warehouse of `count` articles.
    """
    folder.mkdir()
    with duckdb.connect() as connection:
        connection.execute("SET TimeZone = 'UTC'")
        connection.execute("SELECT setseed(0.5)")
        connection.execute(_text("make/005_sentence"))
        connection.execute(_text("new/010_batch"), {"count": count, "first": first, "size": size})
        for kind in (*_KINDS, "related"):
            connection.execute(f"COPY ({_text(f'new/{kind}')}) TO '{folder / kind}.jsonl' (FORMAT json)")
    nothing = folder / "nothing.jsonl"
    nothing.touch()
    files = {kind: [folder / f"{kind}.jsonl"] for kind in _KINDS} | {kind: [nothing] for kind in _WITHOUT}
    return Batch(run_id=f"new-{first}", files=files, related=folder / "related.jsonl")


def load_batch(paths: WarehousePaths, batch: Batch) -> None:
    """Load a batch as a run's `load` does."""
    with open_writer(paths) as connection:
        load_run(connection, batch.run_id, _NOW, batch.files)


def relate_batch(paths: WarehousePaths, batch: Batch) -> None:
    """Put the articles of a batch into the groups and events they were made for."""
    with open_writer(paths) as connection:
        for path in sorted(_FOLDER.glob("relate/*.sql")):
            text = path.read_text(encoding="utf-8")
            connection.execute(text, {"related": str(batch.related)} if "$related" in text else None)


def plain_make(warehouse: Path, file: Path) -> None:
    """Make the plain table of a warehouse's articles in a separate file."""
    with duckdb.connect(file) as plain:
        plain.execute(f"ATTACH '{warehouse}' AS parallax (READ_ONLY)")
        plain.execute(_text("plain"))


def plain_insert(file: Path, batch: Batch) -> None:
    """Insert the rows of a batch into the plain table, and make a checkpoint."""
    with duckdb.connect(file) as plain:
        files = {"articles": str(batch.files["articles"][0]), "related": str(batch.related)}
        plain.execute(_text("plain_insert"), files)
        plain.execute("CHECKPOINT")


def _text(name: str) -> str:
    return (_FOLDER / f"{name}.sql").read_text(encoding="utf-8")
