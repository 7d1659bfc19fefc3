"""What Parallax's own queries say of a warehouse that an older version published."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from model import PermanentError
from warehouse.database.failures import first_line


@contextmanager
def current(published: Path) -> Iterator[None]:
    """Raise PermanentError where a query needs a view or macro that the published copy does not have."""
    try:
        yield
    except duckdb.CatalogException as error:
        raise PermanentError(
            f"{published} was published by another version of Parallax and lacks what this command reads "
            f"({first_line(error)}): `parallax run` publishes it again."
        ) from error
