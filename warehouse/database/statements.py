"""The warehouse's SQL, which lives in `.sql` files beside the code."""

from functools import cache
from importlib.resources import files


@cache
def statement(name: str) -> str:
    """Return the SQL of one file, named by its path without suffix, such as `load/040_article`."""
    return files("warehouse").joinpath("sql", f"{name}.sql").read_text(encoding="utf-8")


@cache
def statement_names(folder: str) -> tuple[str, ...]:
    """Return the names of all files in a folder, in their order."""
    found = files("warehouse").joinpath("sql", folder).iterdir()
    return tuple(
        sorted(f"{folder}/{path.name.removesuffix('.sql')}" for path in found if path.name.endswith(".sql"))
    )


def header(name: str) -> str:
    """Return the first line of a file's comment: what it is, in a sentence."""
    return statement(name).split("\n", 1)[0].removeprefix("-- ").rstrip(".")
