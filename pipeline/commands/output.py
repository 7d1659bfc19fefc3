"""Write result rows in the requested format, to the terminal, through a pager, or to a file."""

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

from model.files import own_target, process_ending, written_whole
from reports.cells import cell_text, plain
from reports.screen import Screen, screen_of
from reports.tables import HINT, draw, draw_records, table_of
from reports.visible import unguarded, visible
from warehouse.reports.csv_dialect import csv_text

Rows = Sequence[Sequence[Any]]

_PAGER_NOT_FOUND = 127
_LESS = "FRX"
_DRAWN = {"table", "record"}


def write_rows(  # noqa: PLR0913 - what is written, where, and how it is shown
    columns: Sequence[str],
    rows: Rows,
    file_format: str,
    out: Path | None = None,
    *,
    is_paged: bool = True,
    is_wrapped: bool = False,
    hint: str = HINT,
    when_drawn: Callable[[], None] = lambda: None,
) -> None:
    """Print rows as `table`, `record`, `csv` or `json`, or write them to the file `out`, in UTF-8.

    A record is a row with a line for each column, complete. At a terminal a table fits its width, and `hint`
    says how to see columns that do not; with `is_wrapped` long texts take several lines instead of being
    cut, and with `is_paged` what is longer than the screen goes through a pager. `when_drawn` is called when
    what is left takes as long as whoever reads it.
    """
    if out is None and file_format in _DRAWN and sys.stdout.isatty():
        table = table_of(columns, rows, is_wrapped=is_wrapped)
        pager = _pager() if is_paged else ""
        if file_format == "record":
            _write_drawn(partial(draw_records, table), len(rows) * (len(columns) + 1), pager, when_drawn)
        else:
            _write_drawn(partial(draw, table, hint=hint), table.line_count, pager, when_drawn)
        return
    text = _FORMATS[file_format](columns, rows)
    if out is not None:
        write_file(out, text.encode())
        return
    when_drawn()
    if sys.stdout.isatty():
        sys.stdout.write(text.replace("\r\n", "\n"))
    else:
        sys.stdout.write(text)


def _write_drawn(
    drawn: Callable[[Screen], str], least_line_count: int, pager: str, when_drawn: Callable[[], None]
) -> None:
    """Write what `drawn` makes of the screen, through the pager where it is longer."""
    screen = screen_of(sys.stdout)
    paged = screen.paged(has_links=_shows_links(pager)) if pager else screen
    # The prompt of the shell needs a line too.
    is_long = least_line_count >= screen.height
    text = drawn(paged if is_long else screen)
    if not is_long and text.count("\n") >= screen.height:
        is_long, text = True, drawn(paged)
    when_drawn()
    if not (is_long and pager and _paged(pager, text)):
        unguarded(sys.stdout).write(text)


def show(drawn: Callable[[Screen], str], *, is_paged: bool = True) -> None:
    """Print a text that was drawn for the screen, through a pager where it is longer and `is_paged`."""
    screen = screen_of(sys.stdout)
    pager = _pager() if is_paged and screen.is_terminal else ""
    text = drawn(screen.paged(has_links=_shows_links(pager)) if pager else screen)
    if not (pager and text.count("\n") >= screen.height and _paged(pager, text)):
        unguarded(sys.stdout).write(text)


def as_csv(columns: Sequence[str], rows: Rows) -> str:
    """Return rows as CSV in the dialect of the reports."""
    return csv_text(columns, rows, cell_text)


def as_json(columns: Sequence[str], rows: Rows) -> str:
    """Return rows as a JSON array, one object per line; repeated column names get a number.

    Characters that a terminal would obey are escaped, which JSON reads back as the same characters.
    """
    names = _unique(columns)
    lines = (
        json.dumps({name: plain(cell) for name, cell in zip(names, row, strict=True)}, ensure_ascii=False)
        for row in rows
    )
    text = ",\n".join(map(visible, lines))
    return f"[\n{text}\n]\n" if text else "[]\n"


def _unique(columns: Sequence[str]) -> list[str]:
    names: list[str] = []
    for column in columns:
        name, number = column, 1
        while name in names:
            name, number = f"{column}_{number}", number + 1
        names.append(name)
    return names


def _as_table(columns: Sequence[str], rows: Rows) -> str:
    return draw(table_of(columns, rows))


def _as_records(columns: Sequence[str], rows: Rows) -> str:
    return draw_records(table_of(columns, rows))


_FORMATS: dict[str, Callable[[Sequence[str], Rows], str]] = {
    "csv": as_csv,
    "json": as_json,
    "record": _as_records,
    "table": _as_table,
}


def write_file(path: Path, data: bytes) -> None:
    """Write a file whole and durably, in a folder that may be missing; a link and permissions stay."""
    path = own_target(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    with written_whole(path, is_durable=True, ending=process_ending()) as partial:
        partial.write_bytes(data)
        if path.exists():
            partial.chmod(path.stat().st_mode)


def _pager() -> str:
    """Return the command of $PAGER, or less; nothing where there is none.

    As with git, PAGER=cat turns paging off, and less quits at the end of a short text, keeps styles and
    leaves the text on the screen unless LESS says otherwise.
    """
    named = os.environ.get("PAGER", "less" if shutil.which("less") else "")
    return "" if named.strip() == "cat" else named.strip()


def _shows_links(pager: str) -> bool:
    """Say whether a pager passes links on: less does, as it is set here, and of others nobody knows."""
    return Path(pager.split(maxsplit=1)[0]).name == "less" and "R" in os.environ.get("LESS", _LESS)


def _paged(command: str, text: str) -> bool:
    """Pass a text to a pager and wait until it ends; return whether the pager exists."""
    sys.stdout.flush()
    environment = {"LESS": _LESS, "LESSCHARSET": "utf-8", **os.environ}
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)  # the pager handles Ctrl-C
    try:
        pager = subprocess.Popen(command, shell=True, stdin=subprocess.PIPE, env=environment)  # noqa: S602 - PAGER is a shell command everywhere
        with suppress(BrokenPipeError):
            pager.communicate(text.encode())
        return pager.wait() != _PAGER_NOT_FOUND
    finally:
        signal.signal(signal.SIGINT, before)
