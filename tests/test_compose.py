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
from airflow.providers.celery.get_provider_info import get_provider_info as celery_provider
from celery.app.defaults import DEFAULTS as CELERY_DEFAULTS  # type: ignore[import-untyped]

from pipeline.settings import read_settings

ROOT = Path(__file__).parents[1]
TEXT = (ROOT / "docker-compose.yml").read_text(encoding="utf-8")
COMPOSE: dict[str, Any] = yaml.safe_load(TEXT)
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")
CONTROL = ("airflow-init", "api-server", "scheduler", "dag-processor", "triggerer")
WORKERS = ("worker", "writer")
AIRFLOW_SERVICES = CONTROL + WORKERS
SECRETS = (
    "POSTGRES_PASSWORD",
    "RABBITMQ_PASSWORD",
    "STORE_ACCESS_KEY",
    "STORE_SECRET_KEY",
    "AIRFLOW__API__SECRET_KEY",
    "AIRFLOW__API_AUTH__JWT_SECRET",
    "AIRFLOW__CORE__FERNET_KEY",
)
VARIABLE = re.compile(r"\$\{(\w+)(?::-([^}]*)|:\?[^}]*)?\}")
CELERY = {
    name: value
    for name, _, value in (line.partition("=") for line in re.findall(r"^#   (\w+=\S+) ", TEXT, re.MULTILINE))
}
MACHINE: dict[str, str] = {}


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


def filled(text: str, values: dict[str, str]) -> str:
    """Return a text with its variables replaced, as compose replaces them."""
    return VARIABLE.sub(lambda found: values.get(found[1]) or found[2] or "", text)


def celery_options() -> dict[str, Any]:
    return dict(celery_provider()["config"])  # type: ignore[no-untyped-call]


def environment_of(service: str) -> dict[str, str]:
    return dict(SERVICES[service].get("environment", {}))


def environment_in(form: dict[str, str], service: str) -> dict[str, str]:
    """Return the environment of a service as it is with the variables of a form, secrets being empty."""
    return {name: filled(value, form) for name, value in environment_of(service).items()}


def volumes_of(service: str, values: dict[str, str]) -> dict[str, str]:
    """Return what is mounted where, with an empty name for a volume of the container's own."""
    mounts = [filled(mount, values).split(":") for mount in SERVICES[service].get("volumes", ())]
    return {mount[-1]: "" if len(mount) == 1 else mount[0] for mount in mounts if mount[-1] != "ro"}


def test_follows_the_compose_specification() -> None:
    schema = shipped_json("check-jsonschema", "check_jsonschema/builtin_schemas/vendor/compose-spec.json")
    problems = jsonschema.Draft202012Validator(schema).iter_errors(COMPOSE)
    assert [f"{problem.json_path}: {problem.message}" for problem in problems] == []


def test_no_key_stands_twice_which_compose_would_refuse() -> None:
    nodes = [yaml.compose(TEXT, Loader=yaml.SafeLoader)]
    while nodes:
        node = nodes.pop()
        if isinstance(node, yaml.MappingNode):
            keys = [key.value for key, _ in node.value]
            assert sorted(set(keys)) == sorted(keys)
            nodes += [value for _, value in node.value]
        elif isinstance(node, yaml.SequenceNode):
            nodes += node.value


@pytest.mark.parametrize("service", SERVICES)
def test_every_service_has_an_image_with_a_version(service: str) -> None:
    _, _, tag = SERVICES[service]["image"].rpartition(":")
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
    named = {
        name for form in (MACHINE, CELERY) for one in SERVICES for name in volumes_of(one, form).values()
    }
    assert named - {""} == set(COMPOSE["volumes"])
    binds = [mount for one in SERVICES.values() for mount in one.get("volumes", ()) if mount.startswith(".")]
    assert set(binds) == {"./config:/config:ro"}


def test_without_a_profile_it_is_one_machine() -> None:
    assert {name for name, one in SERVICES.items() if "profiles" not in one} == {"postgres", *CONTROL}
    assert {volumes_of(service, MACHINE)["/data"] for service in CONTROL} == {"parallax-data"}
    environment = environment_in(MACHINE, "scheduler")
    assert environment["AIRFLOW__CORE__EXECUTOR"] == "LocalExecutor"
    assert environment["PARALLAX_STORE"] == ""


def test_no_service_of_one_machine_waits_for_one_that_is_not_started() -> None:
    for name in ("postgres", *CONTROL):
        for other, wait in SERVICES[name].get("depends_on", {}).items():
            assert "profiles" not in SERVICES[other] or wait["required"] is False


def test_in_the_celery_form_no_two_services_share_a_disk_and_only_the_writer_has_the_warehouse() -> None:
    data = {service: volumes_of(service, CELERY).get("/data") for service in AIRFLOW_SERVICES}
    assert {service for service, volume in data.items() if volume == "parallax-data"} == {"writer"}
    assert {data[service] for service in CONTROL} == {"control-data"}
    assert data["worker"] == ""
    assert environment_in(CELERY, "worker")["AIRFLOW__CORE__EXECUTOR"] == "CeleryExecutor"
    assert {SERVICES[service]["profiles"][0] for service in (*WORKERS, "rabbitmq", "store")} == {"celery"}


def test_the_queues_of_the_tasks_are_served_and_that_of_the_writer_by_one() -> None:
    commands = {one: SERVICES[one]["command"] for one in WORKERS}
    queues = {one: command[command.index("--queues") + 1] for one, command in commands.items()}
    assert queues == {"worker": "default", "writer": "default,writer"}
    dags = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "dags").glob("*.py"))
    assert set(re.findall(r'queue="(\w+)"', dags)) == {"writer"}
    assert environment_of("scheduler")["AIRFLOW__OPERATORS__DEFAULT_QUEUE"] == "default"
    assert "deploy" not in SERVICES["writer"]


def test_the_store_can_be_reached_by_its_s3_port_alone_and_only_with_the_keys() -> None:
    store, worker = SERVICES["store"], environment_of("worker")
    assert {"-ip.bind=127.0.0.1", "-s3.ip.bind=0.0.0.0", "-master.telemetry=false"} <= set(store["command"])
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        assert store["environment"][name] == worker[name]
    assert filled(worker["AWS_ENDPOINT_URL"], {}) == "http://store:8333"
    bucket = CELERY["PARALLAX_STORE"].removeprefix("s3://")
    assert f":8333/{bucket}\n" in store["healthcheck"]["test"][-1]
    assert "ports" not in store


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
def test_no_service_with_the_disk_of_the_api_server_serves_logs(service: str) -> None:
    assert SERVICES[service]["command"] == [service, "--skip-serve-logs"]


@pytest.mark.parametrize("service", WORKERS)
def test_workers_serve_the_logs_of_their_tasks_to_those_with_the_key(service: str) -> None:
    assert "--skip-serve-logs" not in SERVICES[service]["command"]
    key = environment_of(service)["AIRFLOW__API__SECRET_KEY"]
    assert key == environment_of("api-server")["AIRFLOW__API__SECRET_KEY"]


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
    sections = yaml.safe_load(Path(str(path)).read_text(encoding="utf-8")) | celery_options()
    known = {
        f"AIRFLOW__{section}__{option}".upper()
        for section, content in sections.items()
        for option in content["options"]
    }
    names = {name for name in environment_of(service) if name.startswith("AIRFLOW__")}
    assert names
    assert names <= known


def test_the_values_that_are_set_are_values_the_settings_take() -> None:
    environment = environment_in(MACHINE, "scheduler")
    settings = read_settings(environment)
    assert settings.data == Path("/data")
    assert settings.slot_count == int(environment["AIRFLOW__CORE__PARALLELISM"])


def test_celery_takes_the_extra_settings_it_is_given() -> None:
    extra = json.loads(environment_of("worker")["AIRFLOW__CELERY__EXTRA_CELERY_CONFIG"])
    assert extra["control_queue_durable"] is extra["event_queue_durable"] is True
    assert {name for name in extra if name not in CELERY_DEFAULTS} == set()


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
