"""Write the lists of functions that a stranger's SQL may call: `python -m warehouse.queries.function_lists`.

They are what the pinned DuckDB has, without what refused_functions.toml names. After an upgrade of DuckDB
look at each name that is new in them.
"""

from pathlib import Path

import duckdb

from warehouse.queries.functions import is_refused

_FOLDER = Path(__file__).parent
_KINDS = {
    "allowed_functions.txt": ("scalar", "aggregate", "macro"),
    "allowed_table_functions.txt": ("table", "table_macro"),
}
# DuckDB lists it as a table function only.
_ALSO_A_VALUE = {"allowed_functions.txt": frozenset(["unnest"])}
_NAMES = """
    SELECT DISTINCT lower(function_name) FROM duckdb_functions()
    WHERE internal AND list_contains(?, function_type)
"""


def listed() -> dict[str, str]:
    """Return the content of each list for the DuckDB that runs, by file name."""
    lists = {}
    with duckdb.connect(":memory:") as connection:
        for file, kinds in _KINDS.items():
            found = {name for (name,) in connection.execute(_NAMES, [kinds]).fetchall()}
            allowed = {name for name in found if not is_refused(name)}
            lists[file] = "".join(f"{name}\n" for name in sorted(allowed | _ALSO_A_VALUE.get(file, set())))
    return lists


def main() -> None:
    """Write the lists anew."""
    for file, text in listed().items():
        (_FOLDER / file).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
