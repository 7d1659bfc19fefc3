"""Kill a command at any moment between two system calls that change files.

    done = moments(command, folder, environment)     # what the command does to files below `folder`
    for moment in spread(done):                      # about KILLS of them, in order
        ... put `folder` back as it was ...
        killed_before(moment, command, environment)  # SIGKILL as that call begins; the call is not made
        ... run the next command, and compare ...

`strace` counts the calls and sends the signal, so that DuckDB's calls are moments as well as Python's. A kill
before a call is a kill behind the one before it. Mark such tests with `needs_strace`. A moment is the same in
each run of a command that starts from the same files, as long as it has one thread or decides nothing by the
clock. A command is best `[sys.executable, "-m", "tests....", ...]` with few imports: each costs CPU.
"""

import os
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import pytest

# A kill costs a second of CPU. PARALLAX_TESTS_KILLS=100 hits a hundred moments of each command instead.
KILLS = int(os.environ.get("PARALLAX_TESTS_KILLS", "4"))
TIMEOUT_S = 300
KILLED = -9

# Calls that change files; not every machine has all of them, hence the question marks.
_CALLS = (
    "?openat,?open,?creat,?write,?writev,?pwrite64,?pwritev,?pwritev2,?sendfile,?copy_file_range,?ftruncate,"
    "?truncate,?fallocate,?fsync,?fdatasync,?rename,?renameat,?renameat2,?link,?linkat,?symlink,?symlinkat,"
    "?unlink,?unlinkat,?mkdir,?mkdirat,?rmdir,?utimensat,?chmod,?fchmod,?fchmodat"
)
_LINE = re.compile(r"(?P<thread>\d+) +(?P<call>\w+)\((?P<rest>.*)")
_FILE = re.compile(r"[<\"](/[^>\"]*)")


def _may_trace() -> bool:
    command = ["strace", "-f", "--seccomp-bpf", "-o", os.devnull, "true"]
    return (
        shutil.which("strace") is not None
        and subprocess.run(command, capture_output=True, check=False).returncode == 0
    )


needs_strace = pytest.mark.skipif(not _may_trace(), reason="strace is not installed, or may not trace")


@dataclass(frozen=True, kw_only=True)
class Moment:
    """The `number`-th `call` of a thread, on files that `text` names."""

    call: str
    number: int
    text: str


def moments(command: Sequence[str], folder: Path, environment: Mapping[str, str]) -> list[Moment]:
    """Run a command to its end, which must be a good one; return its moments below a folder, in order.

    Calls that failed change nothing. Of calls of one kind on one file in a row, the first, the middle and the
    last are moments.
    """
    log = folder.parent / f"{folder.name}.strace"
    done = _traced(command, environment, log)
    assert done.returncode == 0, done.stderr
    counts: Counter[tuple[str, str]] = Counter()
    found = []
    for line in log.read_text(encoding="utf-8", errors="replace").splitlines():
        match = _LINE.match(line)
        if match is None:
            continue
        thread, call, rest = match.groups()
        counts[thread, call] += 1
        if str(folder) in rest and _changes(call, rest):
            found.append(Moment(call=call, number=counts[thread, call], text=rest))
    log.unlink()
    return [moment for _, row in groupby(found, _kind) for moment in _ends(list(row))]


def _changes(call: str, rest: str) -> bool:
    is_open = call in {"open", "openat"}
    return " = -1 " not in rest and (not is_open or "O_CREAT" in rest or "O_TRUNC" in rest)


def _kind(moment: Moment) -> tuple[str, tuple[str, ...]]:
    return moment.call, tuple(_FILE.findall(moment.text))


def _ends(row: list[Moment]) -> list[Moment]:
    return [row[at] for at in sorted({0, len(row) // 2, len(row) - 1})]


def spread(found: Sequence[Moment], count: int = KILLS) -> list[Moment]:
    """Return about `count` of the moments, evenly spread, the first and the last among them."""
    if count >= len(found):
        return list(found)
    step = (len(found) - 1) / max(1, count - 1)
    return [found[round(number * step)] for number in range(count)]


def killed_before(moment: Moment, command: Sequence[str], environment: Mapping[str, str]) -> bool:
    """Run a command that is killed as it begins this call; return whether it was.

    One with several threads may have shared its calls differently and ended well before it came to that.
    """
    killing = f"{moment.call}:signal=KILL:when={moment.number}"
    done = _traced(command, environment, Path(os.devnull), killing)
    assert done.returncode in {KILLED, 0}, f"{moment}: {done.stdout}{done.stderr}"
    return done.returncode == KILLED


def failed_at(
    moment: Moment, error: str, command: Sequence[str], environment: Mapping[str, str]
) -> subprocess.CompletedProcess[str]:
    """Run a command whose call at a moment fails, as with EBUSY, and is not made."""
    failing = f"{moment.call}:error={error}:when={moment.number}"
    return _traced(command, environment, Path(os.devnull), failing)


def _traced(
    command: Sequence[str], environment: Mapping[str, str], log: Path, injected: str | None = None
) -> subprocess.CompletedProcess[str]:
    traced = injected.partition(":")[0] if injected else _CALLS
    options = ["-f", "-qq", "-y", "-s", "0", "-o", str(log), "-e", f"trace={traced}"]
    # With its quick way of stopping at few calls only, strace 6.1 forgets to send signals.
    options += ["-e", f"inject={injected}"] if injected else ["--seccomp-bpf"]
    return subprocess.run(
        ["strace", *options, *command],
        # Nothing that a first run leaves for a second, and no order that chance decides.
        env={**environment, "PYTHONDONTWRITEBYTECODE": "1", "PYTHONHASHSEED": "0"},
        capture_output=True,
        text=True,
        timeout=TIMEOUT_S,
        check=False,
    )
