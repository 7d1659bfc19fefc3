"""Erasing, expiring, backing up, restoring and reading again work where the archive is in the store."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from warcio.archiveiterator import ArchiveIterator

from model import ConfigurationError
from pipeline.keeping.backup import backup
from pipeline.keeping.erase import erase
from pipeline.keeping.restore import restore
from pipeline.keeping.retain import retain
from pipeline.settings import Settings
from pipeline.staging.readable import readable
from pipeline.staging.store import open_store
from pipeline.steps.choose import choose
from pipeline.steps.read import read
from pipeline.steps.replace import replace as replace_articles
from tests.object_store import needs_store
from tests.pipeline.consistency import LASTING
from tests.pipeline.small_press import ORIGINAL, START, findings, rows
from tests.pipeline.staging.conftest import Machine
from tests.pipeline.staging.machines import Steps, run_on
from warehouse import open_writer

pytestmark = [pytest.mark.slow, pytest.mark.long, needs_store]

LATER = START + timedelta(days=1)
WORDS = "percent of neighbouring Luhansk"
AFTER = START + timedelta(days=60)


@pytest.fixture
def writer(machine: Machine) -> Settings:
    """Return the settings of the writer's machine after a run."""
    settings = machine("writer")
    run_on(settings, machine("worker"))
    return settings


def archived(settings: Settings, folder: Path) -> dict[str, bytes]:
    """Return the bodies of each file of the archive in the store."""
    store, found = open_store(settings.store), {}
    for file in store.files("archive"):
        store.pull(file.name, folder / file.name)
        with (folder / file.name).open("rb") as stream:
            found[file.name] = b"".join(record.content_stream().read() for record in ArchiveIterator(stream))
    return found


def test_what_is_erased_is_in_no_file_of_the_store(
    writer: Settings, machine: Machine, tmp_path: Path
) -> None:
    before = archived(writer, tmp_path / "before")
    assert any(WORDS.encode() in content for content in before.values())
    erased = erase(writer, [ORIGINAL], None, LATER)
    assert list(erased.finished.held) == []
    assert erased.finished.rewritten
    after = archived(writer, tmp_path / "after")
    assert not any(WORDS.encode() in content for content in after.values())
    reader = readable(machine("reader"))
    assert reader.read_bytes() == writer.published.read_bytes()
    assert rows(writer, f"FROM article WHERE url = '{ORIGINAL}'") == []
    assert findings(writer) == []
    assert not (writer.data / "archive").exists()


def test_an_archive_of_a_run_that_was_lost_is_looked_through(writer: Settings, tmp_path: Path) -> None:
    """A file that no request refers to, of a worker that died before its run was loaded, may hold it."""
    store = open_store(writer.store)
    name = max(store.files("archive"), key=lambda file: file.byte_count).name
    store.pull(name, tmp_path / "copy")
    lost = name.replace(".warc.gz", "-lost.warc.gz")
    store.push(tmp_path / "copy", lost)
    held = erase(writer, [ORIGINAL], None, LATER).finished.held
    assert [one.path for one in held] == [f"{writer.store}/{lost}"]
    store.remove([lost])
    assert erase(writer, [ORIGINAL], None, LATER).finished.held == []


def test_a_machine_that_only_reads_changes_nothing(writer: Settings, machine: Machine) -> None:
    reader = machine("reader")
    readable(reader)
    with pytest.raises(ConfigurationError, match="copy of the warehouse for reading only"):
        erase(reader, [ORIGINAL], None, LATER)
    assert not reader.writer.exists()


def test_archive_files_expire(writer: Settings) -> None:
    settings = replace(writer, keep_archive_days=30)
    names = [file.name for file in open_store(writer.store).files("archive")]
    assert retain(settings, AFTER, is_rehearsal=True).counts == {"archive": len(names)}
    assert retain(settings, AFTER, is_rehearsal=False).counts == {"archive": len(names)}
    assert list(open_store(writer.store).files("archive")) == []
    assert rows(writer, 'FROM "fetch" WHERE archive_file IS NOT NULL') == []


def test_a_backup_has_the_archive_and_is_restored_into_another_store(
    writer: Settings, machine: Machine, tmp_path: Path, store_url: str
) -> None:
    first = backup(writer, tmp_path / "backup", LATER)
    assert backup(writer, tmp_path / "backup", LATER).new_count == 0
    other = replace(machine("other"), store=f"{store_url}-other")
    assert restore(other, tmp_path / "backup", LATER, overwrites=True).file_count == first.file_count
    for query in LASTING.values():
        assert rows(other, query) == rows(writer, query)
    assert archived(other, tmp_path / "there") == archived(writer, tmp_path / "here")
    assert not (other.data / "archive").exists()
    reader = replace(machine("reader"), store=other.store)
    assert readable(reader).read_bytes() == other.published.read_bytes()


def test_a_restore_takes_back_what_came_after_and_erases_again(
    writer: Settings, machine: Machine, tmp_path: Path
) -> None:
    backup(writer, tmp_path / "backup", LATER)
    kept = {file.name for file in open_store(writer.store).files("archive")}
    erase(writer, [ORIGINAL], None, LATER)
    run_on(writer, machine("worker"), number=30)
    restore(writer, tmp_path / "backup", LATER, overwrites=True)
    assert {file.name for file in open_store(writer.store).files("archive")} == kept
    assert rows(writer, f"FROM article WHERE url = '{ORIGINAL}'") == []
    assert not any(WORDS.encode() in content for content in archived(writer, tmp_path / "now").values())
    assert findings(writer) == []


def test_pages_are_read_again_from_the_store(writer: Settings, machine: Machine) -> None:
    before = rows(writer, LASTING["texts"])
    with open_writer(writer.warehouse_paths) as connection:
        connection.execute("UPDATE article SET extractor_version = 'old'")
        connection.execute("UPDATE article_text SET text = left(text, length(text) - 60)")
    worker = machine("worker")
    steps = Steps(writer, iter(lambda: worker, None), LATER)
    chosen = steps.call(choose)
    done = [steps.call(read, fetched=batch) for batch in chosen]
    steps.run = steps.call(replace_articles, chosen=chosen, read=done)
    steps.to_publish()
    assert rows(writer, LASTING["texts"]) == before
    assert findings(writer) == []
