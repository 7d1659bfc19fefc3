"""`parallax evaluate`: scores of what Parallax decides on texts for which people know the answer."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from model import ConfigurationError
from model.counting import counted
from pipeline.commands.arguments import format_option, pager_option
from pipeline.commands.dialogue import say
from pipeline.settings import read_settings

if TYPE_CHECKING:
    from pipeline.grouping.json_lines import Line

_COLUMNS = ("figure", "value")
_MISTAKES = ("worst_mixed", "worst_split")


@click.group("evaluate", subcommand_metavar="WHAT ...")
def evaluate() -> None:
    """Score what Parallax decides against known answers."""


@evaluate.command("events")
@click.argument("gold", type=Path, metavar="GOLD")
@click.option("--alike-from", type=float, metavar="N", help="Pairs judged N or higher count as alike.")
@click.option("--alike-up-to", type=float, metavar="N", help="Pairs judged N or lower count as alike.")
@format_option("table", "csv", "json")
@pager_option
def events(
    *,
    gold: Path,
    alike_from: float | None,
    alike_up_to: float | None,
    file_format: str,
    is_paged: bool,
) -> None:
    """Group articles whose events are known, or compare pairs that people judged, and score the result.

    GOLD is a JSON-lines file. Articles have id, title, text, language, published_at, outlet and event. Pairs
    have one and other (each with title, text and language) and judgement, a number.
    """
    from pipeline.commands.output import write_rows
    from pipeline.grouping.json_lines import read_lines
    from pipeline.grouping.judged_pairs import holds_pairs
    from pipeline.running import progress

    if alike_from is not None and alike_up_to is not None:
        raise ConfigurationError(["Give --alike-from or --alike-up-to, not both."])
    lines = read_lines(gold)
    progress.show_on_stderr()
    if holds_pairs(lines):
        scores = _of_pairs(gold, lines, alike_from, alike_up_to)
    elif alike_from is not None or alike_up_to is not None:
        raise ConfigurationError(
            [f"{gold} holds no pairs, which --alike-from and --alike-up-to are for: leave them out."]
        )
    else:
        scores = _of_articles(gold, lines)
    if file_format == "json":
        say(json.dumps(scores, ensure_ascii=False))
        return
    write_rows(_COLUMNS, _figures(scores), file_format, is_paged=is_paged)


def _of_articles(gold: Path, lines: "list[Line]") -> dict[str, Any]:
    from pipeline.grouping.embedders import embedder
    from pipeline.grouping.evaluate import grouped, score_groups
    from pipeline.grouping.gold import gold_articles

    settings = read_settings()
    rows = gold_articles(gold, lines)
    return score_groups(rows, grouped(rows, embedder(settings)))


def _of_pairs(
    gold: Path, lines: "list[Line]", alike_from: float | None, alike_up_to: float | None
) -> dict[str, Any]:
    from pipeline.grouping.embedders import embedder
    from pipeline.grouping.evaluate import score_pairs
    from pipeline.grouping.judged_pairs import cut_of, judged_pairs

    settings = read_settings()
    pairs = judged_pairs(lines)
    cut = cut_of(gold, pairs, alike_from, alike_up_to)
    return score_pairs(pairs, cut, embedder(settings))


def _figures(scores: Mapping[str, Any]) -> list[tuple[str, Any]]:
    """Return the scores as rows of a table: figures, then sizes, weakest languages and worst mistakes."""
    rows = [(name, value) for name, value in scores.items() if not isinstance(value, dict | list)]
    rows += [
        (f"bcubed_f1 of events of {size}{_counted(one)}", one["bcubed_f1"])
        for size, one in scores.get("by_size", {}).items()
        if one["article_count"]
    ]
    rows += [
        (f"bcubed_f1 of {one['language']}, weakest{_counted(one)}", one["bcubed_f1"])
        for one in scores.get("weakest_languages", [])
    ]
    rows += [
        (f"{kind}: {one['stray_count']} astray", " / ".join(one["titles"])[:200])
        for kind in _MISTAKES
        for one in scores.get(kind, [])
    ]
    return rows


def _counted(part: Mapping[str, Any]) -> str:
    return f" ({counted(part['article_count'], 'article')})"
