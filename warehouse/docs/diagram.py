"""The tables of a chapter as a Mermaid diagram: their keys, and lines from the tables they refer to."""

from collections.abc import Mapping, Sequence

from warehouse.docs.describing import TableColumn, TableOrView, references

# Tables that others refer to by their id.
_REFERRED = ("outlet", "feed", "run", "fetch", "article", "event")


def draw(names: Sequence[str], relations: Mapping[str, TableOrView]) -> list[str]:
    """Return the lines of a diagram of some tables; a table of another chapter appears by its name alone."""
    tables = [relations[name] for name in names]
    boxes = [line for table in tables for line in _box(table)]
    return ["```mermaid", "erDiagram", *boxes, *(line for table in tables for line in _lines(table)), "```"]


def _box(table: TableOrView) -> list[str]:
    """Return a table with the columns of its key and those that refer to other tables."""
    targets = references(table, _REFERRED)
    shown = [column for column in table.columns if column.name in table.key or column.name in targets]
    rows = [f"        {column.short_type} {column.name}{_mark(table, column, targets)}" for column in shown]
    return [f"    {table.name} {{", *rows, "    }"] if rows else [f"    {table.name}"]


def _mark(table: TableOrView, column: TableColumn, targets: Mapping[str, str]) -> str:
    marks = [*(["PK"] if column.name in table.key else []), *(["FK"] if column.name in targets else [])]
    return f" {', '.join(marks)}"


def _lines(table: TableOrView) -> list[str]:
    """Return a line for each reference: how many rows of either table belong to one of the other."""
    required = {column.name for column in table.columns if column.is_required}
    return [
        f"    {target} {'||' if name in required else '|o'}--{'o|' if table.key == (name,) else 'o{'} "
        f"{table.name} : {name}"
        for name, target in references(table, _REFERRED).items()
    ]
