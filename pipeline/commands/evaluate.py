"""`parallax evaluate`: scores of the grouping on articles whose events are known."""

import json
import sys
from pathlib import Path

import click

from pipeline.commands.arguments import format_option
from pipeline.settings import read_settings

_COLUMNS = ("figure", "value")


@click.group("evaluate", subcommand_metavar="WHAT ...")
def evaluate() -> None:
    """Score what Parallax decides against known answers."""


@evaluate.command("events")
@click.argument("gold", type=Path, metavar="GOLD")
@format_option("table", "csv", "json")
def events(*, gold: Path, file_format: str) -> None:
    """Group articles whose events are known, and score the groups.

    GOLD is a JSON-lines file whose rows have id, title, text, language, published_at, outlet and event.
    """
    from rich.console import Console

    from pipeline.commands.output import write_rows
    from pipeline.grouping.embedders import embedder
    from pipeline.grouping.evaluate import grouped, score_groups
    from pipeline.grouping.gold import read_gold
    from pipeline.running import progress
    from reports.tables import visible

    settings = read_settings()
    rows = read_gold(gold)
    progress.install(progress.ConsoleReporter(Console(stderr=True)))
    scores = score_groups(rows, grouped(rows, embedder(settings)))
    if file_format == "json":
        sys.stdout.write(f"{visible(json.dumps(scores, ensure_ascii=False))}\n")
        return
    figures = [(name, value) for name, value in scores.items() if not isinstance(value, dict | list)]
    figures += [(f"bcubed_f1 of {tag}", value) for tag, value in scores["by_language"].items()]
    for kind in ("worst_mixed", "worst_split"):
        figures += [
            (f"{kind}: {one['stray_count']} astray", " / ".join(one["titles"])[:200]) for one in scores[kind]
        ]
    write_rows(_COLUMNS, figures, file_format)
