"""Write result rows in the requested format, to the terminal, through a pager, or to a file."""

import io
import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from rich.console import Console

from model.files import own_target, process_ending, written_whole
from reports.tables import cell_text, draw_rows, plain, visible
from warehouse.reports.csv_dialect import csv_text

Rows = Sequence[Sequence[Any]]

_PAGER_NOT_FOUND = 127


def write_rows(
    columns: Sequence[str],
    rows: Rows,
    file_format: str,
    out: Path | None = None,
    *,
    is_paged: bool = False,
    when_drawn: Callable[[], None] = lambda: None,
) -> None:
    """Print rows as `table`, `csv` or `json`, or write them to the file `out`, in UTF-8.

    With `is_paged` a table that is longer than the terminal goes through a pager. `when_drawn` is called
    when what is left takes as long as whoever reads it.
    """
    if out is None and file_format == "table" and sys.stdout.isatty():
        console = Console(file=sys.stdout)
        with console.capture() as drawn:
            draw_rows(console, columns, rows)
        when_drawn()
        (_show if is_paged else sys.stdout.write)(drawn.get())
        return
    text = _FORMATS[file_format](columns, rows)
    if out is not None:
        write_file(out, text.encode())
        return
    when_drawn()
    if sys.stdout.isatty():
        sys.stdout.write(visible(text.replace("\r\n", "\n")))
    else:
        sys.stdout.write(text)


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
    stream = io.StringIO()
    draw_rows(Console(file=stream, force_terminal=False), columns, rows)
    return stream.getvalue()


_FORMATS: dict[str, Callable[[Sequence[str], Rows], str]] = {
    "csv": as_csv,
    "json": as_json,
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


def _show(text: str) -> None:
    """Write a text to the terminal, through $PAGER or less where it is longer than the screen.

    As with git, PAGER=cat turns paging off, and less quits at the end of a short text, keeps colours and
    leaves the text on the screen unless LESS says otherwise.
    """
    command = _pager() if text.count("\n") >= shutil.get_terminal_size().lines else ""
    if not command or not _paged(command, text):
        sys.stdout.write(text)


def _pager() -> str:
    named = os.environ.get("PAGER", "less" if shutil.which("less") else "")
    return "" if named.strip() == "cat" else named.strip()


def _paged(command: str, text: str) -> bool:
    """Pass a text to a pager and wait until it ends; return whether the pager exists."""
    sys.stdout.flush()
    environment = {"LESS": "FRX", "LESSCHARSET": "utf-8", **os.environ}
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)  # the pager handles Ctrl-C
    try:
        pager = subprocess.Popen(command, shell=True, stdin=subprocess.PIPE, env=environment)  # noqa: S602 - PAGER is a shell command everywhere
        with suppress(BrokenPipeError):
            pager.communicate(text.encode())
        return pager.wait() != _PAGER_NOT_FOUND
    finally:
        signal.signal(signal.SIGINT, before)
