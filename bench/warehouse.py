"""What a large warehouse costs: `python -m bench.warehouse [--articles N] [--json]`.

A real warehouse of made-up articles over a year (a few outlets, languages and events have most of them) is
published and queried. Each query runs beside the same query on plain DuckDB: one table with one row for each
article and only the columns that the queries need. Figures are milliseconds of elapsed time, the median of
five, on a warm file. The queries are in `trends/ask`. Then the cost of loading new articles and of storing
everything is measured: see `bench.loads`.
"""

import argparse
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

import duckdb

from bench.loads import load_figures, size_ratio
from bench.made import make, plain_make
from warehouse import Connection, Reader, WarehousePaths, connect_readonly, open_writer
from warehouse.database.publishing import publish
from warehouse.steps.tallying import tally

_FOLDER = Path(__file__).parent / "trends"
_FULL_RANGE = "full_range"
_PHRASE = "phrase"
_REPEATS = 5
# A load adds articles of the last day.
_LOADED = "INSERT INTO untallied SELECT article_id FROM article ORDER BY published_at DESC LIMIT 5000"
# A large event, not the largest.
_RANK = 50


def main() -> None:
    """Make, query and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--articles", type=int, default=1_000_000)
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    with TemporaryDirectory() as folder:
        figures = _measured(Path(folder), arguments.articles)
    if arguments.json:
        sys.stdout.write(f"{json.dumps(figures)}\n")
        return
    for name, own_ms in figures["trend_ms"].items():
        sys.stdout.write(f"{name:28} {own_ms:>10.1f} {figures['plain_duckdb_trend_ms'][name]:>10.1f}\n")
    for name, value in figures.items():
        if not isinstance(value, dict):
            sys.stdout.write(f"{name:28} {value:>10.2f}\n")


def _measured(folder: Path, count: int) -> dict[str, Any]:
    paths = WarehousePaths(published=folder / "w.duckdb", writer=folder / "writer" / "w.duckdb")
    with open_writer(paths) as connection:
        make(connection, count)
        tally_all_ms = _once_ms(lambda: tally(connection))
        connection.execute("CHECKPOINT")
        connection.execute(_LOADED)
        tally_load_ms = _once_ms(lambda: tally(connection))
    publish(paths)
    plain_file = folder / "plain.duckdb"
    plain_make(paths.published, plain_file)
    with duckdb.connect(plain_file) as plain, connect_readonly(paths.published) as own:
        queries = {path.stem: _asked(own, plain, path) for path in sorted(_FOLDER.glob("ask/*.sql"))}
    full_ms, plain_full_ms = queries.pop(_FULL_RANGE)
    phrase_ms, plain_phrase_ms = queries.pop(_PHRASE)
    return {
        "articles": count,
        "trend_ms": {name: own_ms for name, (own_ms, _) in queries.items()},
        "plain_duckdb_trend_ms": {name: plain_ms for name, (_, plain_ms) in queries.items()},
        "full_range_ms": full_ms,
        "plain_duckdb_full_range_ms": plain_full_ms,
        "phrase_ms": phrase_ms,
        "plain_duckdb_phrase_ms": plain_phrase_ms,
        "tally_all_ms": tally_all_ms,
        "tally_load_ms": tally_load_ms,
        "size_ratio": size_ratio(paths.published, folder / "parquet"),
        "plain_duckdb_size_ratio": size_ratio(plain_file, folder / "plain-parquet"),
        **load_figures(folder / "loads", count, paths, plain_file),
    }


def _asked(own: Reader, plain: Connection, path: Path) -> tuple[float, float]:
    """Return how long both statements of a file take, Parallax's and the plain one."""
    query = "SELECT event_id FROM event_tally ORDER BY articles DESC, event_id LIMIT 1 OFFSET $rank"
    ((event_id,),) = own.execute(query, {"rank": _RANK}).fetchall()
    query = "SELECT text FROM article_text WHERE published_at >= '2026-11-15' LIMIT 1"
    ((body,),) = own.execute(query).fetchall()
    phrase = " ".join(body.split()[4:7])
    text = path.read_text(encoding="utf-8").replace("$event", f"'{event_id}'").replace("$phrase", phrase)
    for_own, for_plain, _ = text.split(";\n")
    return _ms(own, for_own), _ms(plain, for_plain)


def _ms(connection: Connection | Reader, query: str) -> float:
    return median(_once_ms(lambda: connection.execute(query).fetchall()) for _ in range(_REPEATS))


def _once_ms(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return (time.perf_counter() - begun) * 1e3


if __name__ == "__main__":
    main()
