"""Kill the writer at random moments: all that was committed is there, and nothing twice."""

import os
import shutil
import time
from collections import Counter
from pathlib import Path
from random import Random

import duckdb
import pytest

from tests.warehouse.killed_writers import KilledWriters
from tests.warehouse.runs import COUNTS, load, paths_in, relate
from tests.warehouse.writer import RUN_SIZE
from warehouse import Connection, Reader, connect_readonly, open_writer
from warehouse.database.publishing import publish
from warehouse.database.statements import statement, statement_names
from warehouse.steps.checking import check
from warehouse.steps.tallying import tally

pytestmark = [pytest.mark.slow, pytest.mark.long]

# PARALLAX_TESTS_KILLS=100 kills it at a hundred moments.
KILLS = int(os.environ.get("PARALLAX_TESTS_KILLS", "20"))
ROUNDS_A_FILE = 10
# What a writer is killed in, and how long after it began with that at most.
MOMENTS = {"migrate": 0.2, "load": 0.2, "relate": 0.1, "tally": 0.1, "publish": 0.1, "close": 0.05}
OLD_ARTICLES = 2_000


def test_a_killed_writer_leaves_what_it_committed(tmp_path: Path, writers: KilledWriters) -> None:
    moments, killed_in, first = Random(11), Counter[str](), 0
    for number in range(KILLS):
        folder, log = tmp_path / str(number // ROUNDS_A_FILE), tmp_path / f"{number}.log"
        if number % ROUNDS_A_FILE == 0:
            first = 0
            _old_file(folder, moments.randrange(3, len(statement_names("migrations")) + 1))
        phase = "migrate" if number % ROUNDS_A_FILE < 2 else moments.choice(list(MOMENTS))
        child = writers.begin(folder, log, first)
        writers.wait_for(log, f"begin {phase}")
        time.sleep(moments.uniform(0, MOMENTS[phase]))
        writers.kill(child)
        told = log.read_text(encoding="utf-8").splitlines()
        assert not [line for line in told if line.startswith("failed")], told
        killed_in[told[-1].split()[1] if told[-1].startswith("begin ") else "between"] += 1
        first = _nothing_is_lost(folder, told, first)
        if number % ROUNDS_A_FILE == ROUNDS_A_FILE - 1:
            _the_next_run_mends(folder)
    print(f"killed in: {dict(killed_in)}")
    assert len(killed_in.keys() & MOMENTS.keys()) > len(MOMENTS) / 2


def _old_file(folder: Path, migration_count: int) -> None:
    """Make a file as an older version left it: its first migrations, in the format of its time."""
    paths = paths_in(folder)
    paths.writer.parent.mkdir(parents=True)
    with duckdb.connect(paths.writer) as connection:
        connection.execute("CREATE TABLE schema_version (name VARCHAR NOT NULL, applied_at TIMESTAMPTZ)")
        for name in statement_names("migrations")[:migration_count]:
            connection.execute(statement(name))
            connection.execute("INSERT INTO schema_version VALUES (?, now())", [name])
        connection.execute(
            "INSERT INTO article BY NAME SELECT uuid() AS article_id, 'outlet-0' AS outlet_id, "
            "'https://old.example/' || n AS url, TIMESTAMPTZ '2025-12-01' AS published_at, "
            "'page' AS published_basis, "
            "TIMESTAMPTZ '2025-12-02' AS fetched_at, 'en' AS language, 10 AS char_count, 'old' AS run_id "
            f"FROM range({OLD_ARTICLES}) AS numbers (n)"
        )
        connection.execute(
            "INSERT INTO article_text SELECT article_id, published_at, repeat(url, 40) FROM article"
        )
        connection.execute(
            "INSERT INTO article_fingerprint SELECT article_id, published_at, 1, [] FROM article"
        )
        connection.execute(
            "INSERT INTO run (run_id, started_at, finished_at, status, entered_count, loaded_count, "
            "known_count, rejected_count) VALUES ('old', '2025-12-02', '2025-12-02', 'succeeded', 0, 0, 0, 0)"
        )
        if migration_count >= 9:
            connection.execute("INSERT INTO untallied SELECT article_id FROM article")


def _nothing_is_lost(folder: Path, told: list[str], first: int) -> int:
    """Compare both files with what was said to be committed; return the first page that is not loaded."""
    paths, loaded = paths_in(folder), _said(told, "loaded")
    with open_writer(paths) as connection:
        last = _consistent(connection, loaded)
        # One run more than was told may be in: it was killed between its commit and its word.
        assert (last - first) // RUN_SIZE in {len(loaded), len(loaded) + 1}
        if _said(told, "tallied") == loaded and not connection.execute("FROM untallied").fetchall():
            articles = connection.execute("SELECT sum(articles) FROM language_day").fetchone()
            assert articles == connection.execute("SELECT count(*) FROM article").fetchone()
    if paths.published.exists():
        with connect_readonly(paths.published) as connection:
            _consistent(connection, _said(told, "published"))
    return last


def _said(told: list[str], what: str) -> list[str]:
    return [line.split()[1] for line in told if line.startswith(f"{what} ")]


def _consistent(connection: Connection | Reader, committed: list[str]) -> int:
    """Check the counts against one another and what was told; return the first page that is not loaded."""
    runs = [
        run_id for (run_id,) in connection.execute("SELECT run_id FROM run WHERE run_id <> 'old'").fetchall()
    ]
    assert len(set(runs)) == len(runs)
    assert set(committed) <= set(runs)
    articles, different, texts, fingerprints, entries, sums = connection.execute(COUNTS).fetchall()[0]
    assert articles == different == texts == fingerprints == entries + OLD_ARTICLES == sums + OLD_ARTICLES
    assert articles == len(runs) * RUN_SIZE + OLD_ARTICLES
    return len(runs) * RUN_SIZE


def _the_next_run_mends(folder: Path) -> None:
    """Do what the next run does: nothing is left to find fault with, in either file."""
    paths = paths_in(folder)
    with open_writer(paths) as connection:
        load(connection, folder, "last", [])
        relate(connection)
        tally(connection)
        assert not list(check(connection))
    publish(paths)
    with connect_readonly(paths.published) as connection:
        days, articles = connection.execute(
            "SELECT (SELECT sum(articles) FROM language_day), (SELECT count(*) FROM article)"
        ).fetchall()[0]
    assert days == articles
    shutil.rmtree(folder)
