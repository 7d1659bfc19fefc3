"""Columns of Parquet files in types that every reader knows: ids and intervals become texts.

DuckDB writes a UUID as 16 bytes, which pandas reads as objects and polars as binary, so that neither equals
the id in a CSV file; an interval is a type that many readers refuse.
"""

from collections.abc import Sequence

from duckdb.sqltypes import DuckDBPyType

from warehouse.database.quoting import quoted

_TEXTS = {"uuid", "interval"}


def plain_type(kind: DuckDBPyType) -> str:
    """Return a type as SQL writes it, with VARCHAR for ids and intervals, also within lists."""
    if kind.id in _TEXTS:
        return "VARCHAR"
    match kind.id:
        case "list":
            return f"{plain_type(_parts(kind)['child'])}[]"
        case "array":
            return f"{plain_type(_parts(kind)['child'])}[{dict(kind.children)['size']}]"
        case "map":
            return f"MAP({plain_type(_parts(kind)['key'])}, {plain_type(_parts(kind)['value'])})"
        case "struct" | "union":
            return f"{kind.id.upper()}({_fields(kind)})"
        case _:
            return str(kind)


def _fields(kind: DuckDBPyType) -> str:
    # The first part of a union says which of the others is set, and has no name.
    return ", ".join(f"{quoted(name)} {plain_type(part)}" for name, part in _parts(kind).items() if name)


def _parts(kind: DuckDBPyType) -> dict[str, DuckDBPyType]:
    return {name: part for name, part in kind.children if isinstance(part, DuckDBPyType)}


def plain_cells(names: Sequence[str], types: Sequence[DuckDBPyType]) -> str:
    """Return the SQL expressions of the columns of a table in plain types, under their names."""
    return ", ".join(
        f"{_plain_cell(quoted(name), kind)} AS {quoted(name)}"
        for name, kind in zip(names, types, strict=True)
    )


def plain_query(query: str, names: Sequence[str], types: Sequence[DuckDBPyType]) -> str:
    """Return a query with its columns in plain types; two columns of it may have one name."""
    if all(_is_plain(kind) for kind in types):
        return query
    numbered = [quoted(f"column {number}") for number in range(len(names))]
    cells = ", ".join(
        f"{_plain_cell(column, kind)} AS {quoted(name)}"
        for column, name, kind in zip(numbered, names, types, strict=True)
    )
    return f"SELECT {cells} FROM (\n{query}\n) AS answer ({', '.join(numbered)})"  # noqa: S608


def _plain_cell(column: str, kind: DuckDBPyType) -> str:
    return column if _is_plain(kind) else f"CAST({column} AS {plain_type(kind)})"


def _is_plain(kind: DuckDBPyType) -> bool:
    """Say whether nothing of a type is to become a text."""
    match kind.id:
        case "list" | "array":
            return _is_plain(_parts(kind)["child"])
        case "map" | "struct" | "union":
            return all(_is_plain(part) for name, part in _parts(kind).items() if name)
        case _:
            return kind.id not in _TEXTS
