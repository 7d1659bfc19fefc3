"""Phrases of many languages, in files beside this one: a line adds a language."""

from functools import cache
from importlib.resources import files

import regex


def read_phrases(name: str) -> str:
    """Return the text of one file of this folder."""
    return files("transforms.phrases").joinpath(name).read_text(encoding="utf-8")


@cache
def phrases(name: str) -> regex.Pattern[str]:
    """Return a pattern that finds any of the phrases in `NAME.txt`, whatever their case."""
    lines = (line for line in read_phrases(f"{name}.txt").splitlines() if line and not line.startswith("#"))
    return regex.compile("|".join(lines), regex.IGNORECASE)
