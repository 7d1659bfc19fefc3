"""What the tests share: the environment Airflow wants, and the corpora where they are."""

from pathlib import Path

import pytest

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
