"""`parallax evaluate events GOLD`: how well articles are grouped whose events are known."""

import json
import sys
from pathlib import Path

from rich.console import Console

from pipeline.commands.answers import give
from pipeline.grouping.embedders import embedder
from pipeline.grouping.evaluate import grouped, score_groups
from pipeline.grouping.gold import read_gold
from pipeline.running import progress
from pipeline.settings import Settings

_COLUMNS = ("figure", "value")


def evaluate_events(settings: Settings, gold: str, form: str) -> int:
    """Group the rows of a JSON-lines file as production does and print the scores."""
    rows = read_gold(Path(gold))
    progress.install(progress.ConsoleReporter(Console(stderr=True)))
    scores = score_groups(rows, grouped(rows, embedder(settings)))
    if form == "json":
        sys.stdout.write(f"{json.dumps(scores, ensure_ascii=False)}\n")
        return 0
    plain = [(name, value) for name, value in scores.items() if not isinstance(value, dict | list)]
    plain += [(f"bcubed_f1 of {tag}", value) for tag, value in scores["by_language"].items()]
    for kind in ("worst_mixed", "worst_split"):
        plain += [
            (f"{kind}: {one['stray_count']} astray", " / ".join(one["titles"])[:200]) for one in scores[kind]
        ]
    give(_COLUMNS, plain, form, None)
    return 0
