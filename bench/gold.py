"""Write the pages of a corpus folder as gold rows: `python -m bench.gold FOLDER > gold.jsonl`.

The folder holds `manifest.jsonl` with the event of each page, as `sample` and `../shared/corpus/wire` do; a
page without an event tells one of its own.
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
    """Return a gold row for each page of a folder that is an article, its text as the pipeline reads it."""
    rows = []
    for line in folder.joinpath("manifest.jsonl").read_text(encoding="utf-8").splitlines():
        told = json.loads(line)
        if not told["file"] or not told["published"]:
            continue
        article = article_of(_page(folder, told))
        if isinstance(article, Article):
            rows.append(_row(told, article))
    return rows


def _page(folder: Path, told: dict[str, str]) -> PressPage:
    return PressPage(
        url=told["url"],
        html=gzip.decompress(folder.joinpath(told["file"]).read_bytes()),
        crawled_at=_CRAWLED_AT,
        title="",
        authors=frozenset(),
        published_at=None,
        body="",
    )


def _row(told: dict[str, str], article: Article) -> dict[str, str]:
    return {
        "id": told["url"],
        "title": article.title,
        "text": article.text,
        "language": article.language.tag,
        "published_at": told["published"],
        "outlet": told["outlet"],
        "event": told["event"] or told["url"],
    }


if __name__ == "__main__":
    for row in gold_rows(Path(sys.argv[1])):
        sys.stdout.write(f"{json.dumps(row, ensure_ascii=False)}\n")
