"""`parallax events` as a user runs it: what it says of what moved."""

from pathlib import Path

import pytest

from tests.pipeline.command_line import parallax
from tests.pipeline.related_texts import RelatedText, relate_and_publish, settings_in

pytestmark = pytest.mark.slow

MANY = [RelatedText(number=number, happening=1, hour=number / 10) for number in range(1, 13)]
FEW = [RelatedText(number=21, happening=2), RelatedText(number=22, copy_of=21, hour=1)]
# Events have the id of the article that founded them.
PACT, STRAY = MANY[0].article_id, FEW[0].article_id


def test_a_correction_and_its_undoing_say_what_moved(tmp_path: Path) -> None:
    relate_and_publish(settings_in(tmp_path), [*MANY, *FEW])
    merged = parallax(tmp_path, "events", "merge", STRAY, PACT, "--yes")
    first, moved, *articles = merged.stdout.splitlines()
    assert first == f"correction 1: merged into {PACT}"
    assert moved.startswith(f"2 articles (1 of them a copy) moved from “Title 21” ({STRAY}) to “Title ")
    assert articles == ["  Title 21 https://a.example/21"]

    undone = parallax(tmp_path, "events", "undo", "1").stdout.splitlines()
    assert undone[0] == "correction 1 withdrawn"
    assert undone[1].endswith(f" ({PACT}) to “Title 21” ({STRAY}):")
    assert parallax(tmp_path, "events", "undo", "1").returncode == 1


def test_of_many_articles_only_some_are_named(tmp_path: Path) -> None:
    relate_and_publish(settings_in(tmp_path), [*MANY, *FEW])
    urls = [f"https://a.example/{text.number}" for text in MANY[1:]]
    lines = parallax(tmp_path, "events", "split", PACT, *urls, "--yes").stdout.splitlines()
    assert lines[1].startswith("11 articles moved from “Title ")
    assert lines[2:] == [
        *(f"  Title {number} https://a.example/{number}" for number in range(2, 12)),
        "  and 1 more",
    ]
    assert parallax(tmp_path, "events", "pin", urls[0], PACT).returncode == 0
    stays = parallax(tmp_path, "events", "pin", urls[0], PACT).stdout.splitlines()
    assert stays[1:] == ["no article moved"]
