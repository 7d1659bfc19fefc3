"""What the tests share: the environment Airflow wants, the corpora where they are, and their order."""

import atexit
import gc
import os
import shutil
import signal
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

settings.register_profile("default", deadline=None)
settings.register_profile("long", deadline=None, max_examples=20_000)
settings.register_profile("longest", deadline=None, max_examples=100_000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))

# A shell's background jobs ignore Ctrl-C, and so would every process that a test starts and interrupts.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)

# The workers of pytest-xdist inherit what the first process sets.
if "PARALLAX_TESTS_SHARED" not in os.environ:
    os.environ["PARALLAX_TESTS_SHARED"] = tempfile.mkdtemp(prefix="parallax-tests-")
    os.environ["PARALLAX_TESTS_START"] = datetime.now(UTC).replace(microsecond=0).isoformat()
    os.environ.setdefault("PARALLAX_MODELS", str(Path(os.environ["PARALLAX_TESTS_SHARED"]) / "models"))
    atexit.register(shutil.rmtree, os.environ["PARALLAX_TESTS_SHARED"], ignore_errors=True)

# Of these modules all tests share what the first of them made in its process: one worker runs them all.
ONE_WORKER = (
    "test_corpora.py", "test_faults.py", "test_hostile_web.py", "test_service.py", "test_wire_corpus.py",
)  # fmt: skip
CORPORA = Path(__file__).parents[2] / "shared" / "corpus"


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    # The longest first, else one of them runs alone at the end; within these parts the order stays random.
    items.sort(key=lambda item: ("slow" not in item.keywords, item.path.name not in ONE_WORKER))
    if CORPORA.is_dir():
        return
    skip = pytest.mark.skip(reason=f"there are no corpora at {CORPORA}")
    for item in items:
        if "corpus" in item.keywords:
            item.add_marker(skip)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Hand out tests one by one, in their order, to whichever worker is free."""
    # Never called without pytest-xdist; its own groups (--dist loadgroup) do nothing under pytest 9.2.
    from xdist.scheduler import LoadScopeScheduling  # noqa: PLC0415

    class OneByOne(LoadScopeScheduling):  # type: ignore[misc]
        def _split_scope(self, nodeid: str) -> str:
            file = nodeid.partition("::")[0]
            return file if file.endswith(ONE_WORKER) else nodeid

    return OneByOne(config, log)


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Name packed bytes by their parameter: they hold the second at which they were packed."""
    return argname if isinstance(val, bytes) and not val.isascii() else None


def pytest_collection_finish() -> None:
    # Emptying the caches of the page reader collects garbage: a fifth of a second over all that is loaded.
    gc.freeze()


@pytest.fixture(scope="session", autouse=True)
def processes_as_installed(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Give the processes that tests start what a user has: no pandas.

    DuckDB imports it where there is one, which takes 0.3 s of CPU and 65 MB a process.
    """
    folder = tmp_path_factory.mktemp("as_installed")
    folder.joinpath("sitecustomize.py").write_text('import sys\nsys.modules["pandas"] = None\n')
    os.environ["PYTHONPATH"] = str(folder)


@pytest.fixture(scope="session")
def corpora() -> Path:
    return CORPORA
