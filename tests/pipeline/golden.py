"""Golden pages: what each page of tests/golden is to be read as, and a command that shows changes.

`python -m tests.pipeline.golden [NAME ...]` prints where reading differs from the records;
with `--accept` it writes what was read into them. Read the difference first.
"""

import argparse
import difflib
import json
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from extractors.pages.reading import forget_caches, read_page
from model import Article, Entry, Fetch, Outcome, RejectionReason, TargetKind
from transforms.article.article import make_article
from transforms.article.no_article import NoArticle
from transforms.urls import host_of, normalise_url

FOLDER = Path(__file__).parents[1] / "golden"
FETCHED_AT = datetime(2026, 3, 10, 12, tzinfo=UTC)


def names() -> list[str]:
    """Return the names of the golden pages."""
    return sorted(path.stem for path in FOLDER.glob("*.json"))


def record(name: str) -> dict[str, Any]:
    """Return what is written down of a page: its circumstances and what it is expected to be."""
    value: dict[str, Any] = json.loads(FOLDER.joinpath(f"{name}.json").read_text(encoding="utf-8"))
    return value


def expected(told: dict[str, Any]) -> dict[str, Any]:
    """Return the expected part of a record."""
    return {key: told[key] for key in ("article", "rejection") if key in told}


def outcome(name: str) -> dict[str, Any]:
    """Return what reading makes of a page, in the form of the records."""
    told = record(name)
    result = _read(told, FOLDER.joinpath(f"{name}.html").read_bytes())
    return {"rejection": result.reason} if isinstance(result, NoArticle) else {"article": _described(result)}


def _read(told: dict[str, Any], body: bytes) -> Article | NoArticle:
    forget_caches()
    url, listed = told["url"], told["entry"]
    page = read_page(body, told["content_type"], url)
    if page is None:
        return NoArticle(reason=RejectionReason.NOT_HTML, detail="")
    entry = Entry(
        feed_id="golden/1",
        entry_id=url,
        outlet_id="golden",
        url=url,
        article_url=normalise_url(url),
        title=listed.get("title") or "",
        language=listed.get("language"),
        published_at=_time(listed.get("published_at")),
        first_seen_at=FETCHED_AT,
        last_seen_at=FETCHED_AT,
    )
    fetch = Fetch(
        fetch_id="00000000-0000-0000-0000-000000000000",
        run_id="golden",
        target_kind=TargetKind.PAGE,
        url=url,
        final_url=url,
        host=host_of(url),
        requested_at=FETCHED_AT,
        elapsed_ms=0,
        outcome=Outcome.FETCHED,
    )
    return make_article(entry, fetch, page, "golden")


def _time(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _described(article: Article) -> dict[str, Any]:
    return {
        "title": article.title,
        "authors": list(article.authors),
        "published_at": article.published_at.isoformat(),
        "published_basis": str(article.published_basis),
        "published_precision": str(article.published_precision),
        "updated_at": article.updated_at.isoformat() if article.updated_at else None,
        "section": article.section,
        "image_url": article.image_url,
        "canonical_url": article.canonical_url,
        "language": article.language.tag,
        "is_language_mixed": article.language.is_mixed,
        "is_complete": article.is_complete,
        "form": str(article.form),
        "text": article.text,
    }


def difference(name: str) -> str:
    """Return how reading differs from the record of a page, empty where it does not."""
    before, after = (_lines(value) for value in (expected(record(name)), outcome(name)))
    return "\n".join(
        difflib.unified_diff(before, after, f"{name} expected", f"{name} read", lineterm="", n=0)
    )


def _lines(value: dict[str, Any]) -> list[str]:
    text = value.get("article", {}).get("text", "")
    return [*json.dumps(value, ensure_ascii=False, indent=1).splitlines(), *text.splitlines()]


def accept(name: str) -> None:
    """Write down what reading makes of a page as what is expected."""
    told = record(name)
    kept = {key: value for key, value in told.items() if key not in {"article", "rejection"}}
    text = json.dumps(kept | outcome(name), ensure_ascii=False, indent=2)
    FOLDER.joinpath(f"{name}.json").write_text(f"{text}\n", encoding="utf-8")


def main() -> None:
    """Show how reading differs from the records, and with --accept take over what was read."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("names", nargs="*", help="of pages; all of them where none is given")
    parser.add_argument("--accept", action="store_true", help="write what was read into the records")
    asked = parser.parse_args()
    differing = [name for name in asked.names or names() if _shown(name)]
    if asked.accept:
        for name in differing:
            accept(name)
    sys.stdout.write(
        f"{len(differing)} of {len(asked.names or names())} pages read otherwise than recorded\n"
    )
    sys.exit(int(bool(differing) and not asked.accept))


def _shown(name: str) -> bool:
    found = difference(name)
    if found:
        sys.stdout.write(f"{found}\n")
    return bool(found)


if __name__ == "__main__":
    main()
