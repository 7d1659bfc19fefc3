"""What the tests of durability share: a nursery of writers."""

from collections.abc import Iterator

import pytest

from tests.warehouse.nursery import Nursery


@pytest.fixture
def nursery() -> Iterator[Nursery]:
    made = Nursery()
    yield made
    made.close()
