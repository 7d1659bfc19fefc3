"""Pairs that people judged: what a row may be, what is wrong with one, and which judgements mean alike."""

import json
from pathlib import Path
from typing import Any

import pytest

from model import ConfigurationError
from pipeline.grouping.json_lines import read_lines
from pipeline.grouping.judged_pairs import Cut, JudgedPair, cut_of, holds_pairs, judged_pairs

RAIN = {"title": "Heavy rain floods the harbour of Lisbon", "language": "en"}
SNOW = {"text": "Neige abondante dans les Alpes, les routes sont fermées", "language": "fr_FR"}


def pairs_of(path: Path, *rows: object) -> list[JudgedPair]:
    path.write_text("".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in rows), encoding="utf-8")
    return judged_pairs(read_lines(path))


def row(judgement: Any = 1, **sides: Any) -> dict[str, Any]:
    return {"one": RAIN, "other": SNOW, **sides, "judgement": judgement}


def judged(tmp_path: Path, *judgements: float) -> list[JudgedPair]:
    return pairs_of(tmp_path / "pairs", *map(row, judgements))


def test_a_title_or_a_text_is_enough_and_a_language_is_recognised(tmp_path: Path) -> None:
    untagged = {"title": RAIN["title"], "text": "The water rose to two metres, and the trams stopped."}
    pair = pairs_of(tmp_path / "pairs", row(2.5, one=untagged))[0]
    assert (pair.one.language, pair.other.language, pair.judgement) == ("en", "fr", 2.5)
    assert pair.one.published_at == pair.other.published_at


def test_a_time_that_only_one_has_holds_for_both(tmp_path: Path) -> None:
    pair = pairs_of(tmp_path / "pairs", row(other={**SNOW, "published_at": "2026-01-31"}))[0]
    assert pair.one.published_at == pair.other.published_at
    assert pair.one.published_at.isoformat() == "2026-01-31T00:00:00+00:00"


def test_other_separators_than_line_feeds_end_no_line(tmp_path: Path) -> None:
    texts = {"title": "One\u2028two\x85three\x0cfour"}
    assert len(pairs_of(tmp_path / "pairs", row(one=texts), row())) == 2


def test_all_wrong_lines_are_told_at_once(tmp_path: Path) -> None:
    wrong = [
        [],
        row("3"),
        row(True),  # noqa: FBT003 - a judgement that is no number
        row(float("nan")),
        row(one=None),
        row(other={"title": ""}),
        row(None, one={**RAIN, "published_at": "soon"}),
    ]
    with pytest.raises(ConfigurationError) as caught:
        pairs_of(tmp_path / "pairs", row(), *wrong)
    told = [problem.partition(", line ")[2] for problem in caught.value.problems]
    assert told == [
        "2: not a JSON object: write {...}.",
        "3: judgement is '3', give a number.",
        "4: judgement is True, give a number.",
        "5: judgement is nan, give a number.",
        "6: one is not an object, give title, text and language.",
        "7: other has neither title nor text.",
        "8: one has published_at 'soon', give an ISO 8601 time or nothing; judgement is None, give a number.",
    ]


def test_the_rest_of_many_wrong_lines_is_counted(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError) as caught:
        pairs_of(tmp_path / "pairs", *[row("x")] * 50)
    assert len(caught.value.problems) == 21
    assert caught.value.problems[-1] == "30 more lines or ids are wrong."


def test_objects_nested_too_deep_are_a_wrong_line(tmp_path: Path) -> None:
    file = tmp_path / "pairs"
    file.write_text(f"{json.dumps(row())}\n{'[' * 200_000}\n")
    with pytest.raises(ConfigurationError, match="line 2: "):
        judged_pairs(read_lines(file))


def test_pairs_are_told_from_articles_by_the_first_row(tmp_path: Path) -> None:
    file = tmp_path / "rows"
    for text, expected in (
        ('\n{"one": {}}', True),
        ('{"id": 1, "event": 2}', False),
        ("[", False),
        ("", False),
    ):
        file.write_text(text)
        assert holds_pairs(read_lines(file)) is expected


def test_labels_need_no_bound_and_grades_do(tmp_path: Path) -> None:
    file = tmp_path / "pairs"
    assert cut_of(file, judged(tmp_path, 0, 1, 1), None, None) == Cut(bound=1)
    for grades in ((1, 2), (1, 2.5, 4)):
        with pytest.raises(ConfigurationError, match="--alike-from N"):
            cut_of(file, judged(tmp_path, *grades), None, None)


def test_a_bound_counts_as_alike_in_both_directions(tmp_path: Path) -> None:
    grades = [1, 2, 2.5, 4]
    pairs = judged(tmp_path, *grades)
    up_to = cut_of(tmp_path, pairs, None, 2)
    assert [up_to.is_alike(grade) for grade in grades] == [True, True, False, False]
    assert sorted(grades, key=up_to.upwards) == grades[::-1]
    since = cut_of(tmp_path, pairs, 2, None)
    assert [since.is_alike(grade) for grade in grades] == [False, True, True, True]
    assert sorted(grades, key=since.upwards) == grades


def test_a_bound_that_divides_nothing_is_refused(tmp_path: Path) -> None:
    for judgements, bound, told in (((1, 4), 5, "no pairs are alike"), ((3, 3), 3, "are all 3, so that all")):
        with pytest.raises(ConfigurationError, match=told):
            cut_of(tmp_path, judged(tmp_path, *judgements), bound, None)
