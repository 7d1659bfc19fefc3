"""What options and arguments accept, and the options that several commands share."""

import math
from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta, tzinfo
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

import click

from model import ConfigurationError
from pipeline.commands.dialogue import warn
from pipeline.settings import read_settings
from transforms.spans import Period, period_of

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


def desk_zone() -> tzinfo:
    """Return the time zone of the desk's days, which PARALLAX_TIME_ZONE names."""
    return ZoneInfo(read_settings().time_zone)


def period(raw: str, now: datetime | None = None, zone: tzinfo | None = None) -> Period:
    """Return the day, week, month or moment that a text names, in a zone; `now` is for how long ago.

    Without a zone it is in the desk's.
    """
    try:
        return period_of(raw, now or datetime.now(UTC), zone or desk_zone())
    except (ValueError, OverflowError):
        raise click.BadParameter(
            f"{raw!r} is not a date or time: give an ISO date or time such as 2026-01-31, a week such as "
            "2026-W02, a month such as 2026-01, or how long ago, such as 7d, 24h or 2w."
        ) from None


def moment_within(raw: str) -> datetime | None:
    """Return the time before which everything is that is by the end of a period; None for other texts."""
    try:
        found = period(raw)
    except click.BadParameter:
        return None
    return found.end if found.start < found.end else found.end + timedelta.resolution


class Moment(click.ParamType[datetime]):
    """When a day, week or month begins, in UTC; says on stderr when that is, where the text does not."""

    name = "moment"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime:  # noqa: ARG002 - as click calls it
        """Return the beginning of the period."""
        if isinstance(value, datetime):
            return value
        found = period(value)
        if not found.is_exact and param is not None:
            warn(f"--{param.name} {value} is {moment_text(found.start)}.")
        return found.start


def moment_text(moment: datetime) -> str:
    """Return a time as messages show it and options take it: a day where it begins one for the desk."""
    local = moment.astimezone(desk_zone())
    return str(local.date()) if local.time() == time() else local.isoformat().replace("+00:00", "Z")


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
            type=Moment(),
            metavar="D",
            help=f"Only {what} at or after D: an ISO date or time (in the desk's zone, unless it has an "
            "offset), a week such as 2026-W02, a month such as 2026-01, or 24h, 7d or 2w ago (days and weeks "
            "from midnight).",
        )
        until = click.option(
            "--until",
            type=Moment(),
            metavar="D",
            help=f"Only {what} before D, which is not included: --until 2026-W02 ends before that week, "
            "--until 2026-02 with January.",
        )
        return since(until(command))

    return add


def require_span(since: datetime | None, until: datetime | None) -> None:
    """Raise ConfigurationError where a span ends before it begins."""
    if since is not None and until is not None and since >= until:
        first, last = map(moment_text, (since, until))
        said = f"--since is {first} and --until is {last}"
        rule = "--since must be before --until, which is exclusive"
        raise ConfigurationError([f"{said}: {rule}; a whole day, week or month ends where the next begins."])


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
