"""A small data folder in which one article stands in every kind of file, and who still holds it.

The article's title, URL and text have one word, WORD, that nothing else has.
"""

import gzip
import shutil
import zipfile
from datetime import timedelta
from pathlib import Path

import duckdb
from warcio.archiveiterator import ArchiveIterator

from extractors.archive.writing import Archive
from extractors.http.answer import Answer
from model import Outcome
from pipeline.settings import Settings
from tests.made_once import made_once
from tests.pipeline.related_texts import NOW, START, RelatedText, paths_of, relate_and_publish, settings_in
from warehouse import open_writer
from warehouse.database.publishing import publish
from warehouse.keeping.contents import database_has, table_has
from warehouse.reports.exporting import ExportOptions, select_reports, write_reports
from warehouse.reports.formats import FILE_FORMATS
from warehouse.reports.report_book import REPORT_BOOK, write_report_book

WORD = "quintessentially"
URL = f"https://a.example/{WORD}-2026"
OTHER = "https://a.example/2"
TITLE = f"Ministers were {WORD} late again"
TEXT = f"Nobody had expected that they would come {WORD} late on the first day of the new year. " * 4
RUN_ID = "20260106T190500.123456Z"
REPORTS = ("articles", "event_summary", "coverage_daily")
ARCHIVED = f"archive/2026/01/06/{RUN_ID}-pages-00.warc.gz"


def kept_data(folder: Path) -> Settings:
    """Return the settings of a copy of the data folder."""
    made = made_once("kept data", lambda made: _make(settings_in(made)))
    shutil.copytree(made, folder, symlinks=True)
    return settings_in(folder)


def _make(settings: Settings) -> None:
    texts = [RelatedText(number=n, happening=n % 2, hour=n, outlet="ab"[n % 2]) for n in range(2, 6)]
    relate_and_publish(settings, [RelatedText(number=1, happening=1, title=TITLE), *texts])
    with Archive(settings.data, ARCHIVED.removesuffix(".warc.gz"), 10**9) as archive:
        offsets = [archive.append(_answer(url, text)).offset for url, text in ((OTHER, "Other"), (URL, TEXT))]
    with open_writer(paths_of(settings)) as connection:
        connection.execute("UPDATE article SET url = ? WHERE title = ?", [URL, TITLE])
        connection.execute(
            "INSERT INTO article_text (article_id, published_at, text) SELECT article_id, published_at, "
            "CASE WHEN title = ? THEN ? ELSE 'Another text of number ' || title END FROM article",
            [TITLE, TEXT],
        )
        for number, (url, offset) in enumerate(zip((OTHER, URL), offsets, strict=True)):
            connection.execute(
                'INSERT INTO "fetch" (fetch_id, run_id, target_kind, url, final_url, host, requested_at, '
                "elapsed_ms, outcome, http_status, archive_file, archive_offset) "
                "VALUES (uuid(), ?, 'page', ?, ?, 'a.example', ?, 1, 'fetched', 200, ?, ?)",
                [RUN_ID, url, url, START + timedelta(minutes=number), ARCHIVED, offset],
            )
        connection.execute("INSERT INTO run VALUES (?, ?, ?, 'succeeded', 0, 0, 0, 0)", [RUN_ID, START, NOW])
    publish(paths_of(settings))
    for file_format in FILE_FORMATS:
        selection = select_reports(REPORTS, ExportOptions(file_format=file_format))
        write_reports(settings.published, selection, settings.path_in_data("exports"))
    book = settings.path_in_data("exports", REPORT_BOOK)
    write_report_book(settings.published, select_reports(REPORTS, ExportOptions()), book)


def _answer(url: str, text: str) -> Answer:
    return Answer(
        url=url,
        final_url=url,
        requested_at=START,
        elapsed_ms=1,
        outcome=Outcome.FETCHED,
        status=200,
        reason="OK",
        headers=(("Content-Type", "text/html"), ("Content-Encoding", "gzip")),
        raw=gzip.compress(f"<p>{text}</p>".encode()),
    )


def holders(data: Path) -> list[str]:
    """Return the files below a folder that hold the token, however packed."""
    return sorted(
        str(path.relative_to(data))
        for path in data.rglob("*")
        if path.is_file() and not path.is_symlink() and _holds(path)
    )


def _holds(path: Path) -> bool:
    content, token = path.read_bytes(), WORD.encode()
    if token in content:
        return True
    if content.startswith(b"PAR1"):
        return table_has(path, [WORD])
    if content[8:12] == b"DUCK":
        return database_has(path, [WORD])
    if content.startswith(b"PK"):
        with zipfile.ZipFile(path) as folder:
            return any(token in folder.read(name) for name in folder.namelist())
    if ".warc.gz" in path.name:
        with path.open("rb") as stream:
            return any(
                token in str(record.rec_headers).encode() + record.content_stream().read()
                for record in ArchiveIterator(stream)
            )
    return content.startswith(b"\x1f\x8b") and token in gzip.decompress(content)


def facts(settings: Settings) -> dict[str, list[tuple[object, ...]]]:
    """Return what may neither be lost nor doubled, as readers see it."""
    queries = {
        "articles": "SELECT article_id, url, title FROM article ORDER BY ALL",
        "texts": "SELECT article_id, text FROM article_text ORDER BY ALL",
        "events": "SELECT event_id, article_id FROM event_article ORDER BY ALL",
        "fetches": 'SELECT url, archive_file, archive_offset FROM "fetch" ORDER BY ALL',
        "erased": "SELECT kind, key, finished_at IS NOT NULL FROM erased ORDER BY ALL",
    }
    with duckdb.connect(settings.published, read_only=True) as connection:
        return {name: connection.execute(query).fetchall() for name, query in queries.items()}
