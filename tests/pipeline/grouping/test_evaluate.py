"""`parallax evaluate events`: production's grouping of articles whose events are known."""

import json
from itertools import combinations
from pathlib import Path
from statistics import fmean

import pytest

from bench.gold import gold_rows
from bench.train_events import TWINS
from pipeline.grouping.embedders import embedder
from pipeline.grouping.evaluate import grouped
from pipeline.grouping.gold import read_gold
from pipeline.settings import read_settings
from tests.made_once import models
from tests.pipeline.command_line import PROJECT, parallax

PAIR = '{"one": {"title": "Rain"}, "other": {"text": "Snow"}, "judgement": %s}'


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
    sizes = scores["by_size"]
    assert list(sizes) == ["1", "2 to 4", "5 to 19", "20 to 99", "100 and more"]
    assert sum(size["article_count"] for size in sizes.values()) == 89
    assert sizes["20 to 99"]["article_count"] == 25
    assert sizes["20 to 99"]["bcubed_f1"] >= 0.9
    assert sizes["100 and more"] == {"article_count": 0, "bcubed_f1": None}
    weakest = [one["bcubed_f1"] for one in scores["weakest_languages"]]
    assert weakest == sorted(scores["by_language"].values())[:5]


@pytest.mark.slow
def test_the_table_tells_languages_and_the_worst_mistakes(gold: Path, tmp_path: Path) -> None:
    one_event = tmp_path / "one.jsonl"
    rows = [json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines()]
    one_event.write_text("".join(f"{json.dumps({**row, 'event': 'all'})}\n" for row in rows))
    done = parallax(tmp_path, "evaluate", "events", str(one_event))
    assert done.returncode == 0, done.stderr
    assert done.stdout.count(", weakest (") == 5
    assert "bcubed_f1 of events of 20 to 99 (89 articles)" in done.stdout
    assert "bcubed_f1 of events of 1 (" not in done.stdout
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


@pytest.mark.slow
def test_likeness_is_scored_on_pairs_that_people_judged(gold: Path, tmp_path: Path) -> None:
    rows = [json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines()[::4]]
    # As in SemEval-2022 Task 8: 1 is the most similar.
    pairs = [
        {"one": one, "other": other, "judgement": 1.5 if one["event"] == other["event"] else 4}
        for one, other in combinations(rows, 2)
    ]
    file = tmp_path / "pairs.jsonl"
    file.write_text("".join(f"{json.dumps(pair, ensure_ascii=False)}\n" for pair in pairs), encoding="utf-8")
    done = parallax(tmp_path, "evaluate", "events", str(file), "--alike-up-to", "2", "--format", "json")
    assert done.returncode == 0, done.stderr
    scores = json.loads(done.stdout)
    print("pairs of the sample:", scores)
    assert scores["pair_count"] == len(pairs)
    assert 0 < scores["alike_count"] < scores["pair_count"]
    assert 0 < scores["crosslingual_pair_count"] < scores["pair_count"]
    assert scores["auc"] >= 0.97
    assert scores["crosslingual_auc"] >= 0.97
    assert scores["spearman_rho"] > 0.3


@pytest.mark.parametrize(
    ("row", "options", "told"),
    [
        ('{"judgement": 3}', (), "line 1: one is not an object"),
        (PAIR % 3, (), "say which mean alike with --alike-from N (from N on) or --alike-up-to N"),
        (PAIR % 3, ("--alike-from", "2"), "so that all pairs are alike"),
        (PAIR % 3, ("--alike-from", "2", "--alike-up-to", "2"), "not both"),
        ('{"id": 1}', ("--alike-from", "2"), "holds no pairs"),
    ],
)
def test_what_is_wrong_with_pairs_or_options_is_told(
    tmp_path: Path, row: str, options: tuple[str, ...], told: str
) -> None:
    file = tmp_path / "pairs.jsonl"
    file.write_text(f"{row}\n")
    done = parallax(tmp_path, "evaluate", "events", str(file), *options)
    assert done.returncode == 2
    assert told in done.stderr


@pytest.mark.slow
def test_two_events_of_a_kind_stay_two() -> None:
    rows = read_gold(TWINS[1])
    found = grouped(rows, embedder(read_settings({"PARALLAX_MODELS": models()})))
    events_in = {row.event: {found[one.article_id] for one in rows if one.event == row.event} for row in rows}
    pairs = sorted({event.rpartition("-")[0] for event in events_in})
    is_apart = [events_in[f"{pair}-a"].isdisjoint(events_in[f"{pair}-b"]) for pair in pairs]
    is_whole = [len(events) == 1 for events in events_in.values()]
    print("twins apart:", is_apart.count(True), "of", len(pairs))
    assert fmean(is_apart) >= 0.95
    assert fmean(is_whole) >= 0.95
