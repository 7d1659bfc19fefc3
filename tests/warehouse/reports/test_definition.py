"""A report says what it is in its header, and what is wrong with one is told with its file and the remedy."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from model import ConfigurationError
from warehouse.database.statements import statement_names
from warehouse.reports.definition import Parameter, parse_report, read_reports

HEADER = """\
-- Title: Titles in a language
-- Grain: one row for
--     each article
-- Columns: published_at,
--     title
-- Parameters: since, language = de, least
--
-- Note: below the header anything may stand: Like this.
"""
BODY = "SELECT published_at, title FROM article WHERE published_at >= $since AND language = $language"
REST = " AND char_count > $least::INTEGER -- $nobody"


def test_a_header_is_read_with_lines_that_go_on() -> None:
    report, problems = parse_report("titles", "titles.sql", HEADER + BODY + REST)
    assert problems == []
    assert report is not None
    assert (report.title, report.grain) == ("Titles in a language", "one row for each article")
    assert report.columns == ("published_at", "title")
    assert report.parameters == (
        Parameter(name="since"),
        Parameter(name="language", default="de"),
        Parameter(name="least"),
    )


def test_values_go_before_defaults_and_the_span_needs_none() -> None:
    report, _ = parse_report("titles", "titles.sql", HEADER + BODY + REST)
    assert report is not None
    since = datetime(2026, 1, 1, tzinfo=UTC)
    assert report.unbound({}) == ["least"]
    assert report.bound(since, None, {"least": "3"}) == {"since": since, "language": "de", "least": "3"}
    assert report.bound(None, None, {"least": "3", "language": "fr", "other": "x"}) == {
        "since": None,
        "language": "fr",
        "least": "3",
    }


@pytest.mark.parametrize(
    ("was", "is_now", "told"),
    [
        ("-- Title: Titles in a language\n", "", "x.sql: its header has no line such as `-- Title: "),
        (
            "-- Title: Titles in a language\n",
            "-- Title:\n",
            "x.sql: its header has no line such as `-- Title: ",
        ),
        ("-- Grain:", "-- Grains:", "has a line `-- Grains:`; there are Title, Grain, Columns, Parameters"),
        ("-- Columns: published_at,\n--     title\n", "", "no line such as `-- Columns: "),
        ("-- Parameters: ", "-- Title: again\n-- Parameters: ", "two lines `-- Title:`"),
        (
            ", language = de",
            "",
            "SQL uses $language, which nobody binds; add it to the line `-- Parameters:`",
        ),
        ("since, lang", "since, until, lang", "the parameter until, which its SQL does not use"),
        ("since, lang", "since = 2026-01-01, lang", "a default for since, which --since alone sets"),
        ("since, lang", "Since, lang", "the parameter 'Since'; write a name in small letters"),
        ("SELECT", "SELEC", "DuckDB cannot read its SQL (Parser Error"),
        ("SELECT", "SELECT 1; SELECT", "must be one SELECT"),
        (BODY + REST, "COPY outlet TO 'x.csv'", "must be one SELECT"),
        (BODY + REST, "", "must be one SELECT"),
    ],
)
def test_what_is_wrong_is_told(was: str, is_now: str, told: str) -> None:
    text = HEADER + BODY + REST
    assert was in text
    report, problems = parse_report("x", "x.sql", text.replace(was, is_now, 1))
    assert report is None
    assert any(told in problem for problem in problems), problems


def test_everything_wrong_with_a_file_is_told_at_once() -> None:
    _, problems = parse_report("x", "x.sql", "SELECT $one, $two")
    assert len(problems) == 5


def test_every_report_of_parallax_says_what_it_is() -> None:
    reports = read_reports()
    assert not reports.wrong
    assert len(reports.known) == len(statement_names("reports"))


def test_a_folder_of_ones_own(tmp_path: Path) -> None:
    (tmp_path / "mine.sql").write_bytes(
        b"\xef\xbb\xbf" + (HEADER + BODY + REST).replace("\n", "\r\n").encode()
    )
    (tmp_path / "outlets.sql").write_text("SELECT 1", encoding="utf-8")
    (tmp_path / "latin.sql").write_bytes(b"-- Title: \xe9")
    (tmp_path / ".#mine.sql").write_text("an editor's", encoding="utf-8")
    (tmp_path / "folder.sql").mkdir()
    reports = read_reports(tmp_path)
    assert reports.named(["mine"])[0].columns == ("published_at", "title")
    assert set(reports.wrong) == {"latin", "outlets"}
    with pytest.raises(ConfigurationError, match=r"latin\.sql is not in UTF-8"):
        reports.named(["latin"])
    with pytest.raises(ConfigurationError, match=re.escape(str(tmp_path / "outlets.sql"))) as caught:
        reports.named([])
    assert len(caught.value.problems) == 4
    assert read_reports(tmp_path / "none").known.keys() == read_reports().known.keys()
