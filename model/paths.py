"""Paths of files and folders that more than one package has to find."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from model.errors import ConfigurationError


@dataclass(frozen=True, slots=True, kw_only=True)
class WarehousePaths:
    """Where the warehouse lives: `published` is what readers open, `writer` is private."""

    published: Path
    writer: Path


def data_folder(environment: Mapping[str, str]) -> Path:
    """Return the folder of PARALLAX_DATA, absolute."""
    return Path(environment.get("PARALLAX_DATA") or "data").absolute()


def published_warehouse(environment: Mapping[str, str]) -> Path:
    """Return the file readers open: PARALLAX_WAREHOUSE, or the one in the data folder.

    Raises ConfigurationError for a kind of warehouse that this version does not have.
    """
    raw = environment.get("PARALLAX_WAREHOUSE")
    if raw and raw.startswith("ducklake:"):
        problem = (
            f"PARALLAX_WAREHOUSE={raw!r}: this version of Parallax keeps its warehouse in a DuckDB file "
            "only; give the path of one, or unset it."
        )
        raise ConfigurationError([problem])
    return Path(raw).absolute() if raw else data_folder(environment) / "warehouse.duckdb"
