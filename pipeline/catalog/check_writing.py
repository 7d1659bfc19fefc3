"""Write into the text of a catalog whether its feeds answer; comments and layout stay."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import tomlkit

from model import FeedCheck
from pipeline.catalog.blocks import with_lines
from pipeline.catalog.check_keys import url_of


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedNote:
    """What to write of one feed: its URL from now on, and whether it answers."""

    url: str
    check: FeedCheck


@dataclass(frozen=True, slots=True)
class _Place:
    """One feed in the catalog: its outlet's key and its index there."""

    key: str
    index: int
    item: Any


def feed_table(url: str, check: FeedCheck | None = None) -> tomlkit.items.InlineTable:
    """Return a feed as a table, which says nothing of checks where none is given."""
    table = tomlkit.inline_table()
    table.update({"url": url, **_values(check or FeedCheck())})
    return table


def with_notes(text: str, notes: Mapping[str, FeedNote]) -> str:
    """Return the text of a valid catalog with the notes of feeds, given by their URLs, written into it.

    Where all feeds of an outlet have the same to say, its own keys say it; else each has a table.
    """
    document = tomlkit.parse(text)
    tables: Any = document.get("outlet", [])
    added = {number: _note_outlet(table, notes) for number, table in enumerate(tables)}
    return with_lines(tomlkit.dumps(document), {number: lines for number, lines in added.items() if lines})


def _note_outlet(table: Any, notes: Mapping[str, FeedNote]) -> list[str]:
    """Write the notes of one outlet; return the lines that it still lacks at its end."""
    places = list(_places(table))
    noted = [(place, notes[url]) for place in places if (url := str(url_of(place.item))) in notes]
    checks = {note.check for _, note in noted}
    is_plain = not any(isinstance(place.item, Mapping) for place in places)
    if len(noted) == len(places) and len(checks) == 1 and is_plain:
        for place, note in noted:
            if str(place.item) != note.url:
                table[place.key][place.index] = note.url
        return _set_keys(table, *checks)
    for place, note in noted:
        table[place.key][place.index] = feed_table(note.url, note.check)
    return []


def _places(table: Any) -> Iterator[_Place]:
    for key in ("feeds", "sitemaps"):
        for index, item in enumerate(table.get(key, ())):
            yield _Place(key, index, item)


def _set_keys(table: Any, check: FeedCheck) -> list[str]:
    lines = []
    for key, value in _values(check, keeps_none=True).items():
        if value is None:
            table.pop(key, None)
        elif key in table:
            table[key] = value
        else:
            # A new key would come after the comments that belong to the next outlet.
            lines.append(f"{key} = {tomlkit.item(value).as_string()}")
    return lines


def _values(check: FeedCheck, *, keeps_none: bool = False) -> dict[str, Any]:
    values = {"checked": check.checked_on, "checked_by": check.checked_by, "doubtful": check.doubt}
    return {key: value for key, value in values.items() if keeps_none or value is not None}
