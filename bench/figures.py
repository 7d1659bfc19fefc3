"""Figures of the code itself: how long functions and files are, how full folders are, how much is typed.

    python -m bench.figures
    python -m bench.figures --json

Counted are the folders that a user runs: no tests, no sample, no measurements.
"""

import argparse
import ast
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median
from typing import Any, TypeAlias

ROOT = Path(__file__).parents[1]
ROOMS = ("dags", "pipeline", "extractors", "transforms", "warehouse", "reports", "model")
SMALL_FILE_LINES = 30
LONG_FUNCTION_LINES = 50
# A row without a type of its own: what a function takes or gives by string keys.
UNTYPED_ROW = re.compile(r"\bRow\b|\b(dict|Mapping)\[str, Any\]")
EXCEPTIONS = re.compile(r"# (noqa|type: ignore|pragma)\b")

Function: TypeAlias = ast.FunctionDef | ast.AsyncFunctionDef
Figures: TypeAlias = dict[str, float | str]


def main(argv: Sequence[str] | None = None) -> int:
    """Print the figures as a table, or as one JSON object with `--json`."""
    parser = argparse.ArgumentParser(description="Count the lines, types and docstrings of the code.")
    parser.add_argument("--json", action="store_true", help="print one JSON object instead of a table")
    arguments = parser.parse_args(argv)
    found = figures(ROOT)
    if arguments.json:
        sys.stdout.write(json.dumps(found) + "\n")
    else:
        width = max(map(len, found))
        sys.stdout.writelines(f"{name:<{width}}  {value}\n" for name, value in found.items())
    return 0


def figures(root: Path) -> Figures:
    """Return the figures of all rooms together, by what they are of."""
    texts = {
        path.relative_to(root): path.read_text(encoding="utf-8")
        for room in ROOMS
        for path in sorted((root / room).rglob("*.py"))
    }
    trees = {path: ast.parse(text) for path, text in texts.items()}
    return {
        **_of_files(texts),
        **_of_functions([function for tree in trees.values() for function in _functions(tree)]),
        "modules with a docstring, %": _percent([_has_docstring(tree) for tree in trees.values()]),
        "public functions and classes with a docstring, %": _percent(
            [_has_docstring(node) for tree in trees.values() for node in _public(tree)]
        ),
        "noqa, type: ignore and pragma comments": sum(
            len(EXCEPTIONS.findall(text)) for text in texts.values()
        ),
    }


def _of_files(texts: dict[Path, str]) -> Figures:
    lines = {path: len(text.splitlines()) for path, text in texts.items()}
    folders = Counter(path.parent for path in texts)
    largest = max(lines, key=lambda path: lines[path])
    fullest = max(folders, key=lambda folder: folders[folder])
    return {
        "files": len(lines),
        "lines": sum(lines.values()),
        **_spread("file lines", list(lines.values())),
        "largest file": str(largest),
        "files of under 30 lines, __init__.py left out": sum(
            0 < count < SMALL_FILE_LINES and path.name != "__init__.py" for path, count in lines.items()
        ),
        "files a folder, median": median(folders.values()),
        "files a folder, largest": folders[fullest],
        "fullest folder": str(fullest),
    }


def _of_functions(functions: list[Function]) -> Figures:
    lengths = [(function.end_lineno or function.lineno) - function.lineno + 1 for function in functions]
    signatures = [_signature(function) for function in functions]
    return {
        "functions": len(functions),
        **_spread("function lines", lengths),
        "functions over 50 lines": sum(length > LONG_FUNCTION_LINES for length in lengths),
        "functions with every annotation, %": _percent([_is_annotated(function) for function in functions]),
        "functions with an untyped row in the signature": sum(
            bool(UNTYPED_ROW.search(text)) for text in signatures
        ),
        "functions without one (typed rows), %": _percent(
            [not UNTYPED_ROW.search(text) for text in signatures]
        ),
    }


def _spread(name: str, counts: list[int]) -> Figures:
    ordered = sorted(counts)
    at_95 = ordered[min(len(ordered) - 1, round(0.95 * len(ordered)))]
    return {
        f"{name}, median": median(ordered),
        f"{name}, 95th percentile": at_95,
        f"{name}, largest": ordered[-1],
    }


def _percent(facts: list[bool]) -> float:
    return round(100 * sum(facts) / len(facts), 1)


def _functions(tree: ast.Module) -> Iterator[Function]:
    return (node for node in ast.walk(tree) if isinstance(node, Function))


def _public(tree: ast.Module) -> Iterator[Function | ast.ClassDef]:
    """Yield the functions, classes and methods that other files may use."""
    for node in tree.body:
        if isinstance(node, Function | ast.ClassDef) and not node.name.startswith("_"):
            yield node
            if isinstance(node, ast.ClassDef):
                yield from (
                    item for item in node.body if isinstance(item, Function) and not item.name.startswith("_")
                )


def _parameters(function: Function) -> list[ast.arg]:
    given = function.args
    every = [*given.posonlyargs, *given.args, *given.kwonlyargs, *filter(None, (given.vararg, given.kwarg))]
    return [parameter for parameter in every if parameter.arg not in {"self", "cls"}]


def _is_annotated(function: Function) -> bool:
    return function.returns is not None and all(found.annotation for found in _parameters(function))


def _signature(function: Function) -> str:
    """Return the annotations of a function as text."""
    annotations = [*(parameter.annotation for parameter in _parameters(function)), function.returns]
    return " ".join(ast.unparse(annotation) for annotation in annotations if annotation)


def _has_docstring(node: Any) -> bool:
    return ast.get_docstring(node) is not None


if __name__ == "__main__":
    raise SystemExit(main())
