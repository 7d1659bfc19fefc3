"""`parallax weekly`: its numbers are those of the views, and its page opens by itself and is safe."""

import base64
import hashlib
import os
import re
from collections import Counter
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from pipeline.cli import main
from pipeline.commands.ask.weekly import iso_week
from tests.made_once import made_once
from warehouse import connect_readonly

Capture = pytest.CaptureFixture[str]
WEEK = "day BETWEEN DATE '2026-01-05' AND DATE '2026-01-11'"
Sheets = dict[str, list[dict[str, Any]]]


@pytest.fixture(autouse=True)
def _data(demo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith("PARALLAX_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("PARALLAX_DATA", str(demo))


@pytest.fixture
def reported(_data: None) -> Path:
    """Return the folder with the report of the last whole week of the demo."""

    def write(folder: Path) -> None:
        queries = ["--query", "ukraine", "--query", "<script>alert(1)</script>"]
        assert main(["weekly", *queries, "--out", str(folder)]) == 0

    return made_once("weekly", write)


@pytest.fixture
def page(reported: Path) -> str:
    return (reported / "weekly-2026-W02.html").read_text(encoding="utf-8")


@pytest.fixture
def sheets(reported: Path) -> Sheets:
    book = openpyxl.load_workbook(reported / "weekly-2026-W02.xlsx")
    return {page.title: _rows(list(page.values)) for page in book}


def _rows(values: list[tuple[Any, ...]]) -> list[dict[str, Any]]:
    return [dict(zip(values[0], row, strict=True)) for row in values[1:]]


@pytest.fixture
def ask(demo: Path) -> Callable[[str], list[tuple[Any, ...]]]:
    def answer(query: str) -> list[tuple[Any, ...]]:
        with connect_readonly(demo / "warehouse.duckdb") as warehouse:
            return warehouse.execute(query).fetchall()

    return answer


Ask = Callable[[str], list[tuple[Any, ...]]]


def test_the_totals_are_those_of_the_articles_in_the_trends(sheets: Sheets, ask: Ask) -> None:
    counts = "count(*), count(DISTINCT group_id), count(DISTINCT outlet_id), count(DISTINCT owner)"
    kinds = "count(DISTINCT language), count(DISTINCT country), count(DISTINCT event_id)"
    (expected,) = ask(f"SELECT {counts}, {kinds} FROM article_related WHERE {WEEK}")
    ((articles,),) = ask(f"SELECT sum(articles) FROM language_daily WHERE {WEEK}")

    week, before = sheets["totals"]
    names = ("articles", "originals", "outlets", "owners", "languages", "countries", "events")
    assert tuple(week[name] for name in names) == expected
    assert week["articles"] == articles == sum(row["articles"] for row in sheets["languages"])
    assert week["observed_days"] == 7
    assert before["articles"] == before["observed_days"] == 0


def test_the_events_are_those_of_the_week_by_owners(sheets: Sheets, ask: Ask) -> None:
    expected = ask(
        "SELECT CAST(weekly.event_id AS VARCHAR), weekly.articles, weekly.originals, weekly.owners, "
        "summary.languages, "
        "summary.countries, summary.first_outlet_id, summary.title FROM event_top_weekly AS weekly "
        "JOIN event_summary AS summary USING (event_id) WHERE week = '2026-01-05'"
    )
    names = (
        "event_id", "articles", "originals", "owners", "languages", "countries", "first_outlet_id", "title",
    )  # fmt: skip
    found = [tuple(row[name] for name in names) for row in sheets["events"]]
    assert sorted(found) == sorted(expected)
    assert [row["owners"] for row in sheets["events"]] == sorted((row[3] for row in expected), reverse=True)
    assert [row["rank"] for row in sheets["events"]] == list(range(1, len(found) + 1))
    first = ask(
        f"SELECT language FROM event_language_lag WHERE lag_minutes = 0 AND event_id = '{found[0][0]}'"
    )
    assert [(sheets["events"][0]["first_language"],)] == first


def test_the_days_of_an_event_add_up_to_its_week(sheets: Sheets) -> None:
    by_event: Counter[str] = Counter()
    for row in sheets["event_days"]:
        by_event[row["event_id"]] += row["articles"]
    assert by_event == {row["event_id"]: row["articles"] for row in sheets["events"]}


def test_what_rose_is_the_highest_z_of_each_event(sheets: Sheets, ask: Ask) -> None:
    expected = ask(
        "SELECT CAST(event_id AS VARCHAR), max(z), arg_max(expected, z) FROM event_spike "
        f"WHERE {WEEK} AND owners > 1 AND z > 0 GROUP BY event_id"
    )
    found = [(row["event_id"], row["z"], row["expected"]) for row in sheets["rises"]]
    assert sorted(found) == sorted(expected)
    assert [row[1] for row in found] == sorted((row[1] for row in found), reverse=True)


def test_who_was_first_is_counted_over_the_new_events_of_several_owners(sheets: Sheets, ask: Ask) -> None:
    expected = ask(
        "SELECT first_outlet_id, count(*) FROM event_summary WHERE owners > 1 "
        "AND first_published_at BETWEEN '2026-01-05' AND '2026-01-12' GROUP BY ALL"
    )
    assert sorted((row["outlet_id"], row["first_events"]) for row in sheets["firsts"]) == sorted(expected)
    assert all(0 < row["first_events"] <= row["events"] for row in sheets["firsts"])


def test_the_silent_ones_are_those_of_the_views(sheets: Sheets, ask: Ask) -> None:
    events = {row["event_id"] for row in sheets["events"]}
    expected = {
        (split, str(event), value, articles)
        for split, view in (
            ("language", "event_silence"), ("country", "event_country_silence"),
            ("collection", "event_collection_silence"),
        )
        for event, value, articles in ask(f"SELECT event_id, {split}, articles_meanwhile FROM {view}")
        if str(event) in events
    }  # fmt: skip
    names = ("split", "event_id", "split_value", "articles_meanwhile")
    assert {tuple(row[name] for name in names) for row in sheets["silences"]} == expected
    assert {split for split, *_ in expected} == {"language", "country"}


def test_a_feed_that_did_not_answer_comes_first(sheets: Sheets, ask: Ask, page: str) -> None:
    (failed,) = ask("SELECT feed_id, failure_count, status FROM feed_health WHERE failure_count > 0")
    assert tuple(sheets["feeds"][0][name] for name in ("feed_id", "failure_count", "status")) == failed
    ((problems,),) = ask("SELECT count(*) FROM feed_health WHERE problem IS NOT NULL OR failure_count > 0")
    assert len(sheets["feeds"]) == problems
    assert failed[0].partition("/")[0] in page


def test_the_attention_is_that_of_the_macro(sheets: Sheets, ask: Ask) -> None:
    expected = ask(
        "SELECT CAST(day AS TIMESTAMP), articles, owners, articles_in_all, is_observed "
        "FROM search_trend('ukraine', since := '2025-12-15', until := '2026-01-12')"
    )
    names = ("day", "articles", "owners", "articles_in_all", "is_observed")
    own = [row for row in sheets["attention"] if row["query"] == "ukraine"]
    assert [tuple(row[name] for name in names) for row in own] == expected
    assert len(own) == 28


class Parser(HTMLParser):
    """Collects the elements, attributes and style sheets of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.styles: list[str] = []
        self.texts: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        (self.styles if self.elements and self.elements[-1][0] == "style" else self.texts).append(data)


def test_the_page_asks_for_nothing_and_its_policy_allows_only_its_style(page: str) -> None:
    parsed = Parser(page)
    policies = [found["content"] for tag, found in parsed.elements if found.get("http-equiv")]
    style = parsed.styles[0]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()

    assert policies == [
        f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    ]
    assert {name for _, found in parsed.elements for name in found} & {
        "src",
        "href",
        "style",
        "onclick",
    } == set()
    assert [tag for tag, _ in parsed.elements if tag in {"script", "link", "img", "iframe", "object"}] == []
    assert not re.search(r"@import|url\(", style)


def test_hostile_text_stays_text(page: str) -> None:
    assert "<script" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_titles_have_their_language_and_direction(page: str, sheets: Sheets) -> None:
    titles = [found for tag, found in Parser(page).elements if tag == "bdi" and "lang" in found]
    languages = {row["title_language"] for row in sheets["events"]}
    assert {found["lang"] for found in titles} == languages
    assert {found["dir"] for found in titles} == {"auto"}


def test_the_ids_of_a_page_are_unique_and_charts_have_names(page: str) -> None:
    parsed = Parser(page)
    ids = [found["id"] for _, found in parsed.elements if "id" in found]
    labels = [
        str(found["aria-labelledby"]).split() for _, found in parsed.elements if "aria-labelledby" in found
    ]
    assert len(set(ids)) == len(ids)
    assert {one for label in labels for one in label} <= set(ids)
    assert len(labels) == 3  # two of the attention, one of the languages


def test_the_page_and_the_command_say_which_week_it_is(
    page: str, reported: Path, capsys: Capture, tmp_path: Path
) -> None:
    assert "The news of week 2026-W02" in page
    assert "5 Jan to 11 Jan 2026" in page
    assert main(["weekly", "--week", "2025-12-20", "--out", str(tmp_path)]) == 0
    names = ["weekly-2025-W51.html", "weekly-2025-W51.xlsx"]
    assert capsys.readouterr().out.splitlines() == [str(tmp_path / name) for name in names]
    other = (tmp_path / names[0]).read_text(encoding="utf-8")
    assert "Parallax watched 2 of the 7 days" in other
    assert "Attention" not in other


def test_the_same_warehouse_gives_the_same_bytes(reported: Path, tmp_path: Path) -> None:
    queries = ["--query", "ukraine", "--query", "<script>alert(1)</script>"]
    assert main(["weekly", *queries, "--out", str(tmp_path)]) == 0
    for file in tmp_path.iterdir():
        assert file.read_bytes() == (reported / file.name).read_bytes()


def test_a_week_without_articles_names_those_that_there_are(capsys: Capture, tmp_path: Path) -> None:
    assert main(["weekly", "--week", "2026-W03", "--out", str(tmp_path)]) == 1
    said = capsys.readouterr().err
    assert "no article of the week 2026-W03" in said
    assert "2026-W02 (81), 2025-W51 (8)" in said
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("week", ["2026-W54", "2025-W53", "W02", "2026-13-01", "soon", "", "0000-W01"])
def test_what_is_no_week_is_wrong_usage(week: str, capsys: Capture) -> None:
    assert main(["weekly", "--week", week]) == 2
    assert "is not a week: give an ISO week, such as 2026-W02" in capsys.readouterr().err


def test_a_file_is_no_folder_for_it(capsys: Capture, tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.touch()
    assert main(["weekly", "--out", str(file)]) == 2
    assert "is a file: name a folder" in capsys.readouterr().err


@pytest.mark.parametrize("raw", ["2026-W01", "2026W01", "2026-w01", "2025-12-29", "2026-01-04"])
def test_a_week_is_named_or_has_a_day(raw: str) -> None:
    assert iso_week(raw).isoformat() == "2025-12-29"
