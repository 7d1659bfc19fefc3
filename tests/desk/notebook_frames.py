"""Run a notebook and print its data frames and charts as JSON: notebook_frames.py NOTEBOOK.

Frames are CSV texts. A chart is the kind of its marks in marimo, and an image's first bytes in Jupyter.
"""

import json
import runpy
import sys
from typing import Any

FRAMES = ("events", "leaders", "coverage", "lags", "copies", "silences")


def run_marimo(path: str) -> dict[str, Any]:
    _, names = runpy.run_path(path)["app"].run()
    frames = {name: names[name].to_csv(index=False) for name in FRAMES}
    charts = [names[name].to_dict()["mark"]["type"] for name in ("coverage_chart", "lag_chart")]
    return {"frames": frames, "charts": charts}


def run_jupyter(path: str) -> dict[str, Any]:
    import nbclient  # noqa: PLC0415 - marimo needs none of it
    import nbformat  # noqa: PLC0415

    notebook = nbformat.read(path, as_version=4)
    ask = (
        f"import json; print(json.dumps({{name: globals()[name].to_csv(index=False) for name in {FRAMES}}}))"
    )
    notebook.cells.append(nbformat.v4.new_code_cell(ask))
    nbclient.NotebookClient(notebook, timeout=60).execute()
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", ())]
    charts = [output["data"]["image/png"][:5] for output in outputs if "image/png" in output.get("data", {})]
    return {"frames": json.loads(outputs[-1]["text"]), "charts": charts}


if __name__ == "__main__":
    run = run_jupyter if sys.argv[1].endswith(".ipynb") else run_marimo
    print(json.dumps(run(sys.argv[1])))
