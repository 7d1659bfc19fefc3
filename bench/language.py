"""Detect the language of real texts with Parallax's rule, and with each detector alone.

`python -m bench.language [--json]`. On the wire pages of the corpus: titles alone, titles with a lead of 300
characters, and whole texts, all without declared languages; the figures are shares of tags with the right
language. On the press pages: whole articles, read without the declaration, compared with what their page
declares. `cpu_ms` is for one text.
"""

import argparse
import gzip
import json
import sys
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

import regex
from lxml import html

from bench.press import CORPUS, press_pages
from bench.readers import article_of
from model import Article
from transforms.language.calling import call_language, warm_up
from transforms.language.detectors import detect, detect_second
from transforms.language.tags import primary_tag

_LEAD_CHARS = 300
_HTML_LANGUAGE = regex.compile(rb"<html[^>]*\blang=[\"']?([a-zA-Z-]+)")

Rule = Callable[[str, str], str]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    warm_up()
    texts = _wire()
    rules: dict[str, Rule] = {"parallax": _parallax, "langdetect": _langdetect, "cld2": _cld2}
    figures = {name: _shares(texts, rule) for name, rule in rules.items()}
    figures["parallax"]["press"] = _press()
    if arguments.json:
        sys.stdout.write(f"{json.dumps(figures)}\n")
        return
    for name, shares in figures.items():
        sys.stdout.write(
            f"{name:12}" + "".join(f"  {key} {value:.4f}" for key, value in shares.items()) + "\n"
        )


def _parallax(title: str, text: str) -> str:
    return call_language(title, text).tag


def _langdetect(title: str, text: str) -> str:
    found = detect(text or title)
    return found.tag if found else ""


def _cld2(title: str, text: str) -> str:
    found = detect_second(text or title)
    return found[0].tag if found else ""


def _wire(folder: Path = CORPUS / "wire") -> list[tuple[str, str, str]]:
    manifest = folder / "manifest.jsonl"
    if not manifest.exists():
        raise SystemExit(f"{manifest} is missing: this measurement needs the corpus of wire pages.")
    rows = [json.loads(line) for line in manifest.read_text(encoding="utf-8").splitlines()]
    return [(row["lang"], row["title"].strip(), _text(folder / row["file"])) for row in rows]


def _text(path: Path) -> str:
    tree = html.fromstring(gzip.decompress(path.read_bytes()).decode())
    return "\n".join("".join(paragraph.itertext()) for paragraph in tree.iter("p"))


def _shares(texts: Sequence[tuple[str, str, str]], rule: Rule) -> dict[str, float]:
    started = time.process_time()
    whole = _share((tag, rule(title, text)) for tag, title, text in texts)
    cpu_ms = 1_000 * (time.process_time() - started) / len(texts)
    return {
        "title": _share([(tag, rule(title, "")) for tag, title, _ in texts]),
        "lead": _share([(tag, rule(title, text[:_LEAD_CHARS])) for tag, title, text in texts]),
        "text": whole,
        "cpu_ms": cpu_ms,
    }


def _share(tags: Iterable[tuple[str, str]]) -> float:
    pairs = [(primary_tag(gold), primary_tag(found)) for gold, found in tags]
    return sum(gold == found for gold, found in pairs) / len(pairs)


def _press() -> float:
    """Return the share of press articles whose detected language is the one that their page declares."""
    pairs = []
    for page in press_pages():
        article, declared = article_of(page), _HTML_LANGUAGE.search(page.html[:5_000])
        if isinstance(article, Article) and declared:
            pairs.append((declared[1].decode(), call_language(article.title, article.text).tag))
    return _share(pairs)


if __name__ == "__main__":
    main()
