"""The documents: links lead somewhere, every setting is described, every decision has a status and a date."""

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
import yaml

from pipeline.cli import parallax
from pipeline.settings import read_settings
from tests.pages import blocks, without_blocks
from tests.pipeline.command_line import demo_folder
from warehouse import connect_readonly

ROOT = Path(__file__).parents[1]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
DECISIONS = sorted((ROOT / "docs" / "decisions").glob("[0-9]*.md"))
LINK = re.compile(r"\]\(([^)\s]+)\)")
MAX_README_LINES = 180
# A path in CONTRIBUTING is below the checkout, or below the room that its row is about.
PATHS_BEGIN_AT = (ROOT, ROOT / "extractors", ROOT / "transforms", ROOT / "warehouse")
# In a container these have a fixed place or follow from the data folder.
FIXED_IN_CONTAINERS = {"PARALLAX_WAREHOUSE", "PARALLAX_MODELS"}


class Requested(dict[str, str]):
    """An empty environment that remembers which names were read."""

    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()

    def get(self, name: str, default: object = None) -> object:  # type: ignore[override]
        self.names.add(name)
        return default


def settings_names() -> set[str]:
    environment = Requested()
    read_settings(environment)
    return environment.names


def anchors(page: Path) -> Iterator[str]:
    """Yield the anchors of a page's headings as forges make them."""
    prose = without_blocks(page.read_text(encoding="utf-8"))
    for heading in re.findall(r"^#+ (.*)$", prose, re.MULTILINE):
        yield re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_relative_link_leads_to_a_file_and_a_heading(page: Path) -> None:
    for link in LINK.findall(page.read_text(encoding="utf-8")):
        if "://" in link:
            continue
        name, _, anchor = link.partition("#")
        target = (page.parent / name).resolve() if name else page
        assert target.exists(), link
        assert not anchor or anchor in anchors(target), link


def test_the_readme_can_be_read_in_one_sitting() -> None:
    lines = (ROOT / "README.md").read_text(encoding="utf-8").splitlines()
    assert len(lines) <= MAX_README_LINES
    assert {"    make demo", "    make test"} <= set(lines)


@pytest.mark.slow
@pytest.mark.parametrize("page", ["README.md", "docs/search.md"])
def test_queries_find_something_in_the_demo(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    queries = [block.code for block in blocks(text) if block.language == "sql"]
    assert queries
    for query in queries:
        with connect_readonly(demo_folder() / "warehouse.duckdb") as reader:
            assert reader.execute(query).fetchall(), query


def test_every_setting_is_in_the_table_of_settings() -> None:
    rows = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
    described = set(re.findall(r"^\| `(PARALLAX_\w+)` \|", rows, re.MULTILINE))
    assert described == settings_names()


def test_every_setting_can_be_set_in_containers() -> None:
    compose = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))
    assert settings_names() - FIXED_IN_CONTAINERS <= set(compose["x-airflow-environment"])


def commands(group: click.Group, name: str) -> Iterator[tuple[str, click.Command]]:
    """Yield every command with its full name."""
    for command in group.commands.values():
        full_name = f"{name} {command.name}"
        if isinstance(command, click.Group):
            yield from commands(command, full_name)
        else:
            yield full_name, command


@pytest.mark.parametrize(("name", "command"), list(commands(parallax, "parallax")), ids=str)
def test_every_command_and_option_is_described(name: str, command: click.Command) -> None:
    text = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    assert re.search(rf"`{name}\b", text)
    options = {option for found in command.params if isinstance(found, click.Option) for option in found.opts}
    assert {option for option in options if option not in text} == set()


def test_the_folders_and_files_that_newcomers_are_sent_to_exist() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    paths = set(re.findall(r"`((?:[\w.-]+/)+[\w.-]*)`", text)) - {".ci/run"}
    assert {path for path in paths if not any((folder / path).exists() for folder in PATHS_BEGIN_AT)} == set()
    named = re.findall(r"((?:`\w+`(?: and )?)+) in `([\w/]+\.py)`", text)
    assert len(named) > 3
    for functions, file in named:
        code = (ROOT / file).read_text(encoding="utf-8")
        assert [
            name for name in re.findall(r"\w+", functions) if name != "and" and f"def {name}(" not in code
        ] == []


@pytest.mark.parametrize("record", DECISIONS, ids=lambda record: record.stem)
def test_every_decision_has_a_status_and_a_date(record: Path) -> None:
    text = record.read_text(encoding="utf-8")
    assert re.search(r"^# \d+\. \S", text)
    assert re.search(r"^- Status: (accepted|superseded (in part )?by \[)", text, re.MULTILINE)
    assert re.search(r"^- Date: \d{4}-\d{2}-\d{2}$", text, re.MULTILINE)


def test_every_decision_is_in_the_list_of_decisions() -> None:
    listed = LINK.findall((ROOT / "docs" / "decisions" / "README.md").read_text(encoding="utf-8"))
    assert listed == [record.name for record in DECISIONS]
