"""Paths of files and folders that more than one package has to find."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from model.errors import ConfigurationError


@dataclass(frozen=True, slots=True, kw_only=True)
class WarehousePaths:
    """Where the warehouse lives: `published` is what readers open, `writer` is private."""

    published: Path
    writer: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class LakeAddress:
    """Where the lake is: its catalog as DuckLake names it, and the folder or s3:// address of its files.

    Earlier states of the lake are kept for `keep_days`.
    """

    catalog: str = field(repr=False)  # it may have a password
    data: str
    keep_days: int

    @property
    def is_in_postgres(self) -> bool:
        """Whether the catalog is in PostgreSQL, not in a DuckDB file."""
        return self.catalog.startswith("ducklake:postgres:")

    @property
    def is_in_s3(self) -> bool:
        """Whether the files are in object storage."""
        return self.data.startswith("s3://")

    @property
    def local_paths(self) -> tuple[Path, ...]:
        """The files and folders of the lake on this machine."""
        catalog = () if self.is_in_postgres else (Path(self.catalog.removeprefix("ducklake:")),)
        return (*catalog, *(() if self.is_in_s3 else (Path(self.data),)))


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
            f"PARALLAX_WAREHOUSE={raw!r}: the warehouse itself is a DuckDB file; give the path of one, or "
            "unset it. PARALLAX_LAKE names a DuckLake that gets a copy of it."
        )
        raise ConfigurationError([problem])
    return Path(raw).absolute() if raw else data_folder(environment) / "warehouse.duckdb"
