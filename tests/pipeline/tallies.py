"""The tallies that trends are counted from: as they are, and counted anew."""

from random import Random
from typing import Any

from pipeline.settings import Settings
from tests.pipeline.related_texts import RelatedText, paths_of, rows
from warehouse import open_writer
from warehouse.steps.tallying import tally

TALLIES = (
    "article_tally", "language_day", "language_pace", "outlet_day", "event_day", "event_before", "event_week",
    "event_language", "event_tally", "word_week",
)  # fmt: skip


def random_texts(count: int, seed: int, days: int = 3) -> list[RelatedText]:
    """Return originals and, after them, a fifth as many copies, over some days."""
    random = Random(seed)
    return [
        RelatedText(
            number=number,
            happening=random.randrange(count // 4),
            hour=random.uniform(0, 24 * days),
            language=random.choice(["en", "fr", "de"]),
            outlet=random.choice("abc"),
            title=" ".join(random.choices(["pact", "vote", "alpha beta", "日本"], k=2)),
            copy_of=random.randint(1, count * 4 // 5) if number > count * 4 // 5 else None,
        )
        for number in range(1, count + 1)
    ]


def counted(settings: Settings) -> dict[str, list[tuple[Any, ...]]]:
    return {table: sorted(rows(settings, f"FROM {table}"), key=str) for table in TALLIES}


def counted_anew(settings: Settings) -> dict[str, list[tuple[Any, ...]]]:
    with open_writer(paths_of(settings)) as connection:
        for table in (*TALLIES, "tally_basis"):
            connection.execute(f"DELETE FROM {table}")
        connection.execute("INSERT INTO untallied SELECT article_id FROM article")
        tally(connection)
    return counted(settings)
