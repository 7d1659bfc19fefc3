"""Load DuckDB's extensions from their wheels, never from the network."""

import importlib.util
from collections.abc import Sequence
from pathlib import Path

import duckdb

from model import ConfigurationError
from warehouse.database.quoting import literal

DUCKLAKE, POSTGRES, S3 = "ducklake", "postgres_scanner", "httpfs"


def load(connection: duckdb.DuckDBPyConnection, names: Sequence[str]) -> None:
    """Load extensions; raises ConfigurationError that says which packages to install where one is missing.

    The file of an extension fits exactly one version of DuckDB, and DuckDB checks its signature.
    """
    files = {name: _file(name) for name in names}
    missing = [name for name, file in files.items() if file is None]
    if missing:
        wheels = (f"duckdb-extension-{name.replace('_', '-')}=={duckdb.__version__}" for name in missing)
        text = (
            f"The lake needs the DuckDB extensions {', '.join(missing)}: pip install 'parallax-news[lake]', "
            f"or {' '.join(wheels)}."
        )
        raise ConfigurationError([text])
    for file in files.values():
        connection.execute(f"LOAD {literal(file)}")


def _file(name: str) -> Path | None:
    """Return the file of an extension for the DuckDB that runs, None where it is not installed."""
    found = importlib.util.find_spec(f"duckdb_extension_{name}")
    for folder in (found.submodule_search_locations or ()) if found else ():
        file = Path(folder) / "extensions" / f"v{duckdb.__version__}" / f"{name}.duckdb_extension"
        if file.exists():
            return file
    return None
