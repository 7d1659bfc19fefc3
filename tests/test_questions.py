"""docs/questions.md: each question has a short query or command, whose answer on the sample is true."""

import csv
import io
import itertools
import re
import shlex
from dataclasses import dataclass
from pathlib import Path

import pytest

from pipeline.commands.output import as_csv
from tests.pages import Block, Table, blocks, sections, table, without_blocks
from tests.pipeline.command_line import demo_folder, parallax
from warehouse import connect_readonly

PAGE = (Path(__file__).parents[1] / "docs" / "questions.md").read_text(encoding="utf-8")
QUESTION_COUNT = 22
MAX_QUERY_LENGTH = 250
# Tone, people, places and organisations.
UNANSWERED = {6, 7, 8, 9}
# The last row of a table that shows only the first rows of an answer.
MORE = "…"


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    number: int
    text: str

    @property
    def block(self) -> Block:
        (block,) = blocks(self.text)
        return block


def questions() -> list[Question]:
    return [
        Question(number=int(heading.split(".")[0]), text=text)
        for heading, text in sections(PAGE)
        if re.match(r"\d+\. \S.*\?$", heading)
    ]


ANSWERED = [question for question in questions() if question.number not in UNANSWERED]


def test_the_page_has_every_question_in_order() -> None:
    assert [question.number for question in questions()] == list(range(1, QUESTION_COUNT + 1))


def test_the_page_says_what_is_not_answered() -> None:
    unanswered = [question for question in questions() if question.number in UNANSWERED]
    assert [blocks(question.text) for question in unanswered] == [[]] * len(UNANSWERED)
    assert all(question.text.strip().startswith("Parallax does not answer this.") for question in unanswered)


@pytest.mark.parametrize("question", ANSWERED, ids=lambda question: str(question.number))
def test_an_answer_takes_a_short_query_and_has_a_warning(question: Question) -> None:
    parts = [question.block.code] if question.block.language == "sql" else question.block.code.splitlines()
    assert all(len(part) < MAX_QUERY_LENGTH for part in parts)
    prose = [line for line in without_blocks(question.text).splitlines() if line and not line.startswith("|")]
    assert prose


@pytest.mark.slow
@pytest.mark.parametrize("question", ANSWERED, ids=lambda question: str(question.number))
def test_the_answer_in_the_page_is_that_of_the_sample(question: Question, tmp_path: Path) -> None:
    shown = table(question.text)
    found = answer(question.block, shown.columns, tmp_path)
    rows = [row for row in shown.rows if row[0] != MORE]
    assert found[: len(rows)] == rows
    assert (len(found) > len(rows)) == (rows != shown.rows)


def answer(block: Block, columns: list[str], folder: Path) -> list[list[str]]:
    """Return the rows of an answer, with those of its columns that the page shows."""
    if block.language == "sql":
        return chosen(read_csv(queried(block.code)), columns)
    for line in block.code.splitlines():
        printed = commanded(line, folder)
    if "--format csv" in line:
        return chosen(read_csv(printed), columns)
    return [re.split(" {2,}", row) for row in printed.splitlines()]


def queried(query: str) -> str:
    with connect_readonly(demo_folder() / "warehouse.duckdb") as reader:
        reader.execute(query)
        return as_csv(reader.columns, reader.fetchall())


def commanded(line: str, folder: Path) -> str:
    """Return what a command prints; what it writes is in the folder."""
    name, *arguments = shlex.split(line)
    assert name == "parallax"
    named = {after for before, after in itertools.pairwise(arguments) if names_a_file(before)}
    done = parallax(demo_folder(), *(str(folder / part) if part in named else part for part in arguments))
    assert done.returncode == 0, done.stderr
    assert all((folder / file).exists() for file in named)
    return done.stdout.replace(f"{folder}/", "")


def names_a_file(option: str) -> bool:
    return option in {"--out", "--workbook"}


def read_csv(text: str) -> Table:
    columns, *rows = csv.reader(io.StringIO(text))
    return Table(columns=columns, rows=rows)


def chosen(found: Table, columns: list[str]) -> list[list[str]]:
    places = [found.columns.index(column) for column in columns]
    return [[row[place] for place in places] for row in found.rows]
