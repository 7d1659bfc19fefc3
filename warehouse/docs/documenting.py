"""Write `docs/warehouse.md` from the warehouse itself: `python -m warehouse.docs.documenting [FILE]`.

What stands between `<!-- made: ... -->` and `<!-- end -->` is made of migrations, views, comments and headers
of files; the rest is written by hand and stays. The picture of the tables lies beside it.
"""

import argparse
import re
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from model import ConfigurationError
from model.places import WarehousePaths
from warehouse.database.connection import open_writer
from warehouse.database.statements import statement, statement_names
from warehouse.database.views import MACROS, VIEWS, relation_of
from warehouse.docs.describing import Column, Relation, describe
from warehouse.docs.drawing import draw
from warehouse.steps.checking import CHECKS

_MADE = re.compile(r"<!-- made: (\w+)([^>]*?) -->\n.*?<!-- end -->", re.DOTALL)
_LISTED = {"checks": CHECKS, "macros": MACROS}
_HEADING = re.compile(r"^## (.+)$", re.MULTILINE)


def main() -> None:
    """Make the file and its picture again."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition(":")[0])
    parser.add_argument("file", nargs="?", type=Path, default=Path("docs/warehouse.md"))
    file: Path = parser.parse_args().file
    text, picture = documented(file.read_text(encoding="utf-8"), described())
    file.write_text(text, encoding="utf-8")
    file.with_suffix(".svg").write_text(picture, encoding="utf-8")
    sys.stdout.write(f"{file}\n")


def described() -> dict[str, Relation]:
    """Return the tables and views that this version makes."""
    with TemporaryDirectory() as folder:
        paths = WarehousePaths(published=Path(folder) / "none", writer=Path(folder) / "warehouse.duckdb")
        with open_writer(paths) as connection:
            return describe(connection)


def documented(text: str, relations: Mapping[str, Relation]) -> tuple[str, str]:
    """Return a text with what is made put in anew, and the picture of its tables.

    Raises ConfigurationError where a relation is left out, stands there twice or is none.
    """
    told = [name for names in relation_names(text, "tables", "views").values() for name in names]
    problems = [
        *(f"{name} stands nowhere: name it in a `made` mark." for name in relations if name not in told),
        *(f"{name} stands there twice." for name in dict.fromkeys(told) if told.count(name) > 1),
        *(f"{name} is no table or view." for name in told if name not in relations),
    ]
    if problems:
        raise ConfigurationError(problems)
    return _MADE.sub(lambda found: _made(found, relations), text), draw(
        relation_names(text, "tables"), relations
    )


def relation_names(text: str, *kinds: str) -> dict[str, list[str]]:
    """Return what each chapter of a text names in its marks of these kinds: `tables`, `views`."""
    chapters: dict[str, list[str]] = {}
    for found in _MADE.finditer(text):
        if found[1] in kinds:
            heading = _HEADING.findall(text, 0, found.start())[-1]
            chapters.setdefault(heading, []).extend(found[2].split())
    return chapters


def _made(found: re.Match[str], relations: Mapping[str, Relation]) -> str:
    kind, names = found[1], found[2].split()
    makers: dict[str, Callable[[], list[str]]] = {
        "picture": lambda: ["![The tables with their keys and references](warehouse.svg)"],
        "tables": lambda: [
            line for name in names for line in _section(relations[name], relations[name].comment)
        ],
        "views": lambda: [line for name in names for line in _section(relations[name], _about_view(name))],
        "files": lambda: _files(names[0]),
    }
    lines = makers[kind]()
    return "\n".join([f"<!-- made: {kind}{found[2]} -->", *lines, "<!-- end -->"])


def _section(relation: Relation, about: str) -> list[str]:
    columns = [(f"`{column.name}`", _type(column), column.comment) for column in relation.columns]
    return [f"### {relation.name}", "", about, "", *_table(("column", "type", "what it is"), columns), ""]


def _type(column: Column) -> str:
    name = column.type.replace("TIMESTAMP WITH TIME ZONE", "TIMESTAMPTZ")
    return f"{name}{', never NULL' if column.is_required else ''}"


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
    """Return what a file is; of a check just what its rows are, for the rest is the same of each."""
    lines = header_lines(name)
    return lines[0] if name.startswith("checks/") else " ".join(lines)


def header_lines(name: str) -> list[str]:
    """Return the comment that a file of SQL begins with."""
    lines = statement(name).split("\n")
    count = next(place for place, line in enumerate(lines) if not line.startswith("--"))
    return [line.removeprefix("--").strip() for line in lines[:count]]


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    cells = [[cell.replace("|", "\\|") for cell in row] for row in rows]
    return [f"| {' | '.join(row)} |" for row in (heads, ["---"] * len(heads), *cells)]


if __name__ == "__main__":
    main()
