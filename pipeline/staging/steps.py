"""Run a step where machines share no disk: pull its inputs from the store before it, push its outputs after.

A step works in a folder of its own, in which no other step and no other attempt at it works. What it hands on
are names below that folder, which mean the same files in the store and in the folder of the next step.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

from model.files import temporary_folder
from pipeline.handoff import RUN_FILES, RUNS
from pipeline.settings import Settings

T = TypeVar("T")

WORK, WORK_FOLDER = "work", ".step-"


def run_staged(step: Callable[..., T], settings: Settings, arguments: Mapping[str, Any]) -> T:
    """Run a step that takes `settings`; with a store, on what is pulled from it.

    Raises TransientError where the store cannot be reached; what the step wrote is of no effect then.
    """
    if not settings.store:
        return step(settings=settings, **arguments)
    from pipeline.staging.store import open_store  # noqa: PLC0415 - most have no store

    store, parent = open_store(settings.store), settings.path_in_data(WORK)
    parent.mkdir(parents=True, exist_ok=True)
    with temporary_folder(parent, WORK_FOLDER) as work:
        inputs = inputs_of(step.__name__, _names(arguments.values()))
        store.pull_all(inputs, work)
        result: T = step(settings=replace(settings, step_folder=work), **_in_folder(work, dict(arguments)))
        store.push_all(work, outputs_in(work, inputs))
        names: T = _below_folder(work, result)
        return names


def inputs_of(step: str, handed: Iterable[str]) -> list[str]:
    """Return the names of the files that a step reads, of the run and the batches whose names it is handed.

    Not every run has all of them: a step that misses one says so itself.
    """
    found: dict[str, None] = {}
    for name in handed:
        runs, run_id, *below = name.split("/")
        for file in RUN_FILES:
            batch = file.batch_of("/".join(below))
            if step in file.read_by and (batch is not None or "{batch}" not in file.name):
                found[f"{runs}/{run_id}/{file.name.format(batch=batch)}"] = None
    return list(found)


def outputs_in(work: Path, inputs: Iterable[str]) -> list[str]:
    """Return the names of the files that a step has made in its folder, those of the archive first.

    A file of a run may refer to the archive, so that has to be there before.
    """
    known = set(inputs)
    names = [str(path.relative_to(work)) for path in work.rglob("*") if path.is_file()]
    made = [name for name in names if name not in known and name.split("/")[0] in {"archive", RUNS}]
    return sorted(made)


def _names(values: Iterable[Any]) -> Iterator[str]:
    for value in values:
        if isinstance(value, str):
            if value.startswith(f"{RUNS}/"):
                yield value
        elif isinstance(value, (list, tuple)):
            yield from _names(value)


def _in_folder(work: Path, value: Any) -> Any:
    """Return arguments with the names of run files as paths in a folder."""
    if isinstance(value, str):
        return str(work / value) if value.startswith(f"{RUNS}/") else value
    if isinstance(value, (list, tuple)):
        return [_in_folder(work, one) for one in value]
    if isinstance(value, dict):
        return {name: _in_folder(work, one) for name, one in value.items()}
    return value


def _below_folder(work: Path, value: Any) -> Any:
    """Return a result with paths in a folder as names."""
    if isinstance(value, str) and Path(value).is_relative_to(work):
        return str(Path(value).relative_to(work))
    return [_below_folder(work, one) for one in value] if isinstance(value, list) else value
