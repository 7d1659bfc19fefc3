"""Add outlets to a collection in the text of a catalog; comments and layout stay."""

from collections.abc import Iterable
from typing import Any

import tomlkit

from pipeline.catalog.blocks import with_lines


def with_collection(text: str, numbers: Iterable[int], name: str) -> tuple[str, int]:
    """Return the text of a valid catalog with outlets, given by their numbers, in a collection.

    Also returns how many of them were not in it before.
    """
    document = tomlkit.parse(text)
    tables: Any = document.get("outlet", [])
    new = [number for number in dict.fromkeys(numbers) if name not in tables[number].get("collections", ())]
    line = f"collections = [{tomlkit.item(name).as_string()}]"
    without_key = {number: [line] for number in new if "collections" not in tables[number]}
    for number in new:
        if number not in without_key:
            tables[number]["collections"].append(name)
    return with_lines(tomlkit.dumps(document), without_key), len(new)
