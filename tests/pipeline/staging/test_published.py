"""Readers on other machines have the last publication, and one machine at a time publishes."""

import shutil
from itertools import repeat
from pathlib import Path

import pytest

from model import PermanentError, TransientError
from pipeline.commands.doctor import Level, check_store
from pipeline.settings import Settings
from pipeline.staging.published import MANIFEST, publish
from pipeline.staging.readable import readable
from pipeline.staging.store import open_store
from pipeline.steps.taking_over import take_over
from tests.object_store import needs_store
from tests.pipeline.command_line import parallax
from tests.pipeline.consistency import LASTING
from tests.pipeline.small_press import START, findings, rows
from tests.pipeline.staging.conftest import Machine
from tests.pipeline.staging.machines import Steps
from warehouse import open_reader, open_writer

pytestmark = [pytest.mark.slow, needs_store]


@pytest.fixture
def writer(machine: Machine, ran: Settings) -> Settings:
    """Return the settings of a machine whose warehouse of one run is published to the store."""
    settings = machine("writer")
    shutil.copytree(ran.data, settings.data)
    publish(settings)
    return settings


def article_count(file: Path) -> int:
    with open_reader(file) as connection:
        return int(connection.execute("SELECT count(*) FROM article").fetchall()[0][0])


def test_a_reader_has_what_was_published_last(writer: Settings, machine: Machine) -> None:
    reader = machine("reader")
    assert article_count(readable(reader)) == article_count(writer.published)
    first = readable(reader).stat()
    assert readable(reader).stat().st_mtime_ns == first.st_mtime_ns, "pulled again though it is the newest"
    publish(writer)
    assert readable(reader).read_bytes() == writer.published.read_bytes()


def test_a_query_ends_on_a_machine_that_asks_the_store(writer: Settings) -> None:
    done = parallax(
        writer.data, "sql", "SELECT count(*) FROM article", "--format", "csv", PARALLAX_STORE=writer.store
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == str(article_count(writer.published))


def test_the_store_keeps_the_last_two_publications(writer: Settings) -> None:
    for day in range(3):
        with open_writer(writer.warehouse_paths) as connection:
            connection.execute(f"COMMENT ON TABLE run IS 'day {day}'")
        publish(writer)
    names = [file.name for file in open_store(writer.store).files("warehouse")]
    assert len(names) == 3
    assert MANIFEST in names


def test_a_reader_without_the_store_reads_what_it_has(
    writer: Settings, machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader, new = machine("reader"), machine("new")
    before = article_count(readable(reader))
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
    monkeypatch.setattr("pipeline.staging.store.PATIENCE_S", 1)
    monkeypatch.setattr("pipeline.staging.published._PATIENCE_WITH_OLDER_S", 0.5)
    monkeypatch.setattr("pipeline.commands.doctor._STORE_PATIENCE_S", 0.5)
    assert article_count(readable(reader)) == before
    for settings, must_be_newest in ((new, False), (reader, True)):
        with pytest.raises(TransientError, match=r"cannot be reached: see that the store answers"):
            readable(settings, must_be_newest=must_be_newest)
    for settings in (writer, reader, new):
        assert [finding.level for finding in check_store(settings)] == [Level.PROBLEM]


def test_a_store_that_answers_is_sound(writer: Settings, machine: Machine) -> None:
    for settings in (writer, machine("reader")):
        assert [finding.level for finding in check_store(settings)] == [Level.OK]


def test_a_publication_that_is_not_what_the_manifest_says_is_not_read(
    writer: Settings, machine: Machine
) -> None:
    store = open_store(writer.store)
    (file,) = [one.name for one in store.files("warehouse") if one.name != MANIFEST]
    damaged = writer.published.read_bytes()[:-5] + b"xxxxx"
    (writer.data / "damaged").write_bytes(damaged)
    store.push(writer.data / "damaged", file)
    with pytest.raises(TransientError, match="is not what"):
        readable(machine("reader"))
    assert not machine("reader").published.exists()


def test_of_two_machines_that_publish_one_is_refused(writer: Settings, machine: Machine) -> None:
    other = machine("other")
    take_over(other, START)
    with open_writer(other.warehouse_paths) as connection:
        connection.execute("COMMENT ON TABLE run IS 'of the other'")
    publish(other)
    with pytest.raises(PermanentError, match="it holds the warehouse now"):
        take_over(writer, START)
    with open_writer(writer.warehouse_paths) as connection:
        connection.execute("COMMENT ON TABLE run IS 'of the first'")
    with pytest.raises(PermanentError, match="it holds the warehouse now"):
        publish(writer)
    assert readable(machine("reader")).read_bytes() == other.published.read_bytes()


def test_a_machine_that_died_before_it_noted_its_publication_goes_on(writer: Settings) -> None:
    (writer.data / ".warehouse.duckdb.stored.json").unlink()
    take_over(writer, START)
    publish(writer)


@pytest.mark.parametrize("until", ["to_load", "to_embed"])
def test_a_writer_that_is_lost_is_replaced_and_nothing_with_it(
    machine: Machine, ran: Settings, until: str
) -> None:
    """The first machine is lost after its load, or after grouping copies; another ends the run."""
    first, second, worker = machine("first"), machine("second"), machine("worker")
    steps = Steps(first, repeat(worker), START)
    steps.to_load()
    if until == "to_embed":
        steps.to_embed()
    shutil.rmtree(first.data)
    steps.writer = second
    steps.to_publish()
    for query in LASTING.values():
        assert rows(second, query) == rows(ran, query)
    assert findings(second) == []
