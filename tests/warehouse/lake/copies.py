"""A warehouse of made-up runs, its lake, and what must be equal in both."""

import importlib.util
from collections.abc import Iterable, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from model.paths import LakeAddress
from tests.warehouse.runs import START, SeenEntry, load, paths_in, relate
from warehouse import WarehousePaths, open_writer
from warehouse.database.publishing import publish
from warehouse.database.quoting import literal, quoted
from warehouse.database.views import INDEX_TABLES
from warehouse.lake.committing import Committed, commit
from warehouse.lake.opening import open_lake
from warehouse.steps.loading import finish_runs
from warehouse.steps.tallying import tally

NOW = START + timedelta(days=1)
WHEELS = ("duckdb_extension_ducklake", "duckdb_extension_postgres_scanner")
needs_wheels = pytest.mark.skipif(
    not all(importlib.util.find_spec(name) for name in WHEELS), reason=f"not installed: {', '.join(WHEELS)}"
)
# Each counts every article once: in a whole run all are equal. One statement reads one snapshot.
WHOLE = """
SELECT
    (SELECT count(*) FROM article),
    (SELECT count(*) FROM article_text),
    (SELECT count(*) FROM event_article),
    (SELECT coalesce(sum(articles), 0)::BIGINT FROM language_day),
    (SELECT coalesce(sum(articles), 0)::BIGINT FROM event_tally),
    (SELECT coalesce(sum(loaded_count), 0)::BIGINT FROM run)
"""


def file_lake(folder: Path) -> LakeAddress:
    return LakeAddress(
        catalog=f"ducklake:{folder / 'catalog.ducklake'}", data=str(folder / "lake"), keep_days=7
    )


def run(folder: Path, pages: Sequence[int]) -> WarehousePaths:
    """Load, relate, count and publish a run that saw these pages."""
    paths, run_id = paths_in(folder), f"run-{pages[0]:06}"
    with open_writer(paths) as connection:
        load(connection, folder, run_id, [SeenEntry(page=page, feed=page % 3) for page in pages])
        relate(connection)
        tally(connection)
        finish_runs(connection, NOW)
    publish(paths)
    return paths


def commit_sound(paths: WarehousePaths, address: LakeAddress, *, is_thorough: bool = False) -> Committed:
    """Commit, and find the lake equal to the warehouse and sound."""
    done = commit(paths, address, NOW, is_thorough=is_thorough)
    assert list(done.findings) == []
    assert differences(paths, address) == {}
    return done


def differences(paths: WarehousePaths, address: LakeAddress, views: Iterable[str] = ()) -> dict[str, int]:
    """Return how many rows of each table, and of these views, are in one of both only."""
    with open_lake(address, is_read_only=True) as connection:
        connection.execute(f"ATTACH {literal(paths.published)} AS file (READ_ONLY)")
        text = "SELECT table_name FROM duckdb_tables() WHERE database_name = 'file'"
        tables = [name for (name,) in connection.execute(text).fetchall()]
        # The lake has no copy of the index of words.
        names = [name for name in tables if name not in INDEX_TABLES]
        found = {}
        for name in (*names, *views):
            one, other = f"FROM file.{quoted(name)}", f"FROM lake.{quoted(name)}"
            both = f"({one} EXCEPT ALL {other}) UNION ALL ({other} EXCEPT ALL {one})"
            ((count,),) = connection.execute(f"SELECT count(*) FROM ({both})").fetchall()
            found[name] = count
        return {name: count for name, count in found.items() if count}


def ask(address: LakeAddress, query: str) -> list[tuple[Any, ...]]:
    with open_lake(address, is_read_only=True) as connection:
        connection.execute("USE lake")
        return connection.execute(query).fetchall()


def snapshots(address: LakeAddress) -> int:
    return len(ask(address, "FROM lake.snapshots()"))


def cells_with(address: LakeAddress, word: str) -> dict[str, int]:
    """Return which files of the lake, and tables of its catalog, have rows with a word in them."""
    found = {}
    with open_lake(address) as connection:
        for path in sorted(Path(address.data).rglob("*.parquet")):
            rows = f"FROM read_parquet({literal(path)}) AS r WHERE contains(CAST(r AS VARCHAR), ?)"
            ((found[path.name],),) = connection.execute(f"SELECT count(*) {rows}", [word]).fetchall()
        catalog = "__ducklake_metadata_lake"
        text = "SELECT schema_name, table_name FROM duckdb_tables() WHERE database_name = ?"
        for schema, table in connection.execute(text, [catalog]).fetchall():
            rows = f"FROM {catalog}.{schema}.{table} AS r WHERE contains(CAST(r AS VARCHAR), ?)"
            ((found[table],),) = connection.execute(f"SELECT count(*) {rows}", [word]).fetchall()
    return {name: count for name, count in found.items() if count}
