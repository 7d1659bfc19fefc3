"""The words of the model: frozen, slotted, by keyword, and made with the standard library only."""

import ast
import sys
from dataclasses import FrozenInstanceError, fields, is_dataclass
from pathlib import Path

import pytest

import model
from model import (
    ConfigurationError,
    Feed,
    LanguageVote,
    ParallaxError,
    PermanentError,
    TransientError,
    VoteMethod,
)

WORDS = [
    word for name in model.__all__ if is_dataclass(word := getattr(model, name)) and isinstance(word, type)
]
FILES = sorted(Path(model.__file__).parent.glob("*.py"))


@pytest.mark.parametrize("word", WORDS, ids=lambda word: word.__name__)
def test_words_are_frozen_slotted_and_spoken_by_keyword(word: type) -> None:
    assert "__slots__" in vars(word)
    assert all(field.kw_only for field in fields(word))
    with pytest.raises(TypeError):
        word("positional")


def test_a_word_does_not_change() -> None:
    vote = LanguageVote(method=VoteMethod.FEED, tag="de", confidence=0.5)
    with pytest.raises(FrozenInstanceError):
        vote.tag = "en"  # type: ignore[misc]
    assert vote == LanguageVote(method=VoteMethod.FEED, tag="de", confidence=0.5)
    assert len({vote, LanguageVote(method=VoteMethod.FEED, tag="de", confidence=0.5)}) == 1


def test_a_feed_begins_active_and_never_polled() -> None:
    state = Feed(feed_id="f", outlet_id="o", url="http://example.com/rss").state
    assert (state.status, state.failure_count, state.next_due_at) == ("active", 0, None)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_words_need_the_standard_library_only(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text())):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom):
            names = [node.module or ""]
        assert {name.split(".")[0] for name in names} <= {*sys.stdlib_module_names, "model"}


def test_all_names_every_public_word_once() -> None:
    public = {name for name, value in vars(model).items() if isinstance(value, type)}
    assert sorted(public) == sorted(model.__all__)


def test_exit_codes_follow_the_contract() -> None:
    assert [error("x").exit_code for error in (ParallaxError, TransientError, PermanentError)] == [1, 1, 1]
    fault = ConfigurationError(["one", "two"])
    assert (fault.exit_code, fault.problems, str(fault)) == (2, ("one", "two"), "one\ntwo")
    assert isinstance(fault, PermanentError)
