"""The command `parallax`: finds the command that was typed, runs it, and reports what stopped it."""

import io
import os
import sys
from collections.abc import Sequence

import click

from model import ParallaxError
from model.files import disk_full_text, is_disk_full
from pipeline.commands import containers, doctor, evaluate, events, keeping, running
from pipeline.commands.ask import asking, exporting, relations, searching, trending, weekly
from pipeline.commands.bounds import Caller
from pipeline.commands.catalog import feeds, feeds_check
from pipeline.commands.dialogue import warn
from pipeline.settings import PROJECT
from reports.visible import guarded_output

_DONE, _FAILED, _WRONG_USAGE, _INTERRUPTED = 0, 1, 2, 130
feeds.feeds.add_command(feeds_check.check)
_SECTIONS: dict[str, tuple[click.Command, ...]] = {
    "Collect": (running.run, running.demo, running.up, running.reprocess, running.backfill),
    "Ask": (
        asking.sql,
        relations.tables,
        searching.search,
        trending.trend,
        asking.explain,
        exporting.export,
        weekly.weekly,
    ),
    "Catalog and events": (feeds.feeds, events.events, evaluate.evaluate),
    "Keep and check": (
        keeping.erase,
        keeping.retain,
        keeping.compact,
        keeping.backup,
        keeping.restore,
        doctor.doctor,
        containers.secrets,
    ),
}


class _Sections(click.Group):
    """A group whose help lists its commands by section."""

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """Write each section with its commands and the first sentence of their help."""
        for title, commands in _SECTIONS.items():
            with formatter.section(title):
                formatter.write_dl(
                    [(command.name or "", command.get_short_help_str(80)) for command in commands]
                )


@click.group(
    "parallax",
    cls=_Sections,
    commands={command.name or "": command for commands in _SECTIONS.values() for command in commands},
    invoke_without_command=True,
    subcommand_metavar="COMMAND ...",
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Exit codes: 0 done, 1 failed, 2 wrong usage, settings or catalog.",
)
@click.version_option(package_name=PROJECT, message="%(prog)s %(version)s")
@click.pass_context
def parallax(context: click.Context) -> None:
    """Multilingual news monitoring: feeds in, events across languages and trends in SQL out.

    `parallax COMMAND --help` explains a command.
    """
    if context.invoked_subcommand is None:
        click.echo(context.get_help())


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns its exit code: 0 done, 1 failed, 2 wrong usage or configuration."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    with guarded_output():
        return _run(list(sys.argv[1:] if argv is None else argv), is_program=argv is None)


def _run(arguments: list[str], *, is_program: bool) -> int:
    try:
        with parallax.make_context("parallax", arguments, obj=Caller(is_program=is_program)) as context:
            code: int | None = parallax.invoke(context)
        sys.stdout.flush()
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except (Exception, KeyboardInterrupt) as error:  # noqa: BLE001 - the last frame of the program
        return _report(error)
    return code or _DONE


def _report(error: BaseException) -> int:
    """Write what stopped a command, never as a traceback; returns the exit code."""
    if isinstance(error, BrokenPipeError):
        return _leave_quietly()
    match error:
        case ParallaxError():
            text, code = str(error), error.exit_code
        case click.UsageError():
            text, code = _usage_problem(error), _WRONG_USAGE
        case OSError():
            text, code = _os_problem(error), _FAILED
        case KeyboardInterrupt():
            text, code = "stopped.", _INTERRUPTED
        case _:
            text, code = _defect(error), _FAILED
    warn(text)
    return code


def _usage_problem(error: click.UsageError) -> str:
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        sys.stderr.write(f"{error.message}\n\n")
        return "Choose one of the commands above."
    command = error.ctx.command_path if error.ctx else "parallax"
    return f"{error.format_message()}\nSee `{command} --help`."


def _leave_quietly() -> int:
    """End without a message where the reader of a pipe has closed it, as `head` does."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return _DONE


def _os_problem(error: OSError) -> str:
    where = error.filename or "the output"
    if is_disk_full(error):
        return disk_full_text(where)
    return f"{where}: {error.strerror or error}."


def _defect(error: BaseException) -> str:
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    where = f" at {trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace else ""
    return f"This is a defect of Parallax, please report it: {type(error).__name__}: {error}{where}."


if __name__ == "__main__":
    sys.exit(main())
