"""Settings: defaults where nothing is said, every problem at once where it is wrong."""

from pathlib import Path

import pytest

from model import ConfigurationError
from pipeline.settings import DEFAULT_CONTACT, read_settings


def test_defaults_need_no_environment() -> None:
    settings = read_settings({})
    assert settings.data == Path("data").absolute()
    assert settings.published == settings.data / "warehouse.duckdb"
    assert settings.writer == settings.data / "writer" / "warehouse.duckdb"
    assert (settings.proxy, settings.contact) == (None, DEFAULT_CONTACT)


def test_an_empty_value_counts_as_none() -> None:
    names = ("PARALLAX_DATA", "PARALLAX_PROXY", "PARALLAX_WAREHOUSE", "PARALLAX_SLOTS", "PARALLAX_CONTACT")
    assert read_settings(dict.fromkeys(names, "")) == read_settings({})


def test_the_contact_is_in_the_user_agent() -> None:
    assert "+me@example.org" in read_settings({"PARALLAX_CONTACT": "me@example.org"}).user_agent


def test_every_problem_is_told_at_once(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.touch()
    with pytest.raises(ConfigurationError) as caught:
        read_settings(
            {
                "PARALLAX_DATA": str(file),
                "PARALLAX_PROXY": "socks5://127.0.0.1:1",
                "PARALLAX_WAREHOUSE": "ducklake:postgres:",
                "PARALLAX_SLOTS": "many",
                "PARALLAX_HOST_DELAY_S": "-1",
            }
        )
    told = "\n".join(caught.value.problems)
    for name in ("DATA", "PROXY", "WAREHOUSE", "SLOTS", "HOST_DELAY_S"):
        assert f"PARALLAX_{name}" in told


@pytest.mark.parametrize("raw", ["nan", "inf", "1e9", "-0.1", "x"])
def test_a_number_must_be_within_its_bounds(raw: str) -> None:
    with pytest.raises(ConfigurationError, match="PARALLAX_HOST_DELAY_S"):
        read_settings({"PARALLAX_HOST_DELAY_S": raw})


@pytest.mark.parametrize("raw", ["127.0.0.1:3128", "https://p:1", "http://", "http://p:0", "http://p:99999"])
def test_a_proxy_must_be_an_http_url(raw: str) -> None:
    with pytest.raises(ConfigurationError, match="PARALLAX_PROXY"):
        read_settings({"PARALLAX_PROXY": raw})


def test_languages_are_tags_in_their_usual_spelling_without_repeats() -> None:
    assert read_settings({}).languages == ()
    settings = read_settings({"PARALLAX_LANGUAGES": " en, pt_br ,zh-hant,en,"})
    assert settings.languages == ("en", "pt-BR", "zh-Hant")


def test_days_are_those_of_a_zone_of_the_iana_database() -> None:
    assert read_settings({}).time_zone == read_settings({"PARALLAX_TIME_ZONE": " "}).time_zone == "UTC"
    assert read_settings({"PARALLAX_TIME_ZONE": "Asia/Kolkata"}).time_zone == "Asia/Kolkata"


@pytest.mark.parametrize(
    "raw", ["Berlin", "CET+1", "europe/berlin", "../etc/passwd", "localtime", "Europe/Ber'lin"]
)
def test_a_wrong_time_zone_is_named(raw: str) -> None:
    with pytest.raises(ConfigurationError, match="is no time zone: give a name of the IANA database"):
        read_settings({"PARALLAX_TIME_ZONE": raw})


def test_each_wrong_language_is_named() -> None:
    with pytest.raises(ConfigurationError) as caught:
        read_settings({"PARALLAX_LANGUAGES": "jp,en,english"})
    assert len(caught.value.problems) == 2
    assert all("PARALLAX_LANGUAGES" in problem and "BCP 47" in problem for problem in caught.value.problems)
    assert "'jp'" in caught.value.problems[0]
    assert "'english'" in caught.value.problems[1]
