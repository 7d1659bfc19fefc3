"""Commands that are killed at any moment: the next one ends with nothing lost, doubled or left."""

import shutil
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pytest

from pipeline.handoff import RunFolder, RunKind
from pipeline.keeping.compact import compact
from pipeline.keeping.erase import erase
from pipeline.keeping.recovery import recover
from pipeline.running.leftovers import sweep
from pipeline.settings import Settings
from tests.killing import KILLS, killed_before, moments, needs_strace, spread
from tests.pipeline.command_line import environment
from tests.pipeline.keeping.kept_data import RUN_ID, URL, facts, holders, kept_data
from tests.pipeline.related_texts import NOW

pytestmark = [pytest.mark.slow, pytest.mark.stress, needs_strace]

COMMANDS: Mapping[str, Sequence[str]] = {
    "erase": ("erase", URL, "--yes"),
    "compact": ("compact",),
    "export": ("export", "articles", "event_summary", "--format", "xlsx"),
    "export as of a run": ("export", "articles", "--as-of", RUN_ID),
}
# The moments of an everyday run, where PARALLAX_TESTS_KILLS names no more.
EVERYDAY = {"erase": 4, "compact": 2, "export": 2, "export as of a run": 3}


def _next_run(settings: Settings) -> None:
    """Do what the next run does first."""
    recover(settings, RunFolder(settings.path_in_data("runs", "none")), RunKind.INGEST, NOW)


def _erased(settings: Settings) -> None:
    """See that nothing is left where it is said to be finished, and finish it."""
    before = facts(settings)
    if before["erased"] and all(row[2] for row in before["erased"]):
        assert holders(settings.data) == []
    _next_run(settings)
    after = facts(settings)
    assert all(row[2] for row in after["erased"])
    if after["erased"]:
        assert holders(settings.data) == []
    erase(settings, [URL], None, NOW)
    assert holders(settings.data) == []


def _compacted(settings: Settings) -> None:
    _next_run(settings)
    compact(settings)


NEXT: Mapping[str, Callable[[Settings], object]] = {
    "erase": _erased,
    "compact": _compacted,
    "export": sweep,
    "export as of a run": sweep,
}


def _left(settings: Settings) -> list[str]:
    """Return the files and folders that no command leaves when it ends."""
    return [
        str(path.relative_to(settings.data))
        for path in settings.data.rglob("*")
        if path.name.startswith(".") or path.suffix in {".partial", ".compact", ".cut", ".wal", ".tmp"}
    ]


@pytest.mark.parametrize("name", COMMANDS)
def test_killed_at_any_moment_the_next_one_ends_as_if_it_had_not_been(tmp_path: Path, name: str) -> None:
    settings = kept_data(tmp_path / "data")
    command = [sys.executable, "-m", "pipeline.cli", *COMMANDS[name]]
    variables = environment(settings.data)
    found = moments(command, settings.data, variables)
    expected, is_killed = facts(settings), 0
    count = KILLS if KILLS > 10 else EVERYDAY[name]
    for moment in spread(found, count):
        shutil.rmtree(settings.data)
        kept_data(settings.data)
        is_killed += killed_before(moment, command, variables)
        NEXT[name](settings)
        assert facts(settings) == expected, moment
        assert _left(settings) == [], moment
    print(f"{name}: killed at {is_killed} of {len(found)} moments")
    assert is_killed > 0.8 * min(count, len(found)) - 1
