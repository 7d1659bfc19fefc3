"""`parallax trend`: rows, files and charts of the attention to searches, and what is refused."""

import csv
import json
import os
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from pipeline.cli import main

Capture = pytest.CaptureFixture[str]
WEEK = ("--since", "2026-01-05", "--until", "2026-01-12")


@pytest.fixture(autouse=True)
def _data(demo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith("PARALLAX_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("PARALLAX_DATA", str(demo))
    monkeypatch.setenv("COLUMNS", "100")


def answered(capsys: Capture, *arguments: str) -> str:
    assert main(["trend", *arguments]) == 0, capsys.readouterr().err
    return capsys.readouterr().out


def test_each_day_has_a_row_also_without_a_match(capsys: Capture) -> None:
    rows = json.loads(answered(capsys, "ukraine", *WEEK, "--format", "json"))

    assert [row["day"] for row in rows] == [f"2026-01-{day:02}" for day in range(5, 12)]
    assert rows[0] == {
        "query": "ukraine", "day": "2026-01-05",
        "articles": 0, "originals": 0, "owners": 0,
        "articles_share": 0.0, "originals_share": 0.0, "owners_share": 0.0,
        "articles_in_all": 8, "originals_in_all": 7, "owners_in_all": 8,
        "answered_share": None, "is_observed": True,
    }  # fmt: skip
    assert (rows[1]["articles"], rows[1]["originals"], rows[1]["owners"]) == (8, 6, 7)


def test_the_rows_are_those_of_the_search_and_of_the_macro(capsys: Capture) -> None:
    rows = json.loads(answered(capsys, "ukraine", *WEEK, "--split", "language", "--format", "json"))
    span = "since := TIMESTAMPTZ '2026-01-05', until := TIMESTAMPTZ '2026-01-12'"
    assert (
        main(["sql", f"FROM search_trend('ukraine', {span}, split := 'language')", "--format", "json"]) == 0
    )
    macro = json.loads(capsys.readouterr().out)
    assert main(["search", "ukraine", *WEEK, "--format", "json", "--limit", "1000"]) == 0
    found = json.loads(capsys.readouterr().out)

    assert [row | {"split_value": row["language"]} for row in rows] == [
        row | {"language": row["split_value"]} for row in macro
    ]
    assert sum(row["articles"] for row in rows) == len(found)
    assert {row["language"] for row in rows} == {row["language"] for row in found}


def test_weeks_and_several_queries_in_a_csv_file(capsys: Capture, tmp_path: Path) -> None:
    file = tmp_path / "new" / "trend.csv"
    assert answered(capsys, "ukraine", "Berlin", "--by", "week", "--out", str(file)) == ""
    with file.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))

    assert list(rows[0])[:3] == ["query", "week", "articles"]
    weeks = ["2025-12-15", "2025-12-22", "2025-12-29", "2026-01-05"]
    assert [(row["query"], row["week"]) for row in rows] == [
        (query, week) for query in ("ukraine", "Berlin") for week in weeks
    ]
    assert [row["is_observed"] for row in rows[:4]] == ["true", "false", "false", "true"]


def test_a_chart_as_a_file(capsys: Capture, tmp_path: Path) -> None:
    file = tmp_path / "trend.svg"
    answered(capsys, "ukraine", "سفينة", "--out", str(file))
    chart = ET.parse(file).getroot()  # noqa: S314 - made here
    texts = [one.text for one in chart.iter("{http://www.w3.org/2000/svg}text")]

    assert {"ukraine", "سفينة", "no feed answered, or nothing was read"} <= set(texts)
    assert "Articles each day, 15 Dec 2025 to 11 Jan 2026" in texts


def test_a_chart_in_the_terminal_has_dots_for_days_that_were_not_watched(capsys: Capture) -> None:
    lines = answered(capsys, "ukraine", "--chart").splitlines()
    by_day = {
        " ".join(line.split()[:2]): line.split()[2:] for line in lines if " Dec" in line or " Jan" in line
    }

    assert by_day["20 Dec"] == ["·"]
    assert by_day["5 Jan"] == ["0"]
    assert by_day["6 Jan"][0] == "8"
    assert set(by_day["6 Jan"][1]) == {"█"}
    assert lines[-1] == "· no feed answered, or nothing was read; n = 21 of 89 articles"


def test_shares_replace_the_counts_in_the_table(capsys: Capture) -> None:
    table = answered(capsys, "ukraine", *WEEK)
    shares = answered(capsys, "ukraine", *WEEK, "--share")

    assert table.split()[:6] == ["query", "day", "articles", "originals", "owners", "articles_in_all"]
    assert shares.split()[:5] == ["query", "day", "articles_share", "originals_share", "owners_share"]


def test_a_search_without_a_match_is_no_failure(capsys: Capture) -> None:
    rows = json.loads(answered(capsys, "zzz", *WEEK, "--format", "json"))
    assert [row["articles"] for row in rows] == [0] * 7
    assert json.loads(answered(capsys, "zzz", "--split", "outlet", "--format", "json")) == []
    assert "no article matches" in answered(capsys, "zzz", "--split", "outlet", "--chart")


def test_a_query_may_begin_with_a_dash(capsys: Capture) -> None:
    rows = json.loads(answered(capsys, "- no option", *WEEK, "--format", "json"))
    assert {row["query"] for row in rows} == {"- no option"}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["ukraine", "--out", "trend.png"], "its name must end in .svg, .csv, .json"),
        (["ukraine", "--chart", "--format", "csv"], "--chart draws in the terminal"),
        (["ukraine", "--chart", "--out", "trend.svg"], "--chart draws in the terminal"),
        (["ukraine", "ukraine"], "'ukraine' is given twice"),
        ([" "], "A query is empty"),
        (["ukraine", "--since", "2026-01-05", "--until", "2026-01-05"], "--since must be before --until"),
        ([], "Missing argument 'QUERY"),
    ],
)
def test_what_cannot_be_drawn_or_asked_is_wrong_usage(
    arguments: list[str], said: str, capsys: Capture
) -> None:
    assert main(["trend", *arguments]) == 2
    assert said in capsys.readouterr().err
