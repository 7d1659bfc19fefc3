"""Read pages with newspaper4k and news-please: run by the interpreter of an environment that has them.

Reads JSON lines of {"url", "file"} and writes JSON lines of {"reader", "title", "authors", "published",
"text", "cpu_s"}, one for each page and reader. Nothing of Parallax is imported here.
"""

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any


def newspaper(html: str, url: str) -> dict[str, Any]:
    """Read a page with newspaper4k."""
    import newspaper  # noqa: PLC0415 - each is measured without the other

    article = newspaper.Article(url, fetch_images=False)
    article.download(input_html=html)
    article.parse()
    published = article.publish_date
    return {
        "title": article.title,
        "authors": list(article.authors),
        "published": published.isoformat() if published else None,
        "text": article.text,
    }


def news_please(html: str, url: str) -> dict[str, Any]:
    """Read a page with news-please."""
    from newsplease import NewsPlease  # noqa: PLC0415 - as above

    article = NewsPlease.from_html(html, url=url, fetch_images=False)
    published = article.date_publish
    return {
        "title": article.title or "",
        "authors": list(article.authors or ()),
        "published": published.isoformat() if published else None,
        "text": article.maintext or "",
    }


def read(name: str, reader: Callable[[str, str], dict[str, Any]], html: str, url: str) -> dict[str, Any]:
    """Return what a reader extracts from a page, and the CPU time it took; nothing if it fails."""
    started = time.process_time()
    try:
        found = reader(html, url)
    except Exception as error:  # noqa: BLE001 - what a peer raises is its own affair
        found = {"title": "", "authors": [], "published": None, "text": "", "error": str(error)[:200]}
    return {"reader": name, **found, "cpu_s": time.process_time() - started}


def main() -> None:
    """Read every page with both readers, after one page to warm up."""
    pages = [json.loads(line) for line in Path(sys.argv[1]).read_text().splitlines()]
    for name, reader in (("newspaper4k", newspaper), ("news-please", news_please)):
        first = pages[0]
        read(name, reader, Path(first["file"]).read_text(encoding="utf-8"), first["url"])
        for page in pages:
            found = read(name, reader, Path(page["file"]).read_text(encoding="utf-8"), page["url"])
            sys.stdout.write(json.dumps(found, default=str) + "\n")


if __name__ == "__main__":
    main()
