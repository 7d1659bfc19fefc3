"""docs/pipeline.md: the route of an article and the table of a run's files are those of the code."""

import ast
import re
from pathlib import Path

import pytest

from pipeline.handoff import RUN_FILES

ROOT = Path(__file__).parents[1]
TEXT = (ROOT / "docs" / "pipeline.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| \d+ \| (\d+|–) \| \[`([\w.]+)`\]\(\.\./([\w/]+\.py)\) \|", TEXT, re.MULTILINE)
ROUTE = [(function, file) for _, function, file in ROWS]
MAX_FILES = 22


def _functions(file: str) -> set[str]:
    """Return the names of the functions and `Class.method`s that a file defines."""
    names: set[str] = set()
    for node in ast.parse((ROOT / file).read_text(encoding="utf-8")).body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            names.add(node.name)
        if isinstance(node, ast.ClassDef):
            methods = (item for item in node.body if isinstance(item, ast.FunctionDef | ast.AsyncFunctionDef))
            names |= {f"{node.name}.{item.name}" for item in methods}
    return names


def test_the_route_is_short_and_never_turns_back() -> None:
    files = [file for _, file in ROUTE]

    assert len(files) > 15, "the table was not recognised"
    assert len(files) <= MAX_FILES
    assert len(set(files)) == len(files)
    assert files[0] == "dags/ingest.py"


@pytest.mark.parametrize(("function", "file"), ROUTE)
def test_each_function_of_the_route_is_where_the_table_says(function: str, file: str) -> None:
    assert function in _functions(file)


@pytest.mark.parametrize("position", range(1, len(ROUTE)))
def test_each_function_is_called_from_the_earlier_row_that_the_table_names(position: int) -> None:
    called_from, function, _ = ROWS[position]
    caller = int(called_from) - 1
    name = function.rpartition(".")[2]

    assert caller < position
    assert re.search(rf"(?<!def )\b{name}\b", (ROOT / ROUTE[caller][1]).read_text(encoding="utf-8"))


def test_the_table_of_files_is_that_of_the_code() -> None:
    for file in RUN_FILES:
        writers, readers = ", ".join(file.written_by), ", ".join(file.read_by)
        holds = "—" if file.holds is object else f"`{file.holds.__name__}`"
        assert f"| `{file.name}` | {holds} | {writers} | {readers} |" in TEXT
