"""Lines for the user of a command, and questions to whoever sits at the terminal."""

import sys
from collections.abc import Callable
from typing import Any, TypeVar

import click

from model import ConfigurationError
from reports.visible import visible

_NOBODY_TO_ASK = (
    "This command asks before it changes anything, and there is no terminal to ask at: add --yes to do it, "
    "or --dry-run to see what it would do."
)

C = TypeVar("C", bound=Callable[..., Any])


def say(text: str) -> None:
    """Print one or several lines."""
    sys.stdout.write(f"{visible(text)}\n")


def warn(text: str) -> None:
    """Print lines about the command itself, beside what it prints."""
    for line in visible(text).splitlines() or [""]:
        sys.stderr.write(f"parallax: {line}\n")


def consent_options(command: C) -> C:
    """Add --yes and --dry-run to a command that shows what it will change and asks."""
    yes = click.option("--yes", "is_agreed", is_flag=True, help="Do it without asking.")
    dry_run = click.option("--dry-run", "is_rehearsal", is_flag=True, help="Only show what would change.")
    return yes(dry_run(command))


def require_answerable(*, is_agreed: bool, is_rehearsal: bool) -> None:
    """Raise ConfigurationError where a command has to ask and nobody can answer."""
    if is_agreed and is_rehearsal:
        raise ConfigurationError(["--yes and --dry-run exclude each other: give one of them."])
    if not (is_agreed or is_rehearsal or is_at_terminal()):
        raise ConfigurationError([_NOBODY_TO_ASK])


def is_at_terminal() -> bool:
    """Say whether somebody can be asked."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def agrees(question: str) -> bool:
    """Ask a question with yes or no, where no answer is no; say what follows from a no."""
    sys.stdout.flush()
    is_agreed = click.confirm(visible(question), err=True)
    if not is_agreed:
        warn("nothing was changed.")
    return is_agreed
