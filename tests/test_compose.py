"""The containers: docker-compose.yml and Dockerfile against their specification and our own rules."""

import json
import re
import subprocess
import tomllib
from importlib.metadata import distribution
from pathlib import Path
from typing import Any

import jsonschema  # type: ignore[import-untyped]
import pytest
import yaml

from pipeline.settings import read_settings

ROOT = Path(__file__).parents[1]
TEXT = (ROOT / "docker-compose.yml").read_text(encoding="utf-8")
COMPOSE: dict[str, Any] = yaml.safe_load(TEXT)
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")
AIRFLOW_SERVICES = ("airflow-init", "api-server", "scheduler", "dag-processor", "triggerer")
SECRETS = ("POSTGRES_PASSWORD", "AIRFLOW__API_AUTH__JWT_SECRET", "AIRFLOW__CORE__FERNET_KEY")


class Asked(dict[str, str]):
    """An empty environment that remembers which names were looked up."""

    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()

    def get(self, name: str, default: Any = None) -> Any:
        self.names.add(name)
        return default


def shipped_json(package: str, path: str) -> Any:
    return json.loads(Path(str(distribution(package).locate_file(path))).read_text(encoding="utf-8"))


def environment_of(service: str) -> dict[str, str]:
    return dict(SERVICES[service].get("environment", {}))


def test_follows_the_compose_specification() -> None:
    schema = shipped_json("check-jsonschema", "check_jsonschema/builtin_schemas/vendor/compose-spec.json")
    problems = jsonschema.Draft202012Validator(schema).iter_errors(COMPOSE)
    assert [f"{problem.json_path}: {problem.message}" for problem in problems] == []


@pytest.mark.parametrize("service", SERVICES)
def test_every_service_has_an_image_with_a_version(service: str) -> None:
    _, _, tag = SERVICES[service]["image"].partition(":")
    assert tag
    assert not tag.startswith("latest")


@pytest.mark.parametrize("service", SERVICES)
def test_every_service_waits_for_services_that_exist_and_can_tell(service: str) -> None:
    for name, wait in SERVICES[service].get("depends_on", {}).items():
        assert name in SERVICES
        if wait["condition"] == "service_healthy":
            assert "healthcheck" in SERVICES[name]


@pytest.mark.parametrize("service", sorted(set(SERVICES) - {"airflow-init"}))
def test_every_service_that_stays_has_a_healthcheck(service: str) -> None:
    assert SERVICES[service]["healthcheck"]["test"]


def test_every_named_volume_is_declared_and_the_catalog_is_read_only() -> None:
    mounts = [mount.split(":") for one in SERVICES.values() for mount in one.get("volumes", ())]
    named = {mount[0] for mount in mounts if not mount[0].startswith(".")}
    assert named == set(COMPOSE["volumes"])
    assert all(mount[2:] == ["ro"] for mount in mounts if mount[0].startswith("."))


def test_ports_are_open_on_this_machine_only() -> None:
    ports = [port for one in SERVICES.values() for port in one.get("ports", ())]
    assert ports
    assert all(port.startswith("127.0.0.1:") for port in ports)


@pytest.mark.parametrize("service", SERVICES)
def test_no_service_gets_more_than_it_needs(service: str) -> None:
    confined = SERVICES[service]
    assert confined["cap_drop"] == ["ALL"]
    assert set(confined.get("cap_add", ())) <= {"CHOWN", "DAC_OVERRIDE", "FOWNER", "SETGID", "SETUID"}
    assert service == "postgres" or "cap_add" not in confined
    assert confined["security_opt"] == ["no-new-privileges:true"]
    assert confined["read_only"] is True
    assert "/tmp" in confined["tmpfs"]  # noqa: S108 - inside a container
    assert re.fullmatch(r"\d+g", confined["mem_limit"])
    assert "privileged" not in confined
    assert not [mount for mount in confined.get("volumes", ()) if "docker.sock" in mount]


@pytest.mark.parametrize("service", AIRFLOW_SERVICES)
def test_what_airflow_writes_goes_where_it_may(service: str) -> None:
    environment = environment_of(service)
    assert environment["AIRFLOW_HOME"].startswith("/tmp/")  # noqa: S108 - inside a container
    for name in ("AIRFLOW__LOGGING__BASE_LOG_FOLDER", "PARALLAX_DATA", "TMPDIR"):
        assert environment[name].startswith("/data"), name


def test_the_password_of_airflow_is_made_before_it_starts_and_never_printed(tmp_path: Path) -> None:
    script = SERVICES["airflow-init"]["command"][-1].replace("$$", "$").replace("/data/", f"{tmp_path}/")
    made = script[script.index("umask") : script.index("airflow db migrate")]
    first = subprocess.run(["bash", "-euc", made], capture_output=True, text=True, check=True)
    file = tmp_path / "airflow" / "passwords.json"
    password = json.loads(file.read_text(encoding="utf-8"))["admin"]
    assert len(password) >= 20
    assert password not in first.stdout + first.stderr
    assert str(file) in first.stdout
    assert file.stat().st_mode & 0o777 == 0o600
    subprocess.run(["bash", "-euc", made], capture_output=True, check=True)
    assert json.loads(file.read_text(encoding="utf-8"))["admin"] == password
    assert environment_of("api-server")["AIRFLOW__CORE__SIMPLE_AUTH_MANAGER_PASSWORDS_FILE"] == (
        "/data/airflow/passwords.json"
    )


@pytest.mark.parametrize("service", ["scheduler", "triggerer"])
def test_no_service_serves_logs(service: str) -> None:
    assert SERVICES[service]["command"] == [service, "--skip-serve-logs"]


@pytest.mark.parametrize("name", [".env", ".env.local", "config/.env"])
def test_secrets_go_neither_into_the_repository_nor_into_the_image(name: str) -> None:
    ignored = subprocess.run(["git", "check-ignore", "--quiet", name], cwd=ROOT, check=False)
    if (ROOT / ".git").exists():
        assert ignored.returncode == 0
    assert (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()[-2:] == ["**/.env", "**/.env.*"]


@pytest.mark.parametrize("secret", SECRETS)
def test_a_secret_has_no_default(secret: str) -> None:
    uses = re.findall(r"(?<!\$)\$\{" + secret + r"(.*?)\}", TEXT)
    assert uses
    assert all(use.startswith(":?") and len(use) > len(":?") for use in uses)


@pytest.mark.parametrize("service", AIRFLOW_SERVICES)
def test_every_parallax_variable_is_one_the_settings_read(service: str) -> None:
    asked = Asked()
    read_settings(asked)
    names = {name for name in environment_of(service) if name.startswith("PARALLAX_")}
    assert {"PARALLAX_DATA", "PARALLAX_CATALOG"} <= names
    assert names <= asked.names


@pytest.mark.parametrize("service", AIRFLOW_SERVICES)
def test_every_airflow_variable_is_an_option_of_airflow(service: str) -> None:
    path = distribution("apache-airflow-core").locate_file("airflow/config_templates/config.yml")
    sections = yaml.safe_load(Path(str(path)).read_text(encoding="utf-8"))
    known = {
        f"AIRFLOW__{section}__{option}".upper()
        for section, content in sections.items()
        for option in content["options"]
    }
    names = {name for name in environment_of(service) if name.startswith("AIRFLOW__")}
    assert names
    assert names <= known


def test_the_values_that_are_set_are_values_the_settings_take() -> None:
    environment = {
        name: value
        for name, value in environment_of("scheduler").items()
        if name.startswith("PARALLAX_") and not value.startswith("${")
    }
    settings = read_settings(environment)
    assert settings.data == Path("/data")
    assert settings.slot_count == int(environment_of("scheduler")["AIRFLOW__CORE__PARALLELISM"])


def test_the_pool_that_the_dags_name_is_made() -> None:
    dags = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "dags").glob("*.py"))
    assert set(re.findall(r'pool="(\w+)"', dags)) == {"writer"}
    assert "airflow pools set writer 1 " in SERVICES["airflow-init"]["command"][-1]


def test_the_image_is_of_the_airflow_that_is_required_and_holds_every_package() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    required = next(one for one in project["project"]["dependencies"] if one.startswith("apache-airflow=="))
    assert f"FROM apache/airflow:{required.removeprefix('apache-airflow==')}-python3.12\n" in DOCKERFILE
    setuptools = project["tool"]["setuptools"]
    folders = {pattern.rstrip("*") for pattern in setuptools["packages"]["find"]["include"]}
    folders |= set(setuptools["package-dir"].values())
    folders |= {path.partition("/")[0] for path in project["tool"]["setuptools"]["package-dir"].values()}
    assert {name for name in folders if f" {name} {name}\n" not in DOCKERFILE} == set()
    allowed = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    assert {name for name in folders if f"!{name}" not in allowed} == set()


def test_the_image_is_named_after_the_version() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    images = {SERVICES[service]["image"] for service in AIRFLOW_SERVICES}
    assert images == {f"parallax:{project['version']}"}
