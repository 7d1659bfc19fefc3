"""What the tests of durability share: writers to kill."""

from collections.abc import Iterator

import pytest

from tests.warehouse.killed_writers import KilledWriters


@pytest.fixture
def writers() -> Iterator[KilledWriters]:
    made = KilledWriters()
    yield made
    made.close()
