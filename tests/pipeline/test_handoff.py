"""What steps hand on: every file has a writer and a reader, and a path leads back to its batch."""

import re
from datetime import UTC, datetime
from pathlib import Path

from pipeline import handoff
from pipeline.handoff import FEEDS_DUE, RUN_FILES, Batch, RunFile, RunFolder, RunKind

STEPS = {path.stem for path in (Path(handoff.__file__).parent / "steps").glob("[a-z]*.py")}


def test_every_file_of_a_run_is_in_the_list_once() -> None:
    declared = [value for value in vars(handoff).values() if isinstance(value, RunFile)]

    assert sorted(file.name for file in RUN_FILES) == sorted(file.name for file in declared)
    assert len({file.name for file in RUN_FILES}) == len(RUN_FILES)


def test_writers_and_readers_are_steps_that_name_the_file() -> None:
    names = {id(value): name for name, value in vars(handoff).items() if isinstance(value, RunFile)}
    sources = {step: (Path(handoff.__file__).parent / "steps" / f"{step}.py").read_text() for step in STEPS}
    in_handoff = ("HEAD", "LOADED_RESULTS", "NO_ROWS")

    for file in RUN_FILES:
        assert set(file.written_by) | set(file.read_by) <= STEPS, file.name
        if names[id(file)] not in in_handoff:
            assert all(names[id(file)] in sources[step] for step in file.written_by), file.name


def test_steps_read_no_file_that_the_list_does_not_say() -> None:
    """With a store, a step is sent what the list says and nothing else."""
    names = {id(value): name for name, value in vars(handoff).items() if isinstance(value, RunFile)}
    for step in STEPS:
        source = (Path(handoff.__file__).parent / "steps" / f"{step}.py").read_text()
        for file in RUN_FILES:
            is_read = re.search(rf"\b{names[id(file)]}\.(read|read_all|paths)\(", source)
            if is_read or (file is handoff.HEAD and ".head()" in source):
                assert step in file.read_by, f"{step} reads {file.name}"


def test_a_path_leads_back_to_its_batch(tmp_path: Path) -> None:
    folder = RunFolder(tmp_path / "runs" / "20260106T190500.123456Z")
    path = FEEDS_DUE.write(folder, [], "07")

    assert Batch.at(str(path)) == Batch(folder, "07")
    assert Batch.at(str(handoff.ARTICLES.path(folder, "07").parent)) == Batch(folder, "07")


def test_a_run_begins_with_its_head(tmp_path: Path) -> None:
    folder = RunFolder(tmp_path / "20260106T190500.123456Z")
    assert not folder.has_begun

    started_at = datetime(2026, 1, 6, 19, 5, tzinfo=UTC)
    folder.begin(RunKind.BACKFILL, started_at)

    assert folder.head() == handoff.RunHead(folder.run_id, started_at, RunKind.BACKFILL)
