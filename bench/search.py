"""What searches cost: `python -m bench.search [--articles N] [--json] [--without-sqlite]`.

Made-up articles over a year, of 288 words each, drawn from 200,000 made-up words of which a few are in most
articles, as in real texts (Zipf's law). Their words are indexed as a run does it, 5,000 articles at a time.
Each search runs in the last thirty days and in all of them: in Parallax (all hits counted, and the newest
twenty articles returned), as a scan of the texts in one plain DuckDB table by a regular expression, and in
SQLite's FTS5 (hits counted; its index has no texts, and the number of an article stands for its time).
Milliseconds of elapsed time, the least of three, on a warm file. Index costs are CPU milliseconds an article.
"""

import argparse
import json
import sqlite3
import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb

from warehouse import Connection, WarehousePaths, connect_readonly, open_writer
from warehouse.database.publishing import publish
from warehouse.steps.indexing import index_words

_FOLDER = Path(__file__).parent / "searches"
_REPEATS = 3
_DAYS, _SPAN_DAYS = 365, 30
# Words by their rank: of one in two articles, one in thirty, one in a thousand, and one in fifty thousand.
_RANKS = {"common": 5, "frequent": 150, "usual": 4_000, "rare": 120_000}
_SEARCHES = {
    "a rare word": "{rare}",
    "a common word": "{common}",
    "two words": "{frequent} {usual}",
    "two common words": "{common} {frequent}",
    "one of four": "{common} OR {frequent} OR {usual} OR {rare}",
    "one without another": "{frequent} NOT {common}",
    "a beginning": "{beginning}*",
    "a phrase": '"{common} {frequent}"',
}


def main() -> None:
    """Make, index, search and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--articles", type=int, default=1_000_000)
    parser.add_argument("--without-sqlite", action="store_true", help="its index takes longest to make")
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    with TemporaryDirectory(dir=Path.cwd()) as folder:
        figures = _measured(Path(folder), arguments.articles, has_sqlite=not arguments.without_sqlite)
    if arguments.json:
        sys.stdout.write(f"{json.dumps(figures)}\n")
        return
    for name, value in figures.items():
        if isinstance(value, dict):
            row = "".join(
                f"{one:>12.1f}" if isinstance(one, float) else f"{one:>12}" for one in value.values()
            )
            sys.stdout.write(f"{name:34}{row}\n")
        else:
            sys.stdout.write(f"{name:34}{value:>12.2f}\n")


def _measured(folder: Path, count: int, *, has_sqlite: bool) -> dict[str, Any]:
    paths = WarehousePaths(published=folder / "w.duckdb", writer=folder / "writer" / "w.duckdb")
    with open_writer(paths) as connection:
        words = _make(connection, count)
        connection.execute("CHECKPOINT")
        before_bytes = paths.writer.stat().st_size
        index_cpu_ms = _cpu_ms(lambda: index_words(connection))
        connection.execute("CHECKPOINT")
    publish(paths)
    figures: dict[str, Any] = {
        "index_cpu_ms": index_cpu_ms / count,
        "text_bytes": before_bytes / count,
        "index_bytes": (paths.writer.stat().st_size - before_bytes) / count,
    }
    sqlite_file = folder / "fts.sqlite"
    if has_sqlite:
        figures["sqlite_index_cpu_ms"] = _cpu_ms(lambda: _fill(sqlite_file, paths.published)) / count
        figures["sqlite_index_bytes"] = sqlite_file.stat().st_size / count
    for name, form in _SEARCHES.items():
        for days in (_SPAN_DAYS, _DAYS):
            figures[f"{name}, {days} days"] = _searched(
                paths.published, sqlite_file if has_sqlite else None, form.format(**words), days, count
            )
    return figures


def _make(connection: Connection, count: int) -> dict[str, str]:
    """Fill an empty warehouse; return words by how common they are."""
    connection.execute("SELECT setseed(0.5)")
    for path in sorted(_FOLDER.glob("*.sql")):
        text = path.read_text(encoding="utf-8")
        connection.execute(text, {"count": count} if "$count" in text else None)
    words = {
        name: str(connection.execute("SELECT word FROM words WHERE rank = ?", [rank]).fetchall()[0][0])
        for name, rank in _RANKS.items()
    }
    return {**words, "beginning": words["usual"][:3]}


def _fill(file: Path, published: Path) -> None:
    with sqlite3.connect(file) as sqlite, duckdb.connect(published, read_only=True) as source:
        sqlite.execute("CREATE VIRTUAL TABLE found USING fts5(title, body, content='', detail='full')")
        cursor = source.execute(
            "SELECT search_document.document, article.title, article_text.text FROM search_document "
            "JOIN article USING (article_id) JOIN article_text USING (article_id) ORDER BY ALL"
        )
        while rows := cursor.fetchmany(5_000):
            sqlite.executemany("INSERT INTO found (rowid, title, body) VALUES (?, ?, ?)", rows)


def _searched(published: Path, sqlite_file: Path | None, query: str, days: int, count: int) -> dict[str, Any]:
    span = {"query": query, "first": _DAYS - days}
    since = "TIMESTAMPTZ '2026-01-01 00:00:00+00' + to_days(CAST($first AS INTEGER))"
    newest = f"SELECT title, count(*) OVER () FROM search_articles($query, since := {since}) LIMIT 20"  # noqa: S608 - our own texts
    with connect_readonly(published) as reader:
        own_ms = _least_ms(lambda: reader.execute(newest, span).fetchall())
        ((found,),) = reader.execute(
            f"SELECT count(*) FROM search_articles($query, since := {since})",  # noqa: S608 - our own texts
            span,
        ).fetchall()
        patterns = [rf"(?i)\b{word.replace('*', '')}" for word in query.replace('"', "").split()[:2]]
        scan = f"SELECT count(*) FROM article_text WHERE published_at >= {since} AND " + " AND ".join(  # noqa: S608 - our own texts
            f"regexp_matches(text, '{pattern}')" for pattern in patterns
        )
        scan_ms = _least_ms(lambda: reader.execute(scan, {"first": span["first"]}).fetchall())
    figures: dict[str, Any] = {"found": found, "own_ms": own_ms, "scan_ms": scan_ms}
    if sqlite_file:
        text = "SELECT count(*) FROM found WHERE found MATCH ? AND rowid > ?"
        with sqlite3.connect(sqlite_file) as sqlite:
            bounds = [query, count - count * days // _DAYS]
            figures["sqlite_ms"] = _least_ms(lambda: sqlite.execute(text, bounds).fetchall())
    return figures


def _least_ms(work: Callable[[], object]) -> float:
    return min(_elapsed_ms(work) for _ in range(_REPEATS))


def _elapsed_ms(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return (time.perf_counter() - begun) * 1e3


def _cpu_ms(work: Callable[[], object]) -> float:
    begun = time.process_time()
    work()
    return (time.process_time() - begun) * 1e3


if __name__ == "__main__":
    main()
