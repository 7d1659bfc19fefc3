"""The help: every command and option of the contract is listed, and showing it imports nothing heavy."""

import json
import subprocess
import sys
from importlib.metadata import version

import click
import pytest

from pipeline.cli import main, parallax

HEAVY = ("airflow", "babel", "duckdb", "numpy", "onnxruntime", "pipeline.catalog", "rich", "trafilatura")
SPAN = ("--since", "--until")
COMMANDS: dict[str, tuple[str, ...]] = {
    "run": ("--all",),
    "demo": ("--corpus",),
    "up": ("--port",),
    "reprocess": (*SPAN, "--outlet", "--run"),
    "backfill": ("WARC", "--catalog-only"),
    "sql": ("QUERY", "--file", "--format", "--out", "--timeout", "--no-pager"),
    "tables": ("NAME", "--all", "--format", "--no-pager"),
    "search": ("WORDS", *SPAN, "--limit", "--page", "--format", "--no-pager"),
    "trend": ("QUERY", "--by", "--split", "--share", *SPAN, "--chart", "--out", "--format"),
    "explain": ("URL|EVENT", "--format"),
    "export": ("NAME", *SPAN, "--out", "--format", "--workbook", "--param", "--list", "--as-of", "--bom"),
    "weekly": ("--week", "--query", "--out"),
    "feeds": ("list", "check", "add", "discover", "remove", "import", "export"),
    "feeds list": ("--format", "--no-pager"),
    "feeds check": ("--all", "--write", "--timeout", "--format"),
    "feeds add": (
        "URL", "--sitemap", "--id", "--name", "--country", "--language", "--owner", "--kind", "--homepage",
    ),
    "feeds discover": ("URL", "--all", "--format", "--no-pager"),
    "feeds remove": ("URL|FEED-ID|OUTLET-ID",),
    "feeds import": ("FILE", "--format", "--collection", "--discover"),
    "feeds export": ("--out",),
    "events": ("merge", "split", "pin", "undo", "list"),
    "events merge": ("EVENT", "--note", "--yes", "--dry-run"),
    "events split": ("EVENT", "URL", "--note", "--yes", "--dry-run"),
    "events pin": ("URL", "EVENT", "--note"),
    "events undo": ("NUMBER",),
    "events list": ("--format", "--no-pager"),
    "evaluate": ("events",),
    "evaluate events": ("GOLD", "--alike-from", "--alike-up-to", "--format", "--no-pager"),
    "erase": ("URL|OUTLET", "--note", "--yes", "--dry-run"),
    "retain": ("--dry-run",),
    "compact": (),
    "backup": ("DIR",),
    "restore": ("DIR", "--overwrite"),
    "doctor": (),
    "secrets": ("--profile",),
}  # fmt: skip
FORMATS = {
    "sql": "[table|record|csv|json|parquet|xlsx]",
    "tables": "[table|csv|json]",
    "search": "[table|csv|json]",
    "trend": "[table|csv|json]",
    "explain": "[text|json]",
    "export": "[csv|parquet|xlsx]",
    "feeds import": "[opml|mediacloud]",
    "feeds list": "[table|csv|json]",
    "feeds discover": "[table|csv|json]",
    "events list": "[table|csv|json]",
    "evaluate events": "[table|csv|json]",
}
Capture = pytest.CaptureFixture[str]


def _names(command: click.Command, path: str = "") -> set[str]:
    """Return the commands below one, by the words one types."""
    if not isinstance(command, click.Group):
        return {path}
    inner = {
        name for key, below in command.commands.items() for name in _names(below, f"{path} {key}".strip())
    }
    return inner | ({path} if path else set())


def test_every_command_of_the_contract_is_there() -> None:
    assert _names(parallax) == set(COMMANDS)


def test_help_lists_every_command_with_a_sentence(capsys: Capture) -> None:
    assert main(["--help"]) == 0
    lines = [line.split(maxsplit=1) for line in capsys.readouterr().out.splitlines() if line.startswith("  ")]
    sentences = {words[0]: words[1] for words in lines if len(words) == 2}
    for name in COMMANDS:
        if " " not in name:
            assert sentences[name].endswith(".")


@pytest.mark.parametrize("name", COMMANDS)
def test_the_help_of_a_command_lists_its_options(name: str, capsys: Capture) -> None:
    assert main([*name.split(), "--help"]) == 0
    text = capsys.readouterr().out
    assert text.startswith(f"Usage: parallax {name} ")
    shown = set(text.replace("[", " ").replace("]", " ").replace("...", " ").split())
    assert set(COMMANDS[name]) <= shown
    assert FORMATS.get(name, "") in text


def test_parallax_alone_shows_its_help(capsys: Capture) -> None:
    assert main(["--help"]) == 0
    shown = capsys.readouterr()
    assert main([]) == 0
    assert capsys.readouterr() == shown
    assert shown.err == ""


def test_the_version_is_that_of_the_installed_package(capsys: Capture) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"parallax {version('parallax-news')}\n"


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["sql", "--help"], ["feeds", "add", "-h"]])
def test_help_imports_nothing_heavy(arguments: list[str]) -> None:
    code = (
        "import json, sys; from pipeline.cli import main; code = main(sys.argv[1:]);"
        "sys.stderr.write(json.dumps(sorted(sys.modules))); sys.exit(code)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=True
    )
    assert [name for name in json.loads(done.stderr) if name.startswith(HEAVY)] == []
    assert done.stdout


def test_a_wrong_option_names_the_help_that_lists_the_right_ones(capsys: Capture) -> None:
    assert main(["feeds", "add", "--nmae", "x", "https://a.example/"]) == 2
    assert capsys.readouterr().err.splitlines()[-1] == "parallax: See `parallax feeds add --help`."


def test_an_sql_comment_is_no_option(capsys: Capture) -> None:
    assert main(["sql", "-- a comment\nSELECT 1", "--out=/nowhere/at/all.csv"]) == 2
    assert "there is no folder" in capsys.readouterr().err
