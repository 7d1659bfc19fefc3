"""Make the sample's manifest and pages from its stories: `python -m sample.build`."""

import argparse
import gzip
import io
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from operator import attrgetter
from pathlib import Path

from sample import templates
from sample.stories import Extra, Material, Story, read_material

_HERE = Path(__file__).parent
_TRACKING = "?utm_source=rss&utm_medium=feed"

Row = dict[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Draft:
    """A row that has no file yet, and the page for it."""

    published: str
    url: str
    row: Row
    html: str | None


def build(source: Path, target: Path) -> list[Row]:
    """Write `manifest.jsonl` and `pages/` into `target`; the same stories give the same bytes."""
    pages = target / "pages"
    pages.mkdir(parents=True, exist_ok=True)
    for stale in pages.glob("*.html.gz"):
        stale.unlink()
    drafts = sorted(_drafts(read_material(source)), key=attrgetter("published", "url"))
    rows = [_write(target, number, draft) for number, draft in enumerate(drafts)]
    text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    (target / "manifest.jsonl").write_text(text, encoding="utf-8", newline="\n")
    return rows


def _drafts(material: Material) -> Iterator[_Draft]:
    urls = {story.key: story.url for story in material.stories}
    for story in material.stories:
        yield _article(material, story, urls[story.copy_of] if story.copy_of else None)
    for page in material.extras:
        yield _extra(material, page)


def _article(material: Material, story: Story, copy_of: str | None) -> _Draft:
    others = [other for other in _newest(material, story.site.id) if other != story]
    published = story.published.isoformat()
    row: Row = {
        "url": story.url,
        "outlet": story.site.id,
        "file": None,
        "lang": story.site.language,
        "event": story.event,
        "published": published,
        "title": story.title,
        "copy_of": copy_of,
        "is_article": True,
        "expected": _expected(story),
    }
    if story.key in material.tracked:
        row["feed_url"] = story.url + _TRACKING
    html = templates.article(story, others, material.phrases[story.site.language])
    return _Draft(published=published, url=story.url, row=row, html=html)


def _expected(story: Story) -> Row:
    return {
        "title": story.title,
        "authors": list(story.authors),
        "published": story.published.isoformat(),
        "body": "\n".join(story.paragraphs),
    }


def _extra(material: Material, page: Extra) -> _Draft:
    published = page.published.isoformat() if page.published else None
    row: Row = {
        "url": page.url,
        "outlet": page.site.id,
        "file": None,
        "lang": page.site.language,
        "event": None,
        "published": published,
        "title": page.title,
        "copy_of": None,
        "is_article": False,
        "expected": None,
        "status": page.status,
    }
    return _Draft(published=published or "", url=page.url, row=row, html=_extra_html(material, page))


def _extra_html(material: Material, page: Extra) -> str | None:
    if page.kind == "gone":
        return None
    phrases = material.phrases[page.site.language]
    return templates.other(page, _newest(material, page.site.id), phrases)


def _newest(material: Material, outlet: str) -> list[Story]:
    own = [story for story in material.stories if story.site.id == outlet]
    return sorted(own, key=attrgetter("published", "slug"), reverse=True)


def _write(target: Path, number: int, draft: _Draft) -> Row:
    if draft.html is None:
        return draft.row
    file = f"pages/{number:05}.html.gz"
    (target / file).write_bytes(_gzip(draft.html.encode()))
    return {**draft.row, "file": file}


def _gzip(data: bytes) -> bytes:
    # Not gzip.compress: its header differs from one Python to the next.
    packed = io.BytesIO()
    with gzip.GzipFile(filename="", mode="wb", fileobj=packed, mtime=0) as file:
        file.write(data)
    return packed.getvalue()


def main(arguments: Sequence[str] | None = None) -> None:
    """Build the sample from the command line."""
    parser = argparse.ArgumentParser(
        prog="python -m sample.build", description="Make the sample's pages again."
    )
    parser.add_argument(
        "--out", type=Path, default=_HERE, help="where to write (default: beside the stories)"
    )
    chosen = parser.parse_args(arguments)
    rows = build(_HERE, chosen.out)
    articles = sum(row["is_article"] is True for row in rows)
    sys.stdout.write(f"{len(rows)} pages, {articles} of them articles, in {chosen.out}\n")


if __name__ == "__main__":
    main()
