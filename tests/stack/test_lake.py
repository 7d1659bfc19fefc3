"""A lake in PostgreSQL: readers see whole runs only, cannot write by any way, and keep nothing erased."""

import secrets
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread
from urllib.parse import urlsplit

import psycopg2
import pytest
from psycopg2.extensions import parse_dsn

from model import ParallaxError
from model.paths import LakeAddress
from tests.pipeline.command_line import PROJECT
from tests.stack.airflow_stack import POSTGRES, missing_services
from tests.warehouse.lake.copies import (
    NOW,
    WHOLE,
    ask,
    cells_with,
    commit_sound,
    differences,
    needs_wheels,
    run,
)
from warehouse import open_writer
from warehouse.database.publishing import publish
from warehouse.lake.committing import commit
from warehouse.lake.opening import open_lake
from warehouse.lake.upkeep import keep_up

MISSING = [one for one in missing_services() if "POSTGRES" in one]
pytestmark = [
    pytest.mark.slow,
    pytest.mark.long,
    pytest.mark.stack,
    pytest.mark.skipif(bool(MISSING), reason=f"no answer: {', '.join(MISSING)}"),
    needs_wheels,
]

READERS, RUNS = 8, 4
# In DuckLake's SQL, and past it, in the catalog itself.
WRITING = (
    "INSERT INTO lake.article FROM lake.article",
    "DELETE FROM lake.article",
    "CREATE TABLE lake.mine AS SELECT 1 AS a",
    "DROP TABLE lake.article",
    "CALL ducklake_expire_snapshots('lake', older_than => now())",
    "CALL postgres_execute('catalog', 'DELETE FROM public.ducklake_snapshot')",
    "FROM postgres_query('catalog', 'SELECT lo_create(0)')",
    "FROM postgres_query('catalog', 'SELECT pg_read_file(''PG_VERSION'')')",
    "CALL postgres_execute('catalog', 'CREATE TABLE public.mine (a int)')",
    "DROP TABLE catalog.public.ducklake_snapshot",
)
PASSWORD = secrets.token_hex(8)


def execute(url: str, *statements: str) -> None:
    with closing(psycopg2.connect(url)) as connection:
        connection.autocommit = True
        with connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)


@dataclass(frozen=True, kw_only=True)
class Catalog:
    """A database with the roles of the documents, under names of its own, and a reader's login."""

    name: str

    def lake(self, login: str, data: Path) -> LakeAddress:
        parts = urlsplit(POSTGRES)
        where = f"dbname={self.name} host={parts.hostname} port={parts.port}"
        catalog = f"ducklake:postgres:{where} user={login}_{self.name} password={PASSWORD}"
        return LakeAddress(catalog=catalog, data=str(data), keep_days=7)


@pytest.fixture
def catalog() -> Iterator[Catalog]:
    name = f"lake_{secrets.token_hex(4)}"
    roles = (PROJECT / "docs" / "lake_roles.sql").read_text(encoding="utf-8")
    for role in ("writer", "reader"):
        roles = roles.replace(f"parallax_lake_{role}", f"{role}_{name}")
    execute(POSTGRES, f"CREATE DATABASE {name}")
    try:
        execute(
            urlsplit(POSTGRES)._replace(path=f"/{name}").geturl(),
            roles,
            roles,
            f"ALTER ROLE writer_{name} PASSWORD '{PASSWORD}'",
            f"CREATE ROLE ann_{name} LOGIN PASSWORD '{PASSWORD}' IN ROLE reader_{name}",
        )
        yield Catalog(name=name)
    finally:
        dropped = [f"DROP ROLE IF EXISTS {role}_{name}" for role in ("ann", "writer", "reader")]
        execute(POSTGRES, f"DROP DATABASE {name} WITH (FORCE)", *dropped)


@pytest.fixture
def lake(catalog: Catalog, tmp_path: Path) -> LakeAddress:
    return catalog.lake("writer", tmp_path / "lake")


@pytest.fixture
def reader(catalog: Catalog, tmp_path: Path) -> LakeAddress:
    return catalog.lake("ann", tmp_path / "lake")


def test_eight_readers_see_whole_runs_only(tmp_path: Path, lake: LakeAddress, reader: LakeAddress) -> None:
    commit_sound(run(tmp_path, range(40)), lake)
    ended, seen, failed = Event(), [], []

    def look() -> None:
        try:
            with open_lake(reader, is_read_only=True) as connection:
                connection.execute("USE lake")
                connection.execute("SET threads = 1")
                while not ended.wait(0.5):
                    seen.append(connection.execute(WHOLE).fetchall()[0])
        except ParallaxError as error:
            failed.append(error)

    threads = [Thread(target=look) for _ in range(READERS)]
    for thread in threads:
        thread.start()
    try:
        for number in range(RUNS):
            paths = run(tmp_path, range(40 + 10 * number, 50 + 10 * number))
            assert list(commit(paths, lake, NOW).findings) == []
    finally:
        ended.set()
        for thread in threads:
            thread.join()
    states = {count for counts in seen for count in counts}
    print(f"{len(seen)} looks at {len(states)} states")
    assert failed == []
    assert differences(paths, lake) == {}
    assert [counts for counts in seen if len({*counts}) > 1] == []
    assert len(states) > RUNS / 2


def write(address: LakeAddress, statement: str) -> None:
    with open_lake(address) as connection:
        connection.execute("SET ducklake_max_retry_count = 0")
        where = address.catalog.removeprefix("ducklake:postgres:")
        connection.execute(f"ATTACH '{where}' AS catalog (TYPE postgres)")
        connection.execute(statement).fetchall()


def test_a_reader_asks_and_cannot_write(tmp_path: Path, lake: LakeAddress, reader: LakeAddress) -> None:
    paths = run(tmp_path, range(40))
    commit_sound(paths, lake)
    assert ask(reader, "SELECT count(*) FROM article") == [(40,)]
    assert ask(reader, "SELECT sum(articles)::BIGINT FROM coverage_daily") == [(40,)]
    writer = parse_dsn(lake.catalog.removeprefix("ducklake:postgres:"))["user"]
    for statement in (*WRITING, f"CALL postgres_execute('catalog', 'SET ROLE {writer}')"):
        with pytest.raises(ParallaxError, match=r"permission denied|must be owner"):
            write(reader, statement)
    assert differences(paths, lake) == {}


def test_upkeep_and_erasing_reach_a_lake_in_postgres(tmp_path: Path, lake: LakeAddress) -> None:
    word = "quintessentially"
    paths = run(tmp_path, range(40))
    with open_writer(paths) as connection:
        connection.execute(f"UPDATE article SET title = '{word}' WHERE url LIKE '%/7'")
    publish(paths)
    commit_sound(paths, lake)
    commit_sound(run(tmp_path, range(40, 50)), lake)
    keep_up(lake, NOW)
    assert cells_with(lake, word)
    with open_writer(paths) as connection:
        connection.execute("UPDATE article SET title = 'Gone' WHERE url LIKE '%/7'")
        connection.execute("INSERT INTO erased VALUES ('url', 'abc', now(), now(), NULL)")
    publish(paths)
    assert commit(paths, lake, NOW).is_purged
    assert cells_with(lake, word) == {}
    assert differences(paths, lake) == {}
