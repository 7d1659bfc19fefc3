"""Reports: SQL files with a header, those of Parallax and a user's own."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import duckdb

from model import ConfigurationError
from warehouse.database.statements import statement, statement_names

# Bound in every report that declares them to the requested span: times, or NULL for no limit.
SPAN = ("since", "until")

_FIELDS = ("Title", "Grain", "Columns", "Parameters")
_EXAMPLES = {
    "Title": "Articles by section",
    "Grain": "one row for each section",
    "Columns": "section, articles",
}
_FIELD = re.compile(r"--\s*(?P<field>[A-Z][A-Za-z]*):\s*(?P<value>.*)")
_PARAMETER = re.compile(r"(?P<name>[a-z][a-z0-9_]*)(?:\s*=\s*(?P<default>.*))?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """A parameter of a report, given as text; one without a `default` must be given."""

    name: str
    default: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A query with the fields of its header; `file` is named in errors."""

    name: str
    file: str
    title: str
    grain: str
    columns: tuple[str, ...]
    parameters: tuple[Parameter, ...]
    text: str

    def unbound(self, values: Mapping[str, str]) -> list[str]:
        """Return the parameters that have neither a value nor a default."""
        return [
            parameter.name
            for parameter in self.parameters
            if parameter.name not in SPAN and parameter.default is None and parameter.name not in values
        ]

    def bound(
        self, since: datetime | None, until: datetime | None, values: Mapping[str, str]
    ) -> dict[str, datetime | str | None]:
        """Return every parameter with its value."""
        span = {"since": since, "until": until}
        return {
            one.name: span[one.name] if one.name in span else values.get(one.name, one.default)
            for one in self.parameters
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Reports:
    """All reports by name, and the problems of each file that is not a report."""

    known: Mapping[str, Report]
    wrong: Mapping[str, Sequence[str]]

    def named(self, names: Sequence[str]) -> list[Report]:
        """Return the reports of these names, all without names; each once.

        Raises ConfigurationError with all problems of their files, and for unknown names.
        """
        every = sorted({*self.known, *self.wrong})
        chosen = list(dict.fromkeys(names)) or every
        problems = [
            f"There is no report named {name!r}; there are: {', '.join(every)}."
            for name in chosen
            if name not in every
        ]
        problems += [problem for name in chosen for problem in self.wrong.get(name, ())]
        if problems:
            raise ConfigurationError(problems)
        return [self.known[name] for name in chosen]


def read_reports(own_reports: Path | None = None) -> Reports:
    """Read the reports of Parallax and a user's own, which replace those of the same name."""
    known: dict[str, Report] = {}
    wrong: dict[str, list[str]] = {}
    for name, file, text in [*_shipped(), *_own(own_reports)]:
        known.pop(name, None)
        found, problems = parse_report(name, file, text)
        if found is None:
            wrong[name] = problems
        else:
            known[name] = found
    return Reports(known=known, wrong=wrong)


def _shipped() -> list[tuple[str, str, str | None]]:
    names = statement_names("reports")
    return [(name.removeprefix("reports/"), f"warehouse/sql/{name}.sql", statement(name)) for name in names]


def _own(folder: Path | None) -> list[tuple[str, str, str | None]]:
    paths = sorted(folder.glob("[!.]*.sql")) if folder else []
    return [(path.stem, str(path), _text_of(path)) for path in paths if path.is_file()]


def _text_of(path: Path) -> str | None:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        return None


def parse_report(name: str, file: str, text: str | None) -> tuple[Report | None, list[str]]:
    """Return the report in a file's text, or all its problems."""
    if text is None:
        return None, [f"{file} is not in UTF-8: save it as UTF-8."]
    fields, problems = _fields_of(text)
    columns = _parts(fields.get("Columns", ""))
    parameters = [_parameter(part, problems) for part in _parts(fields.get("Parameters", ""))]
    problems += _differing({parameter.name for parameter in parameters}, text)
    if problems:
        return None, [f"{file}: {problem}" for problem in problems]
    report = Report(
        name=name,
        file=file,
        title=fields["Title"],
        grain=fields["Grain"],
        columns=tuple(columns),
        parameters=tuple(parameters),
        text=text,
    )
    return report, []


def _fields_of(text: str) -> tuple[dict[str, str], list[str]]:
    """Return the fields of the comment at the start of a file, and their problems.

    A line that starts no field continues the field before it. Below an empty `--` may be other remarks.
    """
    fields: dict[str, str] = {}
    problems: list[str] = []
    last = None
    for line in text.lstrip().splitlines():
        if not line.startswith("--") or line.strip() == "--":
            break
        begun = _FIELD.fullmatch(line.rstrip())
        if begun is None:
            if last is not None:
                fields[last] = f"{fields[last]} {line[2:].strip()}".strip()
            continue
        last = begun["field"]
        if last not in _FIELDS:
            problems.append(f"its header has a line `-- {last}:`; there are {', '.join(_FIELDS)}.")
        elif last in fields:
            problems.append(f"its header has two lines `-- {last}:`; make one of them.")
        fields[last] = begun["value"]
    problems += [
        f"its header has no line such as `-- {field}: {example}`; begin the file with one."
        for field, example in _EXAMPLES.items()
        if not fields.get(field)
    ]
    return fields, problems


def _parts(value: str) -> list[str]:
    return [part.strip() for part in value.split(",") if part.strip()]


def _parameter(part: str, problems: list[str]) -> Parameter:
    found = _PARAMETER.fullmatch(part)
    if found is None:
        problems.append(
            f"its header has the parameter {part!r}; write a name in small letters, and `= text` behind it "
            "for a default."
        )
        return Parameter(name=part)
    if found["name"] in SPAN and found["default"] is not None:
        problems.append(f"its header has a default for {found['name']}, which --{found['name']} alone sets.")
    return Parameter(name=found["name"], default=found["default"])


def _differing(declared: set[str], text: str) -> list[str]:
    """Return where the parameters declared in a header differ from those used in the SQL."""
    try:
        statements = duckdb.extract_statements(text)
    except duckdb.Error as error:
        return [f"DuckDB cannot read its SQL ({str(error).splitlines()[0]}); correct it."]
    if len(statements) != 1 or statements[0].type != duckdb.StatementType.SELECT:
        return ["it must be one SELECT and nothing else."]
    used = set(statements[0].named_parameters)
    unknown = [
        f"its SQL uses ${name}, which nobody binds; add it to the line `-- Parameters:`."
        for name in sorted(used - declared)
    ]
    idle = [
        f"its header has the parameter {name}, which its SQL does not use; use ${name} there or remove it."
        for name in sorted(declared - used)
    ]
    return unknown + idle
