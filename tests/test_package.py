"""The package that is built: it runs outside the checkout, and brings its DAGs, its data and its catalog."""

import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tomllib
from pathlib import Path

import pytest

from pipeline.catalog.reading import feeds_of, parse_catalog

pytestmark = [pytest.mark.slow, pytest.mark.long]

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
TOP_LEVEL = {"dags", "extractors", "model", "pipeline", "reports", "sample", "transforms", "warehouse"}
LEFT_OUT = shutil.ignore_patterns(".*", "__pycache__", "*.egg-info", "build", "data", "tests")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    # Built from a copy: a build leaves files behind, and would take up those of an earlier one.
    shutil.copytree(ROOT, folder / "source", ignore=LEFT_OUT)
    command = [sys.executable, "-m", "pip", "wheel", "--no-deps", "--no-build-isolation", "--no-index"]
    subprocess.run([*command, "--wheel-dir", folder, folder / "source"], check=True, capture_output=True)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a new environment with the wheel, which sees the dependencies of this one."""
    folder = tmp_path_factory.mktemp("environment")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder], check=True)
    python = folder / "bin" / "python"
    command = [sys.executable, "-m", "pip", "--python", str(python), "install", "--no-deps", "--no-index"]
    subprocess.run([*command, wheel], check=True, capture_output=True)
    # Its .pth files are not read there, so that a checkout installed here as editable is not found.
    (site,) = folder.glob("lib/python*/site-packages")
    paths = {sysconfig.get_path(name) for name in ("purelib", "platlib")}
    (site / "dependencies.pth").write_text("\n".join(sorted(paths)), encoding="utf-8")
    return folder


def _run(installed: Path, cwd: Path, name: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    kept = {
        key: value
        for key, value in os.environ.items()
        if key == "PARALLAX_MODELS" or not key.startswith(("PARALLAX_", "AIRFLOW", "PYTHON"))
    }
    return subprocess.run(
        [installed / "bin" / name, *arguments],
        cwd=cwd,
        env=kept,
        capture_output=True,
        text=True,
        timeout=900,
        check=False,
    )


def test_every_package_is_the_installed_one(installed: Path, tmp_path: Path) -> None:
    names = ", ".join(sorted(TOP_LEVEL))
    code = f"import {names}\nfor one in ({names}): print(one.__file__)"
    done = _run(installed, tmp_path, "python", "-c", code)
    assert done.returncode == 0, done.stderr
    files = [Path(line) for line in done.stdout.splitlines()]
    assert len(files) == len(TOP_LEVEL)
    for file in files:
        assert file.is_relative_to(installed)
        assert (file.parent / "py.typed").exists()


def test_only_the_packages_of_the_project_are_installed(installed: Path) -> None:
    (site,) = installed.glob("lib/python*/site-packages")
    assert {
        path.name for path in site.iterdir() if path.is_dir() and path.suffix != ".dist-info"
    } == TOP_LEVEL


def test_every_data_file_of_the_checkout_is_installed(installed: Path) -> None:
    (site,) = installed.glob("lib/python*/site-packages")
    left_out = {"__pycache__", ".py", ".pyc"}
    files = {
        path.relative_to(ROOT)
        for name in TOP_LEVEL
        for path in (ROOT / name).rglob("*")
        if path.is_file() and not left_out & {path.suffix, path.parent.name}
    }
    assert {path for path in files if not (site / path).exists()} == set()


def test_the_demo_runs_from_an_empty_folder(installed: Path, tmp_path: Path) -> None:
    done = _run(installed, tmp_path, "parallax", "demo")
    assert done.returncode == 0, done.stderr
    assert re.search(r"\b89 articles\b", done.stdout)
    assert re.search(r"\b10 events\b", done.stdout)
    assert (tmp_path / "data" / "exports" / "event_summary.csv").exists()


def test_the_version_is_that_of_the_project(installed: Path, tmp_path: Path) -> None:
    assert _run(installed, tmp_path, "parallax", "--version").stdout == (
        f"parallax {PROJECT['project']['version']}\n"
    )


def test_the_default_catalog_is_read_and_an_edit_begins_with_a_copy_of_it(
    installed: Path, tmp_path: Path
) -> None:
    shipped = (ROOT / "config" / "outlets.toml").read_text(encoding="utf-8")
    listed = _run(installed, tmp_path, "parallax", "feeds", "list", "--format", "csv")
    assert listed.returncode == 0, listed.stderr
    assert len(listed.stdout.splitlines()) == len(feeds_of(parse_catalog(shipped, "shipped"))) + 1
    assert list(tmp_path.iterdir()) == []
    added = _run(installed, tmp_path, "parallax", "feeds", "add", "https://new.example/rss")
    catalog = tmp_path / "config" / "outlets.toml"
    assert f"is copied to {catalog}" in added.stderr
    assert catalog.read_text(encoding="utf-8").startswith(shipped.rstrip("\n"))
    assert "https://new.example/rss" in catalog.read_text(encoding="utf-8")
    removed = _run(installed, tmp_path, "parallax", "feeds", "remove", "https://new.example/rss")
    assert (removed.returncode, removed.stderr) == (0, "")
