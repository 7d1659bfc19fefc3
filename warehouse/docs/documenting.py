"""Write `docs/warehouse.md` from the warehouse itself: `python -m warehouse.docs.documenting [FILE]`.

What is between `<!-- made: ... -->` and `<!-- end -->` is generated from migrations, views, comments and the
headers of SQL files. The rest is written by hand and stays.
"""

import argparse
import re
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from model import ConfigurationError
from model.paths import WarehousePaths
from warehouse.database.connection import open_writer
from warehouse.database.statements import header, header_lines, statement_names
from warehouse.database.views import ALL_MACROS, VIEWS, relation_of
from warehouse.docs.describing import TableColumn, TableOrView, describe
from warehouse.docs.diagram import draw
from warehouse.steps.checking import CHECKS

_MADE = re.compile(r"<!-- made: (\w+)([^>]*?) -->\n.*?<!-- end -->", re.DOTALL)
_LISTED = {"checks": CHECKS, "macros": ALL_MACROS}
_HEADING = re.compile(r"^## (.+)$", re.MULTILINE)


def main() -> None:
    """Write the file again."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition(":")[0])
    parser.add_argument("file", nargs="?", type=Path, default=Path("docs/warehouse.md"))
    file: Path = parser.parse_args().file
    file.write_text(documented(file.read_text(encoding="utf-8"), described()), encoding="utf-8")
    sys.stdout.write(f"{file}\n")


def described() -> dict[str, TableOrView]:
    """Return the tables and views that this version makes."""
    with TemporaryDirectory() as folder:
        paths = WarehousePaths(published=Path(folder) / "none", writer=Path(folder) / "warehouse.duckdb")
        with open_writer(paths) as connection:
            return describe(connection)


def documented(text: str, relations: Mapping[str, TableOrView]) -> str:
    """Return a text with its generated parts made anew.

    Raises ConfigurationError where a table or view is missing, named twice or unknown.
    """
    named = [name for names in relation_names(text, "tables", "views").values() for name in names]
    problems = [
        *(f"{name} is missing: name it in a `made` mark." for name in relations if name not in named),
        *(f"{name} is named twice." for name in dict.fromkeys(named) if named.count(name) > 1),
        *(f"{name} is not a table or view." for name in named if name not in relations),
    ]
    if problems:
        raise ConfigurationError(problems)
    chapters = relation_names(text, "tables")
    return _MADE.sub(lambda found: _made(found, relations, chapters.get(_chapter(found), [])), text)


def relation_names(text: str, *kinds: str) -> dict[str, list[str]]:
    """Return by chapter what a text names in its marks of these kinds (`tables`, `views`)."""
    chapters: dict[str, list[str]] = {}
    for found in _MADE.finditer(text):
        if found[1] in kinds:
            chapters.setdefault(_chapter(found), []).extend(found[2].split())
    return chapters


def _chapter(found: re.Match[str]) -> str:
    """Return the heading that a mark is below."""
    headings: list[str] = _HEADING.findall(found.string, 0, found.start())
    return headings[-1]


def _made(found: re.Match[str], relations: Mapping[str, TableOrView], tables: Sequence[str]) -> str:
    """Return what is generated for a mark; `tables` are those of its chapter."""
    kind, names = found[1], found[2].split()
    makers: dict[str, Callable[[], list[str]]] = {
        "diagram": lambda: draw(tables, relations),
        "tables": lambda: [
            line for name in names for line in _section(relations[name], relations[name].comment)
        ],
        "views": lambda: [line for name in names for line in _section(relations[name], _about_view(name))],
        "files": lambda: _files(names[0]),
    }
    lines = makers[kind]()
    return "\n".join([f"<!-- made: {kind}{found[2]} -->", *lines, "<!-- end -->"])


def _section(relation: TableOrView, about: str) -> list[str]:
    columns = [(f"`{column.name}`", _type(column), column.comment) for column in relation.columns]
    return [f"### {relation.name}", "", about, "", *_table(("column", "type", "what it is"), columns), ""]


def _type(column: TableColumn) -> str:
    return f"{column.short_type}{', never NULL' if column.is_required else ''}"


def _about_view(name: str) -> str:
    (file,) = (file for file in VIEWS if relation_of(file) == name)
    return " ".join(header_lines(file))


def _files(folder: str) -> list[str]:
    rows = [
        (f"`{name.rpartition('/')[2]}`", _about_file(name))
        for name in _LISTED.get(folder) or statement_names(folder)
    ]
    return _table(("name", "what it is"), rows)


def _about_file(name: str) -> str:
    """Return the comment of a file; for a check only what its rows are."""
    return f"{header(name)}." if name.startswith("checks/") else " ".join(header_lines(name))


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    cells = [[cell.replace("|", "\\|") for cell in row] for row in rows]
    return [f"| {' | '.join(row)} |" for row in (heads, ["---"] * len(heads), *cells)]


if __name__ == "__main__":
    main()
