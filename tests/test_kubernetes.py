"""The values for Airflow's Helm chart, checked against the compose file and our settings."""

import json
import re
import tomllib
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

import yaml
from airflow.providers.celery.get_provider_info import get_provider_info as celery_provider

from pipeline.settings import read_settings

ROOT = Path(__file__).parents[1]
TEXT = (ROOT / "deploy" / "kubernetes" / "values.yaml").read_text(encoding="utf-8")
VALUES: dict[str, Any] = yaml.safe_load(TEXT)
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))
PAGE = (ROOT / "docs" / "kubernetes.md").read_text(encoding="utf-8")
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
ENVIRONMENT = {one["name"]: one["value"] for one in VALUES["env"]}
WORKERS: dict[str, Any] = VALUES["workers"]["celery"]
WRITER: dict[str, Any] = WORKERS["sets"][0]


def test_the_image_and_airflow_are_those_of_the_project() -> None:
    assert VALUES["images"]["airflow"]["tag"] == PROJECT["version"]
    required = next(one for one in PROJECT["dependencies"] if one.startswith("apache-airflow=="))
    assert required == f"apache-airflow=={VALUES['airflowVersion']}"
    assert VALUES["defaultAirflowTag"] == VALUES["airflowVersion"]


def test_the_page_and_the_file_name_one_version_of_the_chart() -> None:
    (version,) = re.findall(r"official Helm chart, version ([\d.]+\d)", TEXT)
    assert set(re.findall(r"--version (\d[\d.]*\d)", PAGE)) == {version}
    assert f"version **{version}**" in PAGE


def test_one_writer_has_the_warehouse_and_its_queue() -> None:
    assert [one["name"] for one in WORKERS["sets"]] == ["writer"]
    assert (WORKERS["queue"], WRITER["queue"], WRITER["replicas"]) == ("default", "default,writer", 1)
    (claim,) = WRITER["volumeClaimTemplates"]
    assert WRITER["extraVolumeMounts"] == [{"name": claim["metadata"]["name"], "mountPath": "/data"}]
    (own,) = WORKERS["extraVolumes"]
    assert own["emptyDir"]
    assert WORKERS["extraVolumeMounts"] == [{"name": own["name"], "mountPath": "/data"}]
    assert WORKERS["persistence"]["enabled"] is True


def test_there_are_as_many_slots_as_tasks_run_at_once() -> None:
    tasks = VALUES["config"]["celery"]["worker_concurrency"] * (WORKERS["replicas"] + WRITER["replicas"])
    assert tasks == VALUES["config"]["core"]["parallelism"] == int(ENVIRONMENT["PARALLAX_SLOTS"])


def test_the_settings_take_what_is_set() -> None:
    settings = read_settings(ENVIRONMENT)
    assert settings.data == Path("/data/parallax")
    assert settings.slot_count == 8
    assert settings.catalog.parent == Path(VALUES["volumeMounts"][0]["mountPath"])


def test_every_option_is_one_of_airflow() -> None:
    path = distribution("apache-airflow-core").locate_file("airflow/config_templates/config.yml")
    known = yaml.safe_load(Path(str(path)).read_text(encoding="utf-8"))
    known |= celery_provider()["config"]  # type: ignore[no-untyped-call]
    for section, options in VALUES["config"].items():
        assert set(options) <= set(known[section]["options"])


def test_celery_and_the_pool_are_as_in_the_compose_file() -> None:
    extra = COMPOSE["x-airflow-environment"]["AIRFLOW__CELERY__EXTRA_CELERY_CONFIG"]
    assert json.loads(VALUES["config"]["celery"]["extra_celery_config"]) == json.loads(extra)
    for section, options in VALUES["config"].items():
        for option, value in options.items():
            shipped = COMPOSE["x-airflow-environment"].get(f"AIRFLOW__{section}__{option}".upper())
            is_same = option in {"extra_celery_config", "parallelism"} or f"{value}" in f"{shipped}"
            assert is_same, f"{section}.{option}"
    assert VALUES["executor"] == "CeleryExecutor"
    (pool,) = re.findall(r"airflow pools set .*", VALUES["migrateDatabaseJob"]["args"][-1])
    assert pool in COMPOSE["services"]["airflow-init"]["command"][-1]


def test_every_secret_is_read_from_kubernetes_and_the_page_makes_it() -> None:
    names = {value for key, value in VALUES.items() if key.endswith("SecretName")}
    names |= {value for key, value in VALUES["data"].items() if key.endswith("SecretName")}
    names |= {one["secretRef"]["name"] for one in yaml.safe_load(VALUES["extraEnvFrom"])}
    assert names == set(re.findall(r"kubectl create secret generic (\S+)", PAGE))
    assert "://" not in TEXT.replace("s3://", "")
    assert VALUES["createUserJob"]["enabled"] is False
