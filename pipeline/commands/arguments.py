"""What options and arguments accept, and the options that several commands share."""

import math
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, TypeVar

import click

from model import ConfigurationError

C = TypeVar("C", bound=Callable[..., Any])

_LONGEST_S = 86_400.0
_HIGHEST_PORT = 65_535
_MOST_ROWS = 1_000_000


def port(raw: str) -> int:
    """Return a port number."""
    if not raw.isdecimal() or not 0 < int(raw) <= _HIGHEST_PORT:
        raise click.BadParameter(f"{raw!r} is not a port: give a number from 1 to {_HIGHEST_PORT}.")
    return int(raw)


def seconds(raw: str) -> float:
    """Return a number of seconds, at most a day."""
    try:
        value = float(raw)
    except ValueError:
        value = math.nan
    if not 0 < value <= _LONGEST_S:
        raise click.BadParameter(
            f"{raw!r} is not a number of seconds: give one above 0, at most {_LONGEST_S:g}."
        )
    return value


def moment(raw: str) -> datetime:
    """Return an ISO 8601 date or time in UTC."""
    try:
        value = datetime.fromisoformat(raw)
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
    except (ValueError, OverflowError):
        raise click.BadParameter(f"{raw!r} is not an ISO date or time, such as 2026-01-31.") from None


def assignment(raw: str) -> tuple[str, str]:
    """Return the name and the value of NAME=VALUE."""
    name, sign, value = raw.partition("=")
    if not sign or not name.strip():
        raise click.BadParameter(f"{raw!r} is not valid: give NAME=VALUE, such as language=de.")
    return name.strip(), value


def row_count(raw: str) -> int:
    """Return a number of rows, at least one."""
    if not raw.isdecimal() or not 0 < int(raw) <= _MOST_ROWS:
        raise click.BadParameter(f"{raw!r} is not a number of rows: give a number from 1 to {_MOST_ROWS:,}.")
    return int(raw)


def text(raw: str) -> str:
    """Return a text; the shell hands over bytes that are not UTF-8 as lone surrogates."""
    try:
        raw.encode()
    except UnicodeEncodeError:
        raise click.BadParameter(f"{raw!r} is not in UTF-8: set the terminal to UTF-8.") from None
    return raw


def span_options(what: str) -> Callable[[C], C]:
    """Add --since and --until to a command; `what` they select completes their help."""

    def add(command: C) -> C:
        since = click.option(
            "--since",
            type=moment,
            metavar="D",
            help=f"Only {what} at or after D, an ISO date or time (in UTC, unless it has an offset).",
        )
        until = click.option("--until", type=moment, metavar="D", help=f"Only {what} before D.")
        return since(until(command))

    return add


def require_span(since: datetime | None, until: datetime | None) -> None:
    """Raise ConfigurationError where a span ends before it begins."""
    if since is not None and until is not None and since >= until:
        raise ConfigurationError(["--since must be before --until, which is exclusive."])


def format_option(*formats: str) -> Callable[[C], C]:
    """Add --format to a command; the first format is the default."""
    return click.option(
        "--format",
        "file_format",
        type=click.Choice(formats),
        default=formats[0],
        show_default=True,
        help="The format of the output.",
    )


def pager_option(command: C) -> C:
    """Add --no-pager to a command that prints a table."""
    option = click.option(
        "--no-pager", "is_paged", is_flag=True, flag_value=False, default=True,
        help="Print long tables without $PAGER or less.",
    )  # fmt: skip
    return option(command)


class TextCommand(click.Command):
    """A command whose argument is a text that may begin with a dash, as an SQL comment does.

    What begins with a dash, has a space and is not `--option=value` is taken for that text.
    """

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Move such texts behind `--`, where click reads no options."""
        if "--" not in args:
            texts = [argument for argument in args if self._is_text(argument)]
            options = [argument for argument in args if not self._is_text(argument)]
            args = [*options, "--", *texts] if texts else args
        return super().parse_args(ctx, args)

    def _is_text(self, argument: str) -> bool:
        names = {name for parameter in self.params for name in parameter.opts}
        return argument[:1] == "-" and " " in argument and argument.partition("=")[0] not in names
