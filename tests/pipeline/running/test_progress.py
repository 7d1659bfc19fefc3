"""Progress as a person sees it: nothing of the web controls the terminal, and brackets are no markup."""

import io

import pytest
from rich.console import Console

from pipeline.running import progress

HOSTILE = "[red]x\x1b[2J\u202e[/red]"


@pytest.mark.parametrize("is_terminal", [True, False])
def test_nothing_of_the_web_controls_the_terminal(*, is_terminal: bool) -> None:
    stream = io.StringIO()
    console = Console(file=stream, force_terminal=is_terminal, width=100, color_system=None)
    progress.install(progress.ConsoleReporter(console))
    progress.say(HOSTILE)
    progress.warn(HOSTILE)
    with progress.track(HOSTILE, 2) as advance:
        advance()
    shown = stream.getvalue()
    assert "[red]x\\u001b[2J\\u202e[/red]" in shown
    assert "\x1b[2J" not in shown
    assert "\u202e" not in shown


def test_the_log_of_a_task_gets_no_control_character(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level("INFO", "parallax"):
        progress.say(HOSTILE)
    assert caplog.messages == ["[red]x\\u001b[2J\\u202e[/red]"]
