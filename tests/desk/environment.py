"""What an analyst has: the newest DuckDB and notebooks, without Parallax, in an environment of their own."""

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[2]
HERE = Path(__file__).parent
PYTHON = PROJECT / ".venv-desk" / "bin" / "python"
needs_desk = pytest.mark.skipif(
    not PYTHON.exists(),
    reason="no newer DuckDB and no notebooks: `make .venv-desk/.installed` installs them from the registry",
)


def run_python(
    python: Path | str, script: str, *arguments: str, given: str = "", folder: Path, **more: str
) -> str:
    """Run a script of this folder and return what it prints."""
    done = subprocess.run(
        [str(python), str(HERE / script), *arguments],
        input=given,
        cwd=folder,
        env=_environment(more),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def _environment(more: Mapping[str, str]) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("PARALLAX_", "PYTHON"))}
    return {**kept, **more}
