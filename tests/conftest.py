"""What the tests share: the environment Airflow wants, and the corpora where they are."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("default", deadline=None)
settings.register_profile("long", deadline=None, max_examples=20_000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))

if "PARALLAX_MODELS" not in os.environ:
    os.environ["PARALLAX_MODELS"] = tempfile.mkdtemp(prefix="parallax-models-")
    atexit.register(shutil.rmtree, os.environ["PARALLAX_MODELS"], ignore_errors=True)

CORPORA = Path(__file__).parents[2] / "shared" / "corpus"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if CORPORA.is_dir():
        return
    skip = pytest.mark.skip(reason=f"there are no corpora at {CORPORA}")
    for item in items:
        if "corpus" in item.keywords:
            item.add_marker(skip)


@pytest.fixture(scope="session")
def corpora() -> Path:
    return CORPORA
