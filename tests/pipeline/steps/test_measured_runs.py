"""What publishing measures: each run once, and the warehouse as it stands."""

from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path

import pytest

from model.measurement import Measurement, MeasurementKind
from pipeline.steps.publish import publish
from tests.pipeline.small_press import START, Press, rows, run_once
from warehouse import open_writer

pytestmark = pytest.mark.slow


def _by_name(measured: list[Measurement], name: str) -> dict[Mapping[str, str] | str, float]:
    return {" ".join(one.tags.values()): one.value for one in measured if one.name == name}


def test_a_later_run_sends_only_what_it_brought(press: Press, tmp_path: Path) -> None:
    settings = press.settings(tmp_path)
    first: list[Measurement] = []
    second: list[Measurement] = []
    run_once(settings, 0, first.extend)
    run_once(settings, 1, second.extend)

    (article_count,) = (row["n"] for row in rows(settings, "SELECT count(*) AS n FROM article"))
    known = rows(settings, "SELECT known_count, rejected_count FROM run ORDER BY run_id DESC LIMIT 1")[0]
    assert article_count > 0
    assert _by_name(first, "articles") == {"": article_count}
    assert _by_name(second, "articles") == {"": 0}
    assert _by_name(second, "items") == {
        "loaded": 0, "known": known["known_count"], "rejected": known["rejected_count"],
    }  # fmt: skip
    # Without articles there is no lag: the gauge keeps the last one.
    assert set(_by_name(first, "lag_seconds")) == {"p50", "p95"}
    assert _by_name(second, "lag_seconds") == {}
    assert _by_name(second, "warehouse_articles") == {"": article_count}


def test_a_publication_that_is_tried_again_counts_nothing_twice(press: Press, tmp_path: Path) -> None:
    settings = press.settings(tmp_path)
    run_once(settings, 0)
    again: list[Measurement] = []
    publish(settings, str(tmp_path / "runs" / "gone"), START + timedelta(hours=1), again.extend)

    counted = [one for one in again if one.kind is not MeasurementKind.GAUGE]
    assert {one.value for one in counted} == {0}
    assert {one.name for one in counted} == {"articles", "originals"}
    assert _by_name(again, "warehouse_bytes") == {"": settings.published.stat().st_size}


def test_what_a_check_finds_is_counted(press: Press, tmp_path: Path) -> None:
    settings = press.settings(tmp_path)
    run_once(settings, 0)
    with open_writer(settings.warehouse_paths) as connection:
        connection.execute("INSERT INTO feed FROM feed LIMIT 1")
    measured: list[Measurement] = []
    publish(settings, str(tmp_path / "runs" / "gone"), START + timedelta(hours=1), measured.extend)

    assert _by_name(measured, "check_findings") == {"": 1}
