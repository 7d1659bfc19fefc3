"""`parallax secrets` prints an environment file with every secret of docker-compose.yml, new each time."""

import re
from base64 import urlsafe_b64decode
from pathlib import Path

import pytest

from pipeline.cli import main

COMPOSE = (Path(__file__).parents[3] / "docker-compose.yml").read_text(encoding="utf-8")
Capture = pytest.CaptureFixture[str]


def printed(capsys: Capture, *arguments: str) -> dict[str, str]:
    assert main(["secrets", *arguments]) == 0
    lines = capsys.readouterr().out.splitlines()
    pairs = [line.partition("=") for line in lines if line and not line.startswith("#")]
    return {name: value for name, _, value in pairs}


def test_every_secret_without_a_default_is_printed(capsys: Capture) -> None:
    assert set(printed(capsys)) == set(re.findall(r"(?<!\$)\$\{(\w+):\?", COMPOSE))


def test_no_secret_is_printed_twice(capsys: Capture) -> None:
    first, second = printed(capsys), printed(capsys)
    assert not set(first.values()) & set(second.values())
    assert len(set(first.values())) == len(first)


def test_secrets_can_stand_in_urls_and_have_the_lengths_airflow_asks_for(capsys: Capture) -> None:
    found = printed(capsys)
    fernet_key = found.pop("AIRFLOW__CORE__FERNET_KEY")
    assert len(urlsafe_b64decode(fernet_key)) == 32
    assert all(re.fullmatch(r"[0-9a-f]{20,}", value) for value in found.values())
    assert len(found["AIRFLOW__API_AUTH__JWT_SECRET"]) >= 64


def test_the_profile_adds_settings_that_the_compose_file_has(capsys: Capture) -> None:
    plain, celery = printed(capsys), printed(capsys, "--profile", "celery")
    added = {name: value for name, value in celery.items() if name not in plain}
    assert added.pop("COMPOSE_PROFILES") == "celery"
    assert f"    profiles: [{'celery'}]" in COMPOSE
    assert {name for name in added if f"${{{name}:-" not in COMPOSE} == set()
    assert added["AIRFLOW__CORE__EXECUTOR"] == "CeleryExecutor"
    assert f"\n  {added['CONTROL_VOLUME']}:\n" in COMPOSE


def test_another_profile_is_refused(capsys: Capture) -> None:
    assert main(["secrets", "--profile", "redis"]) == 2
    assert "'redis' is not 'celery'" in capsys.readouterr().err
