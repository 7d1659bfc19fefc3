"""`parallax events` as a user runs it: what it says of what moved."""

from pathlib import Path

import pytest

from tests.pipeline.command_line import parallax
from tests.pipeline.related_texts import RelatedText, events, relate_and_publish, settings_in
from tests.pipeline.terminal import at_terminal

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


MERGE = ("events", "merge", STRAY, PACT)
SPLIT = ("events", "split", PACT, "https://a.example/2")


@pytest.mark.parametrize(("arguments", "count"), [(MERGE, 2), (SPLIT, 1)])
def test_a_dry_run_says_what_would_move_and_moves_nothing(
    tmp_path: Path, arguments: tuple[str, ...], count: int
) -> None:
    settings = settings_in(tmp_path)
    relate_and_publish(settings, [*MANY, *FEW])
    before, published = events(settings), settings.published.read_bytes()
    done = parallax(tmp_path, *arguments, "--dry-run")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(
        "1 article to move" if count == 1 else "2 articles (1 of them a copy) to move"
    )
    assert events(settings) == before
    assert settings.published.read_bytes() == published
    assert parallax(tmp_path, "events", "list", "--format", "json").stdout == "[]\n"


def test_without_a_terminal_nobody_is_asked(tmp_path: Path) -> None:
    for arguments in (MERGE, SPLIT, ("erase", "a")):
        done = parallax(tmp_path, *arguments)
        assert done.returncode == 2
        assert "--yes" in done.stderr
        assert list(tmp_path.iterdir()) == []
        assert parallax(tmp_path, *arguments, "--yes", "--dry-run").returncode == 2


def test_at_a_terminal_the_answer_decides(tmp_path: Path) -> None:
    settings = settings_in(tmp_path)
    relate_and_publish(settings, [*MANY, *FEW])
    before = events(settings)
    for reply in ("n", ""):
        code, shown = at_terminal(tmp_path, *MERGE, reply=reply or "\n")
        assert "2 articles (1 of them a copy) to move from “Title 21”" in shown
        assert "nothing was changed" in shown
        assert (code, events(settings)) == (1, before)
    code, shown = at_terminal(tmp_path, *MERGE, reply="y")
    assert code == 0, shown
    assert f"correction 1: merged into {PACT}" in shown
    assert events(settings) != before
