"""The Grafana board: it can be imported, and asks only for metrics that Parallax or Airflow sends."""

import json
import re
from collections.abc import Iterator
from importlib.resources import files
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "deploy" / "grafana"
BOARD: dict[str, Any] = json.loads((FOLDER / "parallax.json").read_text(encoding="utf-8"))
MAPPING = yaml.safe_load((FOLDER / "statsd_mapping.yml").read_text(encoding="utf-8"))
# docs/operations.md says what is sent; tests/pipeline/running/test_metrics.py holds it to a run.
OURS = re.findall(
    r"^\| `(parallax\.\w+)` \| (\w+) \|",
    (ROOT / "docs" / "operations.md").read_text(encoding="utf-8"),
    re.MULTILINE,
)
STATSD_KINDS = {"counter": "counter", "gauge": "gauge", "timer": "observer"}
OF_A_HISTOGRAM = ("_bucket", "_sum", "_count")
# What is no metric in an expression: what stands in braces, brackets and the lists of `by`, and functions.
NO_METRICS = re.compile(r"\{[^}]*\}|\[[^]]*\]|\bby \([^)]*\)")
WORD = re.compile(r"[a-z_]\w*(?!\w*\s*\()")
PROMQL = {"by", "le", "or"}


def _mapped(name: str, kind: str) -> str:
    """Return the name that statsd_exporter gives a metric."""
    for rule in MAPPING["mappings"]:
        match = re.fullmatch(rule["match"], f"airflow.{name}")
        if match and rule["match_metric_type"] == STATSD_KINDS[kind]:
            return str(rule["name"]).replace("${1}", match[1])
    return re.sub(r"\W", "_", f"airflow.{name}")


def _served() -> set[str]:
    """Return the names that Prometheus sees, of Parallax and of the Airflow that is installed."""
    registry = files("airflow._shared.observability.metrics").joinpath("metrics_template.yaml")
    airflow = [(one["name"], one["type"]) for one in yaml.safe_load(registry.read_text())["metrics"]]
    names: set[str] = set()
    for name, kind in [*OURS, *airflow]:
        mapped = _mapped(name, kind)
        names |= {mapped + ending for ending in OF_A_HISTOGRAM} if kind == "timer" else {mapped}
    return names


def _panels() -> Iterator[dict[str, Any]]:
    yield from (panel for panel in BOARD["panels"] if panel["type"] != "row")


def _metrics(expression: str) -> set[str]:
    return set(WORD.findall(NO_METRICS.sub(" ", expression))) - PROMQL


def _asked() -> dict[str, str]:
    """Return every metric that the board asks for, with a panel that does."""
    return {
        metric: panel["title"]
        for panel in _panels()
        for target in panel["targets"]
        for metric in _metrics(target["expr"])
    }


def test_the_board_asks_only_for_what_is_sent() -> None:
    asked = _asked()
    assert len(asked) > 30
    assert {metric: panel for metric, panel in asked.items() if metric not in _served()} == {}


def test_every_metric_of_parallax_is_on_the_board() -> None:
    shown = set(_asked())
    missing = {
        name
        for name, kind in OURS
        if not shown & {_mapped(name, kind) + ending for ending in ("", *OF_A_HISTOGRAM)}
    }
    assert missing == set()


@pytest.mark.parametrize(
    ("expression", "metrics"),
    [
        ("time() - parallax_x", {"parallax_x"}),
        ("sum by (stage, le) (increase(parallax_x_total[1h]))", {"parallax_x_total"}),
        ('histogram_quantile(0.95, sum by (le) (rate(a_bucket{b="c"}[6h]))) or vector(0)', {"a_bucket"}),
        ('airflow_a{pool_name="writer"} + airflow_b', {"airflow_a", "airflow_b"}),
    ],
)
def test_metrics_are_found_in_expressions(expression: str, metrics: set[str]) -> None:
    assert _metrics(expression) == metrics


def test_the_board_can_be_imported() -> None:
    assert BOARD["schemaVersion"] >= 36  # the panels have the form of Grafana 9 and later
    assert "id" not in BOARD  # of a database
    ids = [panel["id"] for panel in BOARD["panels"]]
    assert len(set(ids)) == len(ids)
    variable = BOARD["templating"]["list"][0]
    assert (variable["name"], variable["type"], variable["query"]) == (
        "datasource", "datasource", "prometheus",
    )  # fmt: skip
    for panel in _panels():
        sources = [panel["datasource"], *(target["datasource"] for target in panel["targets"])]
        assert sources == [{"type": "prometheus", "uid": "${datasource}"}] * len(sources)


def test_no_panel_lies_over_another() -> None:
    spots = sorted(
        (panel["gridPos"]["y"], panel["gridPos"]["x"], panel["gridPos"]["w"]) for panel in BOARD["panels"]
    )
    for (y, x, width), (next_y, next_x, _) in pairwise(spots):
        assert next_y > y or next_x >= x + width
        assert x + width <= 24
