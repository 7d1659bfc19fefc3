"""`parallax sql` at a terminal and at its limits: the pager, and queries that DuckDB alone would not end."""

import os
import pty
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.made_once import begin_warehouse
from warehouse import WarehousePaths
from warehouse.database.publishing import publish

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[3]
PARALLAX = [sys.executable, "-m", "pipeline.cli"]
LONG = "SELECT 'row ' || range AS r FROM range(100)"


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    paths = WarehousePaths(published=tmp_path / "warehouse.duckdb", writer=tmp_path / "w" / "w.duckdb")
    publish(begin_warehouse(paths))
    others = {name: value for name, value in os.environ.items() if not name.startswith("PARALLAX_")}
    return {**others, "PARALLAX_DATA": str(tmp_path), "COLUMNS": "80", "LINES": "24", "TERM": "xterm"}


def _at_a_terminal(environment: dict[str, str], *arguments: str) -> str:
    """Run `parallax sql` with a terminal for its output; return what the terminal got."""
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "pipeline.cli", "sql", *arguments]
    process = subprocess.Popen(
        command, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, stdout=theirs, stderr=theirs
    )
    os.close(theirs)
    parts = []
    try:
        while part := os.read(ours, 65_536):
            parts.append(part)
    except OSError:  # what Linux says when the other end is closed
        pass
    finally:
        os.close(ours)
        assert process.wait(timeout=60) == 0
    return b"".join(parts).decode()


def test_a_table_longer_than_the_screen_goes_through_the_pager(environment: dict[str, str]) -> None:
    text = _at_a_terminal({**environment, "PAGER": "echo LESS=$LESS; head -n 5"}, LONG)
    assert "LESS=FRX" in text
    assert "row 0" in text
    assert "row 99" not in text


@pytest.mark.parametrize(
    ("pager", "arguments"),
    [
        ("echo paged", [LONG, "--no-pager"]),
        ("cat", [LONG]),
        ("", [LONG]),
        ("no-such-pager", [LONG]),
        ("echo paged", ["SELECT 'row 0, row 99' AS r"]),
        ("echo paged", [LONG, "--format", "csv"]),
    ],
)
def test_all_else_is_shown_at_once(environment: dict[str, str], pager: str, arguments: list[str]) -> None:
    text = _at_a_terminal({**environment, "PAGER": pager}, *arguments)
    assert "row 0" in text
    assert "row 99" in text
    assert "paged" not in text


@pytest.mark.parametrize(
    ("query", "told"),
    [
        (
            "SELECT levenshtein(repeat('a', 100000), repeat('b', 100000))",
            "more than 0.5 seconds and was stopped",
        ),
        ("SELECT range(1000000000)", "Out of Memory"),
    ],
)
def test_a_function_on_a_huge_value_ends_too(environment: dict[str, str], query: str, told: str) -> None:
    command = [sys.executable, "-m", "pipeline.cli", "sql", "--timeout", "0.5", query]
    started = time.monotonic()
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert time.monotonic() - started < 30
    assert done.returncode == 1
    assert done.stdout == ""
    assert told in done.stderr
    assert all(line.startswith("parallax: ") for line in done.stderr.splitlines())


@pytest.mark.parametrize("out", [False, True])
def test_the_time_limit_covers_drawing_and_writing(
    environment: dict[str, str], tmp_path: Path, *, out: bool
) -> None:
    before = sorted(tmp_path.iterdir())
    target = ["--out", str(tmp_path / "answer.txt")] if out else []
    command = [*PARALLAX, "sql", "--timeout", "0.5", "SELECT range FROM range(1000000)", *target]
    started = time.monotonic()
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert time.monotonic() - started < 15
    assert (done.returncode, done.stdout) == (1, "")
    assert "more than 0.5 seconds" in done.stderr
    assert sorted(tmp_path.iterdir()) == before


def _query_process(parent: int) -> int:
    """Return the process in which a started `parallax sql` runs its query."""
    children = Path(f"/proc/{parent}/task/{parent}/children")
    until = time.monotonic() + 20
    while time.monotonic() < until:
        if found := children.read_text().split():
            return int(found[0])
        time.sleep(0.02)
    raise AssertionError("there is no process of the query")


def _is_running(process: int) -> bool:
    try:
        return " Z " not in Path(f"/proc/{process}/stat").read_text()
    except FileNotFoundError:
        return False


@pytest.fixture
def asked(environment: dict[str, str]) -> Iterator[subprocess.Popen[str]]:
    slow = "SELECT sum(a.range * b.range) FROM range(10000000) a, range(1000000) b"
    process = subprocess.Popen(
        [*PARALLAX, "sql", slow],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    yield process
    process.kill()
    process.communicate()


@pytest.mark.parametrize("number", [signal.SIGSEGV, signal.SIGABRT, signal.SIGKILL])
def test_a_crash_of_the_query_is_an_error(asked: subprocess.Popen[str], number: signal.Signals) -> None:
    os.kill(_query_process(asked.pid), number)
    out, err = asked.communicate(timeout=20)
    assert (asked.returncode, out) == (1, "")
    assert f"ended without an answer ({number.name})" in err
    assert all(line.startswith("parallax: ") for line in err.splitlines())


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGTERM])
def test_the_query_ends_with_whoever_waits_for_it(
    asked: subprocess.Popen[str], number: signal.Signals
) -> None:
    query = _query_process(asked.pid)
    asked.send_signal(number)
    asked.wait(timeout=20)
    until = time.monotonic() + 10
    while _is_running(query) and time.monotonic() < until:
        time.sleep(0.05)
    assert not _is_running(query)


def test_a_planted_link_redirects_no_answer(environment: dict[str, str], tmp_path: Path) -> None:
    victim = tmp_path / "victim"
    victim.write_bytes(b"precious")
    for name in ("a.parquet", "a.csv"):
        (tmp_path / f".{name}.partial").symlink_to(victim)
        command = [*PARALLAX, "sql", "SELECT 7 AS seven", "--format", name[2:], "--out", str(tmp_path / name)]
        subprocess.run(command, cwd=ROOT, env=environment, check=True)
        assert b"seven" in (tmp_path / name).read_bytes()
    assert victim.read_bytes() == b"precious"


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a link to another user")
def test_a_link_of_another_user_is_not_written_through(environment: dict[str, str], tmp_path: Path) -> None:
    victim, out = tmp_path / "victim", tmp_path / "a.csv"
    victim.write_bytes(b"precious")
    out.symlink_to(victim)
    os.lchown(out, 12345, 12345)
    command = [*PARALLAX, "sql", "SELECT 7 AS seven", "--format", "csv", "--out", str(out)]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "is a link of another user" in done.stderr
    assert victim.read_bytes() == b"precious"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["search", "x", "--limit", "0"], "give a number from 1 to"),
        (["search", "x", "--limit", "9" * 30], "give a number from 1 to"),
        (["search", "x", "--since", "2026-02-01", "--until", "2026-01-01"], "--since must be before --until"),
        (["search", b"\xff"], "is not in UTF-8"),
        (["sql", b"SELECT '\xff'"], "is not in UTF-8"),
    ],
)
def test_what_cannot_be_asked_is_told(
    environment: dict[str, str], arguments: list[str | bytes], told: str
) -> None:
    command = [sys.executable, "-m", "pipeline.cli", *arguments]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert told in done.stderr


def test_times_without_an_end_are_told_as_such(environment: dict[str, str]) -> None:
    query = "SELECT 'infinity'::TIMESTAMPTZ AS a, 'infinity'::DATE AS b"
    command = [sys.executable, "-m", "pipeline.cli", "sql", query, "--format", "csv"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, check=True)
    assert done.stdout == b"a,b\r\ninfinity,infinity\r\n"
