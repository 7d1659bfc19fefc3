"""`python -m bench.figures`: the figures of the code, and the bounds that the project keeps."""

import json
import subprocess
import sys
from pathlib import Path

from bench.figures import ROOMS, figures

ROOT = Path(__file__).parents[1]
MAX_FILE_LINES = 400


def test_files_and_annotations_stay_within_the_bounds_of_the_project() -> None:
    found = figures(ROOT)

    assert float(found["file lines, largest"]) <= MAX_FILE_LINES, found["largest file"]
    assert found["functions with every annotation, %"] == 100.0
    assert found["modules with a docstring, %"] == 100.0


def test_functions_and_files_are_counted(tmp_path: Path) -> None:
    for room in ROOMS:
        (tmp_path / room).mkdir()
    (tmp_path / "model" / "__init__.py").write_text('"""Words."""\n')
    (tmp_path / "model" / "one.py").write_text(
        '"""One."""\n\n\ndef typed(a: int) -> str:\n    """Say a."""\n    return str(a)\n'
    )
    (tmp_path / "model" / "two.py").write_text(
        "def row(a: dict[str, Any], b) -> None:\n    pass  # noqa: X\n"
    )

    found = figures(tmp_path)

    assert (found["files"], found["functions"], found["files of under 30 lines, __init__.py left out"]) == (
        3,
        2,
        2,
    )
    assert (found["functions with every annotation, %"], found["functions without one (typed rows), %"]) == (
        50,
        50,
    )
    assert (found["function lines, largest"], found["file lines, largest"]) == (3, 6)
    assert found["noqa, type: ignore and pragma comments"] == 1


def test_the_figures_come_as_a_table_or_as_json() -> None:
    command = [sys.executable, "-m", "bench.figures"]
    table = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    found = json.loads(subprocess.run([*command, "--json"], cwd=ROOT, capture_output=True, check=True).stdout)

    assert [line.split("  ")[0] for line in table.splitlines()] == list(found)
