"""The pages of `../shared/corpus/press` and the annotations that a person made."""

import gzip
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

CORPUS = Path(__file__).parents[2] / "shared" / "corpus"


@dataclass(frozen=True, slots=True, kw_only=True)
class PressPage:
    """A page as its server sent it, and its expected title, authors, time and body."""

    url: str
    html: bytes
    crawled_at: datetime
    title: str
    authors: frozenset[str]
    published_at: datetime | None
    body: str


def press_pages(folder: Path = CORPUS / "press") -> Sequence[PressPage]:
    """Return the annotated pages of the corpus; exits if the corpus is missing."""
    manifest = folder / "manifest.jsonl"
    if not manifest.exists():
        raise SystemExit(f"{manifest} is missing: this measurement needs the corpus of real pages.")
    rows = [json.loads(line) for line in manifest.read_text(encoding="utf-8").splitlines()]
    return [_page(folder, row) for row in rows if row["expected"]]


def _page(folder: Path, row: dict[str, object]) -> PressPage:
    expected = row["expected"]
    if not isinstance(expected, dict):
        raise SystemExit(f"{row['url']}: nothing is expected of it")
    return PressPage(
        url=str(row["url"]),
        html=gzip.decompress(folder.joinpath(str(row["file"])).read_bytes()),
        crawled_at=utc_time(str(row["crawled"])),
        title=expected["title"] or "",
        authors=frozenset(expected["authors"] or ()),
        published_at=utc_time(expected["published"]) if expected["published"] else None,
        body=expected["body"] or "",
    )


def utc_time(text: str) -> datetime:
    """Return an ISO 8601 time; one without a zone is in UTC."""
    moment = datetime.fromisoformat(text)
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment
