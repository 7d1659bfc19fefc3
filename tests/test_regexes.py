"""Every regular expression takes time in proportion to its text, whatever the text is.

The patterns are those of the code itself: found in its modules, and fed the letters, classes and words that
each is made of, so that a new pattern is tested without being named here.
"""

import ast
import heapq
import importlib
import pkgutil
import re
import signal
import time
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import product
from operator import itemgetter
from pathlib import Path
from statistics import median
from types import FrameType, ModuleType
from typing import Any

import pytest
import regex

import extractors
import model
import pipeline
import reports
import transforms
import warehouse
from extractors.pages.marks import finder
from pipeline.running.leftovers import named_after
from transforms.article.credits import _credits
from transforms.events.features import _gazetteer
from transforms.phrases import phrases

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[1]
PACKAGES = (extractors, transforms, warehouse, pipeline, model, reports)
# Functions that make patterns, with patterns that they make. Nothing else may: a pattern belongs to a module.
MADE_BY: dict[str, Callable[[], list[Any]]] = {
    "transforms.phrases.phrases": lambda: [
        phrases(path.stem) for path in Path(transforms.__path__[0], "phrases").glob("*.txt")
    ],
    # Made of one word here; those of the code are found below.
    "extractors.pages.marks.finder": lambda: [finder("a-?word")],
    "pipeline.running.leftovers.named_after": lambda: [named_after(Path("w.duckdb"))],
    "transforms.article.credits._credits": lambda: [
        getattr(_credits(("A-Wire", "海通信")), name) for name in ("set_off", "dateline", "signed")
    ],
    "transforms.events.features._gazetteer": lambda: [_gazetteer(tag)[0] for tag in ("en", "ru", "ja")],
}
# They read the project's own files only, at the wish of its developers.
OWN_FILES_ONLY = ("warehouse.docs.",)

Pattern = Any  # re.Pattern and regex.Pattern have the same methods and no common type
KINDS = (re.Pattern, regex.Pattern)
CALLS = frozenset(("sub", "subn", "split", "match", "search", "findall", "finditer", "fullmatch"))
# Of these, the ones that look for a match anywhere.
MOVING = CALLS - {"match", "fullmatch"}
# Letters that classes take or refuse, whatever the pattern.
ANY_LETTERS = (" ", "\n", "-", "<", "0", "a", "A", "_", "漢", "!")
SAMPLE_OF_CLASS = {"s": " ", "d": "0", "w": "a", "S": "x", "D": "x", "W": "-"}
SAMPLE_OF_PROPERTY = {
    "Han": "漢", "Hiragana": "あ", "Katakana": "ア", "Hangul": "한", "Thai": "ไ", "Lao": "ລ", "Khmer": "ក",
    "Myanmar": "က", "Cyrillic": "я", "Latin": "é", "Arabic": "ا", "L": "é", "Lu": "É", "Lo": "ب",
    "M": "\u0301", "N": "½", "Nd": "٣", "Pd": "–", "Cf": "\u200b", "Sentence_Terminal": "。",
}  # fmt: skip
MOST_PIECES = 16
SHORT_CHARS, LENGTHS = 1_000, (1_000, 6_000, 25_000, 100_000)
# A linear pattern takes about 0.1 ms for the short text; a slower one is looked at closely anyway.
SUSPICIOUS_S, FLOOR_S, ENDLESS_S = 0.002, 0.010, 2.0
# Hundreds of phrases take long for any text: one that takes so many times the usual is looked at too.
STRIKING = 3
# So many texts, the slowest of a pattern, are made longer: a few in any case, more of those that stand out.
CLOSELY, MOST_CLOSELY = 2, 16
ATTEMPTS = 12
# A pattern without these takes each letter at most once for each of its own.
REPEATS = re.compile(r"[*+{]")
MOST_GROWTH = 9.0  # four times the text; time by its square would be sixteen times


@dataclass(frozen=True)
class Used:
    """A pattern, its name, and the methods of it that the code calls."""

    name: str
    pattern: Pattern
    methods: frozenset[str]


def modules() -> Iterator[ModuleType]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of Airflow, about itself
        for package in PACKAGES:
            yield package
            for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
                yield importlib.import_module(found.name)


def patterns_in(value: Any, depth: int = 0) -> Iterator[Pattern]:
    """Yield the patterns in a value, in containers, and in what a function of `finder` holds on to."""
    if isinstance(value, KINDS):
        yield value
    elif depth < 3 and isinstance(value, dict):
        yield from (found for item in value.values() for found in patterns_in(item, depth + 1))
    elif depth < 3 and isinstance(value, list | tuple | set | frozenset):
        yield from (found for item in value for found in patterns_in(item, depth + 1))
    elif callable(value) and hasattr(value, "__wrapped__"):
        cells = getattr(value.__wrapped__, "__closure__", None) or ()
        yield from (found for cell in cells for found in patterns_in(cell.cell_contents, depth + 1))


def all_patterns() -> list[Used]:
    found: dict[tuple[Any, int], Used] = {}
    for module in modules():
        if module.__name__.startswith(OWN_FILES_ONLY):
            continue
        text = Path(module.__file__ or "").read_text(encoding="utf-8")
        for name, value in vars(module).items():
            methods = frozenset(re.findall(rf"\b{name}\.(\w+)\b", text)) & CALLS
            for pattern in patterns_in(value):
                used = Used(f"{module.__name__}.{name}", pattern, methods or MOVING)
                found.setdefault((pattern.pattern, pattern.flags), used)
    for name, make in MADE_BY.items():
        for made in make():
            for pattern in patterns_in(made):
                found.setdefault((pattern.pattern, pattern.flags), Used(name, pattern, MOVING))
    return list(found.values())


# What a pattern's source is made of; what is none of the others ends a word.
TOKEN = re.compile(
    r"\\[pP]\{(?:\w+=)?(?P<property>\w+)\}|\\(?:x|u|U)(?P<code>[0-9A-Fa-f]+)|\\(?P<kind>[sdwSDW])|\\(?P<control>[ntr])"
    r"|\\(?:[bBAZ\d])|\(\?(?:P<\w+>|<?[=!>]|[a-zA-Z-]*:|[a-zA-Z]+\))|\{\d*,?\d*\}|[\[\]()|?*+^$.]|\\?(?P<letter>.)",
    re.DOTALL,
)


def pieces_of(source: str) -> list[str]:
    """Return the words, marks and samples of the classes that a pattern is made of."""
    pieces: dict[str, None] = {}
    word = ""
    for token in TOKEN.finditer(source):
        if token["letter"] or token["code"]:
            letter = token["letter"] or chr(int(token["code"], 16))
            word += letter
            if not letter.isalnum():
                pieces[letter] = None
            continue
        pieces[word] = None
        word = ""
        kinds = {**SAMPLE_OF_CLASS, "n": "\n", "t": "\t", "r": "\r"}
        pieces[kinds.get(token["kind"] or token["control"] or "", "")] = None
        pieces[SAMPLE_OF_PROPERTY.get(token["property"] or "", "")] = None
    pieces[word] = None
    return [piece for piece in pieces if piece and piece not in ANY_LETTERS]


def chosen(source: str) -> list[str]:
    own = pieces_of(source)
    step = max(1, -(-len(own) // (MOST_PIECES - len(ANY_LETTERS))))
    return [*own[::step], *ANY_LETTERS]


def hostile_texts(source: str) -> Iterator[Callable[[int], str]]:
    """Yield makers of texts of a length: one piece or two repeated, or repeated behind or before another."""
    pieces = chosen(source)
    end = "\x01".join(["", *pieces, ""])
    for piece in pieces:
        yield lambda n, p=piece: (p * (n // len(p) + 1))[:n] + "\x01"  # type: ignore[misc]
        # `regex` looks for a word that a match must have before anything else.
        yield lambda n, p=piece: p * (n // len(p)) + end  # type: ignore[misc]
    for one, other in product(pieces, pieces):
        if one != other:
            yield lambda n, p=one, q=other: ((p + q) * (n // len(p + q) + 1))[:n] + "\x01"  # type: ignore[misc]
            yield lambda n, p=one, q=other: p + q * (n // len(q)) + end  # type: ignore[misc]
            yield lambda n, p=one, q=other: p * (n // len(p)) + q  # type: ignore[misc]


class EndlessError(Exception):
    """A pattern took longer than any linear one could."""


@contextmanager
def ending_after(seconds: float) -> Iterator[None]:
    def end(_: int, __: FrameType | None) -> None:
        raise EndlessError

    before = signal.signal(signal.SIGALRM, end)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def seconds(used: Used, text: str) -> float:
    """Return the seconds that a pattern takes for a text, in the ways in which the code uses it."""
    subject: Any = text.encode("utf-8", "replace") if isinstance(used.pattern.pattern, bytes) else text
    bound = {"timeout": ENDLESS_S} if isinstance(used.pattern, regex.Pattern) else {}
    began = time.thread_time()
    try:
        with ending_after(ENDLESS_S):
            if used.methods & MOVING:
                for _ in used.pattern.finditer(subject, **bound):
                    pass
            for method in used.methods & {"match", "fullmatch"}:
                getattr(used.pattern, method)(subject, **bound)
    except (EndlessError, TimeoutError):
        return float("inf")
    return time.thread_time() - began


def growth(used: Used, make: Callable[[int], str]) -> float:
    """Return how many times longer four times the text takes; 0 where even the longest is quick."""
    for length in LENGTHS:
        took = min(seconds(used, make(length)) for _ in range(2))
        if took == float("inf"):
            return took
        if took > FLOOR_S:
            return _measured(used, make(length), make(length // 4))
    return 0.0


def _measured(used: Used, text: str, quarter: str) -> float:
    """Return how many times longer a text takes than its quarter; measured again on a busy machine."""
    took = before = float("inf")
    times = 0.0
    for _ in range(ATTEMPTS):
        took = min(took, seconds(used, text))
        before = min(before, *(seconds(used, quarter) for _ in range(4)))
        times = took / max(before, FLOOR_S / 12)
        if times <= MOST_GROWTH:
            break
    return times


def fault_of(used: Used) -> str:
    """Return a text for which a pattern takes more than its share, empty where there is none."""
    source = used.pattern.pattern
    source = source.decode("latin-1") if isinstance(source, bytes) else source
    if not REPEATS.search(source):
        return ""
    timed = []
    for make in hostile_texts(source):
        took = seconds(used, make(SHORT_CHARS))
        timed.append((took, make))
        if took == float("inf"):
            return f"{make(30)!r}: endless for {SHORT_CHARS} characters"
    slow_s = max(SUSPICIOUS_S, STRIKING * median(took for took, _ in timed))
    suspicious_count = sum(took > slow_s for took, _ in timed)
    looked_at = max(CLOSELY, min(suspicious_count, MOST_CLOSELY))
    for _, make in heapq.nlargest(looked_at, timed, key=itemgetter(0)):
        if (times := growth(used, make)) > MOST_GROWTH:
            return f"{make(30)!r}: {times:.0f} times longer for four times the text"
    return ""


@pytest.mark.long
def test_every_pattern_is_linear() -> None:
    faults = {
        f"{used.name} {used.pattern.pattern!r:.100}": fault
        for used in all_patterns()
        # A busy machine may disturb one measurement, and hardly the same one three times.
        if fault_of(used) and fault_of(used) and (fault := fault_of(used))
    }
    assert faults == {}


def calls_in(file: Path) -> Iterator[tuple[str, ast.Call]]:
    """Yield the calls of `re` and `regex` in a file, each with the function that it is in, if any."""

    def walk(node: ast.AST, inside: str) -> Iterator[tuple[str, ast.Call]]:
        for child in ast.iter_child_nodes(node):
            named = child.name if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef) else inside
            if isinstance(child, ast.Lambda):
                named = named or "<lambda>"
            function = child.func if isinstance(child, ast.Call) else None
            if (
                isinstance(child, ast.Call)
                and isinstance(function, ast.Attribute)
                and isinstance(function.value, ast.Name)
                and function.value.id in {"re", "regex"}
                and function.attr in CALLS | {"compile"}
            ):
                yield (inside, child)
            yield from walk(child, named)

    yield from walk(ast.parse(file.read_text(encoding="utf-8")), "")


def test_no_pattern_is_made_where_it_would_not_be_found() -> None:
    hidden = []
    for package in PACKAGES:
        for file in sorted(Path(package.__path__[0]).rglob("*.py")):
            module = ".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
            for function, call in calls_in(file):
                is_compiled = isinstance(call.func, ast.Attribute) and call.func.attr == "compile"
                if not (is_compiled and (not function or f"{module}.{function}" in MADE_BY)):
                    hidden.append(f"{module}:{call.lineno}: {ast.unparse(call)}")
    assert hidden == []


@pytest.mark.parametrize("source", [r"^\s*x", r"a.*b.*c"], ids=str)
def test_the_test_finds_patterns_that_are_not_linear(source: str) -> None:
    assert fault_of(Used("re", re.compile(source, re.MULTILINE), MOVING))
    assert fault_of(Used("regex", regex.compile(source, regex.MULTILINE | regex.V1), MOVING))
