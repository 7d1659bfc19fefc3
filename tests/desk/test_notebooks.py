"""The notebooks answer a desk's questions on the demo, with nothing but what an analyst installs."""

import csv
import json
from io import StringIO
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.desk.environment import PROJECT, PYTHON, needs_desk, run_python
from tests.pipeline.command_line import demo_folder

pytestmark = [pytest.mark.long, needs_desk]

NOTEBOOKS = PROJECT / "docs" / "notebooks"
PACT = "SELECT event_id FROM event_summary ORDER BY articles DESC LIMIT 1"


def ran(name: str, folder: Path) -> dict[str, Any]:
    warehouse = str(demo_folder() / "warehouse.duckdb")
    printed = run_python(
        PYTHON, "notebook_frames.py", str(NOTEBOOKS / name), folder=folder, PARALLAX_WAREHOUSE=warehouse
    )
    result: dict[str, Any] = json.loads(printed.splitlines()[-1])
    return result


def asked(query: str) -> list[tuple[Any, ...]]:
    with duckdb.connect(str(demo_folder() / "warehouse.duckdb"), read_only=True) as warehouse:
        return warehouse.execute(query).fetchall()


def test_both_notebooks_answer_alike_and_as_the_warehouse_does(tmp_path: Path) -> None:
    marimo, jupyter = ran("desk.py", tmp_path), ran("desk.ipynb", tmp_path)
    assert marimo["frames"] == jupyter["frames"]
    frames = {name: list(csv.DictReader(StringIO(text))) for name, text in marimo["frames"].items()}
    ((event_id,),) = asked(PACT)
    assert frames["events"][0]["event_id"] == str(event_id)
    assert [(row["outlet_id"], row["lag_minutes"]) for row in frames["leaders"][:3]] == [
        ("meridian-wire", "0"), ("dniprovskyi-visnyk", "20"), ("radio-lutece", "25")
    ]  # fmt: skip
    ((articles,),) = asked(f"SELECT sum(articles) FROM coverage_daily WHERE event_id = ({PACT})")
    assert sum(int(row["articles"]) for row in frames["coverage"]) == articles
    ((copied,),) = asked("SELECT sum(copied) FROM outlet_syndication")
    assert sum(int(row["articles"]) for row in frames["copies"]) == copied > 0
    assert [row["language"] for row in frames["lags"]][:2] == ["en", "uk"]
    assert frames["silences"]
    assert marimo["charts"] == ["bar", "bar"]
    assert jupyter["charts"] == ["iVBOR", "iVBOR"]  # a PNG in base64
    exported = (tmp_path / "language_lags.csv").read_text(encoding="utf-8-sig")
    assert exported == marimo["frames"]["lags"]


def test_the_jupyter_notebook_is_kept_without_outputs() -> None:
    cells = json.loads((NOTEBOOKS / "desk.ipynb").read_text(encoding="utf-8"))["cells"]
    code = [cell for cell in cells if cell["cell_type"] == "code"]
    assert len(code) > 8
    assert all(cell["outputs"] == [] and cell["execution_count"] is None for cell in code)
