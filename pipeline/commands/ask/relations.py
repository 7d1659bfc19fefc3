"""`parallax tables`: what the warehouse has, in its own words."""

from difflib import get_close_matches
from typing import TYPE_CHECKING

import click

from model import PermanentError
from model.counting import counted
from pipeline.commands.arguments import format_option, pager_option
from pipeline.commands.dialogue import say, warn
from pipeline.settings import read_settings

if TYPE_CHECKING:
    from collections.abc import Mapping

    from warehouse.docs.describing import TableOrView

_RELATION_COLUMNS = ("name", "kind", "comment")
_COLUMN_COLUMNS = ("column", "type", "comment")


@click.command("tables")
@click.argument("name", required=False, metavar="[NAME]")
@click.option("--all", "is_all", is_flag=True, help="Also list the tables that only Parallax itself reads.")
@format_option("table", "csv", "json")
@pager_option
def tables(*, name: str | None, is_all: bool, file_format: str, is_paged: bool) -> None:
    """List the views and tables of the warehouse, or the columns of one.

    With NAME, shows the columns of that view or table with their types and what they hold.
    """
    from pipeline.staging.readable import readable
    from warehouse import open_reader
    from warehouse.docs.describing import describe

    with open_reader(readable(read_settings())) as connection:
        known = describe(connection)
    if name is None:
        _write_relations(known, file_format, is_all=is_all, is_paged=is_paged)
    else:
        _write_columns(_named(known, name), file_format, is_paged=is_paged)


def _write_relations(
    known: "Mapping[str, TableOrView]", file_format: str, *, is_all: bool, is_paged: bool
) -> None:
    from pipeline.commands.output import write_rows

    kinds = [("view", True, False), ("table", False, False)] + (
        [("internal table", False, True)] if is_all else []
    )
    rows = [
        (one.name, kind, one.comment)
        for kind, is_view, is_internal in kinds
        for one in known.values()
        if one.is_view == is_view and one.is_internal == is_internal
    ]
    write_rows(_RELATION_COLUMNS, rows, file_format, is_paged=is_paged, is_wrapped=True)
    if hidden := len(known) - len(rows):
        warn(f"{counted(hidden, 'table')} that only Parallax itself reads: --all lists them too.")


def _named(known: "Mapping[str, TableOrView]", name: str) -> "TableOrView":
    found = known.get(name.lower())
    if found is None:
        near = get_close_matches(name.lower(), known, n=3)
        hint = f" Did you mean {' or '.join(near)}?" if near else ""
        raise PermanentError(
            f"The warehouse has no view or table {name}.{hint} `parallax tables` lists them."
        )
    return found


def _write_columns(found: "TableOrView", file_format: str, *, is_paged: bool) -> None:
    from pipeline.commands.output import write_rows

    if file_format == "table":
        say(f"{found.comment}\n")
    rows = [
        (column.name, column.short_type + (" NOT NULL" if column.is_required else ""), column.comment)
        for column in found.columns
    ]
    write_rows(_COLUMN_COLUMNS, rows, file_format, is_paged=is_paged, is_wrapped=True)
