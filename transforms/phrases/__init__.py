"""Phrases of many languages, in files beside this one: a line adds a language."""

from functools import cache
from importlib.resources import files
from itertools import pairwise

import regex

_WORD = r"\b"


def read_phrases(name: str) -> str:
    """Return the text of one file of this folder."""
    return files("transforms.phrases").joinpath(name).read_text(encoding="utf-8")


@cache
def phrases(name: str) -> regex.Pattern[str]:
    """Return a pattern that finds any of the phrases in `NAME.txt`, whatever their case."""
    lines = [line for line in read_phrases(f"{name}.txt").splitlines() if line and not line.startswith("#")]
    found = [phrase for line in lines for phrase in _between_bars(line)]
    # Those that begin a word are sought only where one begins, which takes a third of the time.
    at_words = [phrase.removeprefix(_WORD) for phrase in found if phrase.startswith(_WORD)]
    anywhere = [phrase for phrase in found if not phrase.startswith(_WORD)]
    together = [rf"{_WORD}(?:{'|'.join(at_words)})"] if at_words else []
    return regex.compile("|".join([*together, *anywhere]), regex.IGNORECASE)


def _between_bars(line: str) -> list[str]:
    """Return the parts of a pattern between the bars outside of its groups; it has no bars in classes."""
    found, depth = [""], 0
    for before, letter in pairwise(f" {line}"):
        if before != "\\":
            depth += (letter == "(") - (letter == ")")
        if letter == "|" and depth == 0:
            found.append("")
        else:
            found[-1] += letter
    return found
