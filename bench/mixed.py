"""Whether unrelated articles stay apart: `python -m bench.mixed GOLD.jsonl ... [--articles N] [--json]`.

Each article takes its title and each of its paragraphs from a different text of one language (the files are
those of `parallax evaluate events`, and `python -m bench.gold` writes them), and a time within four days.
Articles of one event share at most a paragraph, so the size of the largest event is the figure.
"""

import argparse
import json
import sys
from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

from pipeline.grouping.embedders import embedder
from pipeline.grouping.evaluate import grouped, score_groups
from pipeline.grouping.gold import GoldArticle, read_gold
from pipeline.settings import read_settings

_START = datetime(2026, 1, 6, tzinfo=UTC)
_SPAN_H = 96
_PARAGRAPHS = 10
_TITLE_CHARS = 100
_OUTLETS = 300
_LEAST_TEXTS = 10


def main() -> None:
    """Mix, group and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("gold", nargs="+", type=Path)
    parser.add_argument("--articles", type=int, default=20_000)
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    rows = mixed([row for path in arguments.gold for row in read_gold(path)], arguments.articles)
    scores = score_groups(rows, grouped(rows, embedder(read_settings())))
    figures = {name: scores[name] for name in ("article_count", "cluster_count", "largest_cluster")}
    if arguments.json:
        sys.stdout.write(f"{json.dumps(figures)}\n")
        return
    for name, value in figures.items():
        sys.stdout.write(f"{name:20} {value:>8}\n")


def mixed(rows: Sequence[GoldArticle], count: int, seed: int = 1) -> list[GoldArticle]:
    """Return `count` articles made of titles and paragraphs of different texts, each an event of its own."""
    random = Random(seed)  # noqa: S311 - the same articles each time
    by_language: dict[str, list[GoldArticle]] = defaultdict(list)
    for row in rows:
        by_language[row.language].append(row)
    languages = sorted(tag for tag, texts in by_language.items() if len(texts) >= _LEAST_TEXTS)
    return [_mixed(random, str(n), by_language[random.choice(languages)]) for n in range(count)]


def _mixed(random: Random, article_id: str, texts: Sequence[GoldArticle]) -> GoldArticle:
    bodies = random.sample(texts, _PARAGRAPHS)
    paragraphs = [random.choice(body.text.split("\n")) for body in bodies]
    return GoldArticle(
        article_id=article_id,
        title=paragraphs[0][:_TITLE_CHARS],
        text="\n".join(paragraphs[1:]),
        language=texts[0].language,
        published_at=_START + timedelta(hours=random.uniform(0, _SPAN_H)),
        outlet=str(random.randrange(_OUTLETS)),
        event=article_id,
    )


if __name__ == "__main__":
    main()
