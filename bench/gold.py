"""Write the pages of a corpus folder as gold rows: `python -m bench.gold FOLDER > gold.jsonl`.

The folder holds `manifest.jsonl` with the event of each page, as `sample` and `../shared/corpus/wire` do; a
page without an event is an event of its own.
"""

import gzip
import json
import sys
from datetime import UTC, datetime
from pathlib import Path

from bench.press import PressPage
from bench.readers import article_of
from model import Article

_CRAWLED_AT = datetime(2026, 6, 1, tzinfo=UTC)


def gold_rows(folder: Path) -> list[dict[str, str]]:
    """Return a gold row for each article page of a folder, with its text as the pipeline reads it."""
    rows = []
    for line in folder.joinpath("manifest.jsonl").read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if not row["file"] or not row["published"]:
            continue
        article = article_of(_page(folder, row))
        if isinstance(article, Article):
            rows.append(_row(row, article))
    return rows


def _page(folder: Path, row: dict[str, str]) -> PressPage:
    return PressPage(
        url=row["url"],
        html=gzip.decompress(folder.joinpath(row["file"]).read_bytes()),
        crawled_at=_CRAWLED_AT,
        title="",
        authors=frozenset(),
        published_at=None,
        body="",
    )


def _row(row: dict[str, str], article: Article) -> dict[str, str]:
    return {
        "id": row["url"],
        "title": article.title,
        "text": article.text,
        "language": article.language.tag,
        "published_at": row["published"],
        "outlet": row["outlet"],
        "event": row["event"] or row["url"],
    }


if __name__ == "__main__":
    for row in gold_rows(Path(sys.argv[1])):
        sys.stdout.write(f"{json.dumps(row, ensure_ascii=False)}\n")
