"""Reports as CSV: the same bytes each time, and nothing that a spreadsheet runs."""

import csv
import hashlib
import json
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pytest

from model import ConfigurationError, PermanentError
from tests.warehouse.exported import export
from warehouse import WarehousePaths, open_writer
from warehouse.database.publishing import publish
from warehouse.reports.definition import read_reports
from warehouse.reports.exporting import ExportOptions
from warehouse.reports.formats import FILE_FORMATS
from warehouse.reports.manifest import MANIFEST

pytestmark = pytest.mark.slow

NAMES = sorted(read_reports().known)
TITLES_ADDED = {"title", "story_title"}
TITLES = {
    1: '=HYPERLINK("http://x.example")',
    2: " +1",
    3: "\ttab first",
    4: "\u00a0@SUM(A1)",
    5: "\uff1d1+1",
    6: 'He said "no",\nthen left',
    7: "Ελλάδα - plain",
}


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("warehouse")
    paths = WarehousePaths(published=folder / "w.duckdb", writer=folder / "writer" / "w.duckdb")
    with open_writer(paths) as connection:
        connection.execute("INSERT INTO outlet (outlet_id, name) VALUES ('a', '-A')")
        connection.executemany(
            """
            INSERT INTO article (article_id, outlet_id, url, title, published_at, published_basis, fetched_at,
                language, char_count, run_id)
            VALUES (uuid(), 'a', ?, ?, TIMESTAMPTZ '2026-01-01 12:00:00+00' + to_days(?), 'feed', now(),
                'en', 100, 'r')
            """,
            [[f"http://a.example/{day}", title, day] for day, title in TITLES.items()],
        )
        connection.execute(
            "UPDATE article SET agency = 'Meridian Wire', section = 'World', is_complete = false, "
            "fetched_at = TIMESTAMPTZ '2026-01-09 08:00:00+00' WHERE url LIKE '%/7'"
        )
        connection.execute(
            "INSERT INTO entry BY NAME SELECT feed AS feed_id, url AS entry_id, article_id, 0 AS entry_hash, "
            "'loaded' AS state, 1 AS attempt_count, "
            "TIMESTAMPTZ '2026-01-09 07:00:00+00' + to_minutes(feed) AS first_seen_at "
            "FROM article, range(2) AS feeds (feed) WHERE url LIKE '%/7'"
        )
        connection.execute("UPDATE article SET fetched_at = published_at WHERE url LIKE '%/6'")
    publish(paths)
    return paths.published


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as stream:
        return list(csv.DictReader(stream, strict=True))


def test_the_report_of_a_view_gives_every_column_of_it_and_titles(published: Path) -> None:
    with duckdb.connect(published, read_only=True) as connection:
        views = {name for (name,) in connection.execute("SELECT view_name FROM duckdb_views()").fetchall()}
        of_views = [report for name, report in read_reports().known.items() if name in views]
        assert {report.name for report in of_views} >= {"coverage_daily", "feed_health"}
        for report in of_views:
            described = connection.execute(f"DESCRIBE {report.name}").fetchall()
            of_view = [name for (name, *_) in described]
            assert [name for name in report.columns if name not in TITLES_ADDED] == [
                name for name in of_view if name not in TITLES_ADDED
            ]
            assert set(of_view) <= set(report.columns)


def test_a_report_that_has_the_id_of_an_event_or_a_story_has_its_title() -> None:
    titles = {"event_id": {"title", "event_title"}, "story_id": {"title", "story_title"}}
    for report in read_reports().known.values():
        for id_column, wanted in titles.items():
            assert id_column not in report.columns or wanted & set(report.columns), report.name


def test_formula_cells_are_defused_and_others_untouched(published: Path, tmp_path: Path) -> None:
    (file,) = export(published, ["articles"], tmp_path)
    titles = {int(row["url"][-1]): row["title"] for row in _rows(file.path)}
    assert titles == {day: f"'{title}" if day <= 5 else title for day, title in TITLES.items()}
    assert file.row_count == len(TITLES)


def test_times_carry_their_zone_and_lines_end_as_the_rfc_says(published: Path, tmp_path: Path) -> None:
    (file,) = export(published, ["articles"], tmp_path)
    assert _rows(file.path)[0]["published_at"] == "2026-01-02T12:00:00Z"
    assert file.path.read_bytes().split(b"\r\n", 1)[0].startswith(b"article_id,")


def test_an_article_comes_with_what_its_page_said_and_when_it_was_seen(
    published: Path, tmp_path: Path
) -> None:
    (file,) = export(published, ["articles"], tmp_path)
    *_, unlisted, listed = _rows(file.path)
    said = {name: listed[name] for name in ("agency", "section", "is_complete", "first_seen_at")}
    assert list(said.values()) == ["Meridian Wire", "World", "false", "2026-01-09T07:00:00Z"]
    assert unlisted["first_seen_at"] == unlisted["published_at"] == "2026-01-07T12:00:00Z"


def test_two_exports_are_the_same_bytes(published: Path, tmp_path: Path) -> None:
    first = export(published, [], tmp_path / "1")
    second = export(published, [], tmp_path / "2")
    assert [file.name for file in first] == NAMES
    assert [file.path.read_bytes() for file in first] == [file.path.read_bytes() for file in second]


def test_since_is_in_and_until_is_out(published: Path, tmp_path: Path) -> None:
    since, until = datetime(2026, 1, 3, 12, tzinfo=UTC), datetime(2026, 1, 6, 12, tzinfo=UTC)
    (file,) = export(published, ["articles"], tmp_path, ExportOptions(since=since, until=until))
    assert [row["url"][-1] for row in _rows(file.path)] == ["2", "3", "4"]


@pytest.mark.parametrize("name", NAMES)
def test_every_report_takes_a_span(published: Path, tmp_path: Path, name: str) -> None:
    since, until = datetime(2030, 1, 1, tzinfo=UTC), datetime(2031, 1, 1, tzinfo=UTC)
    (file,) = export(published, [name], tmp_path, ExportOptions(since=since, until=until))
    assert file.row_count == (1 if name == "outlets" else 0)


def test_a_report_named_twice_is_written_once(published: Path, tmp_path: Path) -> None:
    assert len(export(published, ["outlets", "outlets"], tmp_path)) == 1


def test_every_unknown_name_is_told(published: Path, tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError) as caught:
        export(published, ["nope", "outlets", "neither"], tmp_path / "out")
    assert len(caught.value.problems) == 2
    assert not (tmp_path / "out").exists()


def test_a_warehouse_without_the_tables_is_told(tmp_path: Path) -> None:
    path = tmp_path / "w.duckdb"
    duckdb.connect(path).close()
    with pytest.raises(PermanentError, match="The report outlets cannot be run"):
        export(path, ["outlets"], tmp_path)
    assert list(tmp_path.glob("*.csv")) == []


def test_the_manifest_says_what_was_written(published: Path, tmp_path: Path) -> None:
    since = datetime(2026, 1, 3, tzinfo=UTC)
    files = export(published, ["articles", "outlets"], tmp_path, ExportOptions(since=since))
    told = json.loads((tmp_path / MANIFEST).read_text())
    assert (told["since"], told["until"]) == ("2026-01-03T00:00:00+00:00", None)
    for file, row in zip(files, told["files"], strict=True):
        raw = file.path.read_bytes()
        assert row == {
            "name": file.name,
            "file": file.path.name,
            "row_count": file.row_count,
            "bytes": len(raw),
            "sha256": hashlib.sha256(raw).hexdigest(),
        }


def test_two_exports_of_one_span_are_the_same_bytes(published: Path, tmp_path: Path) -> None:
    for form in FILE_FORMATS:
        folders = [tmp_path / form / number for number in "12"]
        for folder in folders:
            export(published, [], folder, ExportOptions(file_format=form))
        first, second = ({path.name: path.read_bytes() for path in folder.iterdir()} for folder in folders)
        assert first == second
        assert len(first) == len(NAMES) + 1


def test_parquet_has_the_texts_as_they_are(published: Path, tmp_path: Path) -> None:
    (file,) = export(published, ["articles"], tmp_path, ExportOptions(file_format="parquet"))
    found = duckdb.execute("SELECT title FROM read_parquet(?) ORDER BY published_at", [str(file.path)])
    assert [title for (title,) in found.fetchall()] == list(TITLES.values())


def test_a_byte_order_mark_on_request(published: Path, tmp_path: Path) -> None:
    (plain,) = export(published, ["outlets"], tmp_path / "plain")
    (marked,) = export(published, ["outlets"], tmp_path / "marked", ExportOptions(with_bom=True))
    assert marked.path.read_bytes() == b"\xef\xbb\xbf" + plain.path.read_bytes()


OWN = """\
-- Title: Titles
-- Grain: one row for each article
-- Columns: title
-- Parameters: since, language = en
SELECT title FROM article WHERE published_at >= $since AND language = $language ORDER BY title
"""


def _own(tmp_path: Path, text: str = OWN) -> Path:
    own = tmp_path / "reports"
    own.mkdir(exist_ok=True)
    (own / "titles.sql").write_text(text, encoding="utf-8")
    return own


def _contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_a_report_of_ones_own_is_a_file_dropped_in(published: Path, tmp_path: Path) -> None:
    own, since = _own(tmp_path), datetime(2026, 1, 7, tzinfo=UTC)
    (file,) = export(published, ["titles"], tmp_path / "out", ExportOptions(since=since, own_reports=own))
    assert [row["title"] for row in _rows(file.path)] == [TITLES[6], TITLES[7]]
    other = ExportOptions(since=since, own_reports=own, values={"language": "de"})
    (file,) = export(published, ["titles"], tmp_path / "out", other)
    assert file.row_count == 0
    told = json.loads((tmp_path / "out" / MANIFEST).read_text())
    assert told["language"] == "de"


def test_a_value_that_is_missing_or_nobody_takes_is_told(published: Path, tmp_path: Path) -> None:
    own = _own(tmp_path, OWN.replace(" = en", ""))
    with pytest.raises(ConfigurationError, match=r"titles\.sql: the parameter language .* --param language="):
        export(published, ["titles"], tmp_path / "out", ExportOptions(own_reports=own))
    files = export(published, [], tmp_path / "out", ExportOptions(own_reports=own))
    assert [file.name for file in files] == NAMES
    wrong = ExportOptions(
        own_reports=own, values={"language": "en", "langauge": "de"}, until=datetime.now(UTC)
    )
    with pytest.raises(ConfigurationError) as caught:
        export(published, ["titles"], tmp_path / "out", options=wrong)
    assert [problem.split(":")[0] for problem in caught.value.problems] == ["--until", "--param langauge"]


def test_columns_other_than_the_header_says_are_told(published: Path, tmp_path: Path) -> None:
    own = _own(tmp_path, OWN.replace("SELECT title", "SELECT url, title"))
    with pytest.raises(ConfigurationError, match=r"titles\.sql: .* write `-- Columns: url, title`"):
        export(published, ["titles"], tmp_path / "out", ExportOptions(own_reports=own))


@pytest.mark.parametrize("form", FILE_FORMATS)
@pytest.mark.parametrize("body", ["SELECT nothing FROM nowhere", "SELECT error('late') FROM range(100000)"])
def test_a_report_that_fails_leaves_every_file_as_it_was(
    published: Path, tmp_path: Path, form: str, body: str
) -> None:
    own, out = _own(tmp_path), tmp_path / "out"
    export(published, [], out, ExportOptions(file_format=form, own_reports=own))
    before = _contents(out)
    _own(tmp_path, "-- Title: T\n-- Grain: G\n-- Columns: title\n" + body)
    with pytest.raises(PermanentError, match=r"The report titles cannot be run.* correct .*titles\.sql"):
        export(
            published,
            [],
            out,
            ExportOptions(file_format=form, own_reports=own, since=datetime(2030, 1, 1, tzinfo=UTC)),
        )
    assert _contents(out) == before
