"""What a load costs in a large warehouse and in a small one, and what a file takes compared with Parquet.

A load here is everything that a run does to the writer's file between fetching and copying it, except
comparing texts: it opens the file, loads 5,000 new articles of the last day (each with its page's fetch, an
entry, its text, fingerprint and three votes; the feeds' fetches and states; one transaction), closes it,
which makes a checkpoint, opens it again, counts, makes a checkpoint and closes. In between, untimed, the
articles are put in groups and events as relating would. The plain load inserts the same rows into the plain
table from the same file and makes a checkpoint. Loads into both sizes alternate; figures are medians of five.
"""

import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median

import duckdb

from bench.made import Batch, load_batch, make, make_batch, plain_insert, plain_make, relate_batch
from warehouse import WarehousePaths, open_writer
from warehouse.steps.tallying import tally

SMALL = 100_000
SIZE = 5_000
_REPEATS = 5


def load_figures(folder: Path, count: int, large: WarehousePaths, plain_large: Path) -> dict[str, float]:
    """Return how long loads take in a warehouse of `count` articles and in a small one, and the ratio."""
    folder.mkdir()
    small = WarehousePaths(published=folder / "w.duckdb", writer=folder / "writer" / "w.duckdb")
    with open_writer(small) as connection:
        make(connection, SMALL)
        tally(connection)
    plain_small = folder / "plain.duckdb"
    plain_make(small.writer, plain_small)
    taken: dict[str, list[float]] = {name: [] for name in ("own", "own_small", "plain", "plain_small")}
    for number in range(_REPEATS):
        batch = make_batch(folder / f"{number}", count=count, first=count + number * SIZE, size=SIZE)
        other = make_batch(folder / f"small-{number}", count=SMALL, first=SMALL + number * SIZE, size=SIZE)
        taken["own_small"].append(_load_ms(small, other))
        taken["own"].append(_load_ms(large, batch))
        taken["plain_small"].append(_ms(partial(plain_insert, plain_small, other)))
        taken["plain"].append(_ms(partial(plain_insert, plain_large, batch)))
    own, own_small, plain, plain_small_ms = (median(values) for values in taken.values())
    return {
        "load_ms": own,
        "load_100k_ms": own_small,
        "load_ratio": own / own_small,
        "plain_duckdb_load_ms": plain,
        "plain_duckdb_load_100k_ms": plain_small_ms,
        "plain_duckdb_load_ratio": plain / plain_small_ms,
    }


def _load_ms(paths: WarehousePaths, batch: Batch) -> float:
    loaded = _ms(lambda: load_batch(paths, batch))
    relate_batch(paths, batch)
    return loaded + _ms(lambda: _tally(paths))


def _tally(paths: WarehousePaths) -> None:
    with open_writer(paths) as connection:
        tally(connection)
        connection.execute("CHECKPOINT")


def _ms(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return (time.perf_counter() - begun) * 1e3


def size_ratio(file: Path, folder: Path) -> float:
    """Return the bytes of a DuckDB file divided by those of the same tables as Parquet with zstd."""
    folder.mkdir()
    with duckdb.connect(file, read_only=True) as connection:
        names = connection.execute("SELECT table_name FROM duckdb_tables() WHERE NOT internal").fetchall()
        for (name,) in names:
            target = folder / f"{name}.parquet"
            connection.execute(f"COPY \"{name}\" TO '{target}' (FORMAT parquet, COMPRESSION zstd)")
    parquet_bytes = sum(path.stat().st_size for path in folder.iterdir())
    for path in folder.iterdir():
        path.unlink()
    return file.stat().st_size / parquet_bytes
