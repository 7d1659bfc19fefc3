"""`parallax evaluate events`: production's grouping of articles whose events are known."""

import json
from pathlib import Path

import pytest

from bench.gold import gold_rows
from tests.pipeline.command_line import PROJECT, parallax


@pytest.fixture(scope="module")
def gold(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("gold") / "sample.jsonl"
    path.write_text(
        "".join(f"{json.dumps(row)}\n" for row in gold_rows(PROJECT / "sample")), encoding="utf-8"
    )
    return path


@pytest.mark.slow
def test_the_sample_is_grouped_as_recorded(gold: Path, tmp_path: Path) -> None:
    done = parallax(tmp_path, "evaluate", "events", str(gold), "--format", "json")
    assert done.returncode == 0, done.stderr
    scores = json.loads(done.stdout)
    print("sample:", {name: value for name, value in scores.items() if isinstance(value, float)})
    assert scores["article_count"] == 89
    assert scores["bcubed_f1"] >= 0.97
    assert scores["pairwise_f1"] >= 0.97
    assert scores["crosslingual_f1"] >= 0.97
    assert scores["largest_cluster"] <= 26
    assert min(scores["by_language"].values()) >= 0.85


@pytest.mark.slow
def test_the_table_tells_languages_and_the_worst_mistakes(gold: Path, tmp_path: Path) -> None:
    one_event = tmp_path / "one.jsonl"
    rows = [json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines()]
    one_event.write_text("".join(f"{json.dumps({**row, 'event': 'all'})}\n" for row in rows))
    done = parallax(tmp_path, "evaluate", "events", str(one_event))
    assert done.returncode == 0, done.stderr
    assert "bcubed_f1 of uk" in done.stdout
    assert "worst_split: " in done.stdout


@pytest.mark.slow
def test_headlines_alone_are_grouped(gold: Path, tmp_path: Path) -> None:
    headlines = tmp_path / "headlines.jsonl"
    rows = [json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines()]
    headlines.write_text("".join(f"{json.dumps({**row, 'text': ''})}\n" for row in rows))
    done = parallax(tmp_path, "evaluate", "events", str(headlines), "--format", "json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["bcubed_f1"] >= 0.85


def test_what_is_wrong_with_a_file_is_told_line_by_line(tmp_path: Path) -> None:
    bad = tmp_path / "bad.jsonl"
    bad.write_text('{"id": "1", "text": ""}\nno json\n[]\n')
    done = parallax(tmp_path, "evaluate", "events", str(bad))
    assert done.returncode == 2
    assert "line 1: published_at, event, title or text missing" in done.stderr
    assert "line 2: " in done.stderr
    assert "line 3: " in done.stderr
    assert parallax(tmp_path, "evaluate", "events", str(tmp_path / "none")).returncode == 2
    bad.write_text("")
    assert "holds no rows" in parallax(tmp_path, "evaluate", "events", str(bad)).stderr
