"""What the lake costs and gives: `python -m bench.lake [--articles N] [--runs N] [--lake CATALOG] [--json]`.

Made-up articles come in runs of equal size. Each run is loaded, related, counted and published as a run does,
and committed to the lake, whose checks then run. With a catalog in PostgreSQL (an empty database, such as
`--lake 'ducklake:postgres:dbname=lake_bench host=127.0.0.1'`) eight processes ask all the while for what must
be equal in a whole run; a catalog in a file, the default, is for one process at a time. At the end the trend
questions of `trends/ask` are asked of the file and of the lake, before and after its upkeep: milliseconds,
the median of five, warm. With `--data` the lake's files are elsewhere, such as in S3.
"""

import argparse
import json
import sys
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from multiprocessing import get_context
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any, Self

from bench.made import load_batch, make_batch, relate_batch
from model.paths import LakeAddress
from warehouse import Connection, Reader, WarehousePaths, connect_readonly, open_writer
from warehouse.database.publishing import publish
from warehouse.lake.committing import Committed, commit
from warehouse.lake.opening import open_lake
from warehouse.lake.upkeep import keep_up
from warehouse.steps.checking import check
from warehouse.steps.loading import finish_runs
from warehouse.steps.tallying import tally

READERS = 8
_NOW = datetime(2027, 1, 1, tzinfo=UTC)
_REPEATS = 5
_ASKED = sorted((Path(__file__).parent / "trends" / "ask").glob("*.sql"))
# A large event, not the largest.
_RANK = 50
# One statement reads one snapshot. Each of these counts every article once.
_WHOLE = """
SELECT
    (SELECT count(*) FROM article),
    (SELECT count(*) FROM article_text),
    (SELECT count(DISTINCT article_id) FROM event_article),
    (SELECT coalesce(sum(articles), 0)::BIGINT FROM language_day),
    (SELECT coalesce(sum(articles), 0)::BIGINT FROM event_tally),
    (SELECT coalesce(sum(loaded_count), 0)::BIGINT FROM run)
"""


def main(argv: Sequence[str] | None = None) -> None:
    """Make the runs, ask and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--articles", type=int, default=200_000)
    parser.add_argument("--runs", type=int, default=50)
    parser.add_argument("--lake", help="a DuckLake catalog, empty")
    parser.add_argument("--data", help="where the files of the lake are")
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args(argv)
    with TemporaryDirectory() as name:
        folder = Path(name)
        address = LakeAddress(
            catalog=arguments.lake or f"ducklake:{folder / 'catalog.ducklake'}",
            data=arguments.data or str(folder / "lake"),
            keep_days=1,
        )
        found = figures(folder, address, arguments.articles, arguments.runs)
    if arguments.json:
        sys.stdout.write(f"{json.dumps(found)}\n")
        return
    for key, value in found.items():
        shown = value if isinstance(value, list) else f"{value:,.2f}".removesuffix(".00")
        sys.stdout.write(f"{key:28} {shown}\n")


def figures(folder: Path, address: LakeAddress, articles: int, runs: int) -> dict[str, Any]:
    """Return the figures of `runs` runs that bring `articles` together."""
    paths = WarehousePaths(published=folder / "w.duckdb", writer=folder / "writer" / "w.duckdb")
    size = articles // runs
    done = [_run(folder, paths, address, size, 0)]
    with _Readers(address) as readers:
        done += [_run(folder, paths, address, size, number) for number in range(1, runs)]
    commits = [one["commit_ms"] for one in done]
    thorough_ms, compared = _commit(paths, address, is_thorough=True)
    own, lake = _asked(paths, address)
    began = time.perf_counter()
    keep_up(address, _NOW)
    upkeep_ms = (time.perf_counter() - began) * 1e3
    _, kept = _asked(paths, address)
    return {
        "articles": size * runs,
        "runs": runs,
        "run_ms": median(one["run_ms"] for one in done),
        "commit_ms": median(commits),
        "commit_last_ms": median(commits[-5:]),
        "commit_most_ms": max(commits[1:], default=commits[0]),
        "findings_in_file": sorted({name for one in done for name in one["in_file"]}),
        "findings_in_lake": sorted({name for one in done for name in one["in_lake"]}),
        "compare_all_ms": thorough_ms,
        "differing_tables": [*compared.changed, *compared.whole],
        "questions": len(own),
        "file_ms": sum(own.values()),
        "lake_ms": sum(lake.values()),
        "lake_ratio": sum(lake.values()) / sum(own.values()),
        "upkeep_ms": upkeep_ms,
        "lake_kept_ms": sum(kept.values()),
        "lake_kept_ratio": sum(kept.values()) / sum(own.values()),
        **readers.seen,
    }


def _run(folder: Path, paths: WarehousePaths, address: LakeAddress, size: int, number: int) -> dict[str, Any]:
    """Do one run and commit it; return how long both took, and what checks found in the file and the lake."""
    batch = make_batch(folder / f"run-{number}", count=200_000, first=number * size, size=size)
    began = time.perf_counter()
    load_batch(paths, batch)
    relate_batch(paths, batch)
    with open_writer(paths) as connection:
        tally(connection)
        in_file = [found.name for found in check(connection)]
        finish_runs(connection, _NOW)
    publish(paths)
    run_ms = (time.perf_counter() - began) * 1e3
    commit_ms, done = _commit(paths, address)
    in_lake = [found.name for found in done.findings]
    return {"run_ms": run_ms, "commit_ms": commit_ms, "in_file": in_file, "in_lake": in_lake}


def _commit(
    paths: WarehousePaths, address: LakeAddress, *, is_thorough: bool = False
) -> tuple[float, Committed]:
    began = time.perf_counter()
    done = commit(paths, address, _NOW, is_thorough=is_thorough)
    return (time.perf_counter() - began) * 1e3, done


def _asked(paths: WarehousePaths, address: LakeAddress) -> tuple[dict[str, float], dict[str, float]]:
    """Return how long each question takes, asked of the file and of the lake."""
    with connect_readonly(paths.published) as own, open_lake(address, is_read_only=True) as lake:
        lake.execute("USE lake")
        query = "SELECT event_id FROM event_tally ORDER BY articles DESC, event_id LIMIT 1 OFFSET $rank"
        ((event_id,),) = own.execute(query, {"rank": _RANK}).fetchall()
        texts = {
            path.stem: path.read_text(encoding="utf-8").replace("$event", f"'{event_id}'").split(";\n")[0]
            for path in _ASKED
            if path.stem != "phrase"
        }
        return (
            {name: _ms(own, text) for name, text in texts.items()},
            {name: _ms(lake, text) for name, text in texts.items()},
        )


def _ms(connection: Connection | Reader, query: str) -> float:
    taken = []
    for _ in range(_REPEATS):
        began = time.perf_counter()
        connection.execute(query).fetchall()
        taken.append((time.perf_counter() - began) * 1e3)
    return median(taken)


class _Readers:
    """Eight processes that look at the lake all the while; none where its catalog is a file."""

    def __init__(self, address: LakeAddress) -> None:
        context = get_context("spawn")
        self._ended, self._found = context.Event(), context.Queue()
        self._count = READERS if address.is_in_postgres else 0
        arguments = (address, self._ended, self._found)
        self._processes = [context.Process(target=look, args=arguments) for _ in range(self._count)]
        self.seen: dict[str, Any] = {"readers": self._count}

    def __enter__(self) -> Self:
        for process in self._processes:
            process.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        found = [self._found.get(timeout=120) for _ in self._processes]
        for process in self._processes:
            process.join()
        if found:
            self.seen["reads"] = sum(one[0] for one in found)
            self.seen["states_seen"] = len(set().union(*(one[1] for one in found)))
            self.seen["torn_reads"] = sum(one[2] for one in found)


def look(address: LakeAddress, ended: Any, found: Any) -> None:
    """Ask until the end; hand over how often, which states were seen, and how many reads were torn."""
    reads, states, torn = 0, set(), 0
    with open_lake(address, is_read_only=True) as connection:
        connection.execute("USE lake")
        connection.execute("SET threads = 1")
        while not ended.wait(0.5):
            counts = set(connection.execute(_WHOLE).fetchall()[0])
            reads += 1
            states |= counts
            torn += len(counts) > 1
    found.put((reads, states, torn))


if __name__ == "__main__":
    main()
