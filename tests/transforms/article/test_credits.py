"""News agencies credited in a text."""

import pytest

from transforms.article.credits import credited_agency

PROSE = " The council voted to keep the lighthouse open for ten more years, and nobody spoke against it." * 8


@pytest.mark.parametrize(
    ("credit", "agency"),
    [
        ("LONDON, Jan 6 (Reuters) -", "Reuters"),
        ("PARIS — AFP —", "AFP"),
        ("Berlin (dpa) -", "dpa"),
        ("München (dpa/lby) -", "dpa"),
        ("MADRID (EFE).-", "EFE"),
        ("МОСКВА, 6 января. /ТАСС/.", "TASS"),
        ("新华社北京1月6日电", "Xinhua"),
        ("【ロンドン＝共同】", "Kyodo"),
        ("［ロンドン ６日 ロイター］", "Reuters"),
        ("(서울=연합뉴스)", "Yonhap"),
        ("КИЇВ (Укрінформ) —", "Ukrinform"),
        ("لندن (رويترز) -", "Reuters"),
        ("नई दिल्ली (भाषा) -", "PTI"),
        ("ROMA (ANSA) -", "ANSA"),
        ("Bern (Keystone-SDA) -", "Keystone-SDA"),
        ("LONDON (AP) —", "AP"),
        ("WASHINGTON (The Associated Press) —", "AP"),
        ("(AFP/Reuters)", "AFP"),
    ],
)
def test_credits_where_a_text_begins(credit: str, agency: str | None) -> None:
    assert credited_agency(f"{credit}{PROSE}") == agency


@pytest.mark.parametrize(
    ("credit", "agency"),
    [
        ("(Reuters)", "Reuters"),
        ("Source: AFP", "AFP"),
        ("Quelle: dpa", "dpa"),
        ("© AFP", "AFP"),
        ("/ritzau/", "Ritzau"),
        ("Джерело: Укрінформ", "Ukrinform"),
        ("(PAP)", "PAP"),
        ("(Quelle: APA/sda/dpa)", "APA"),
    ],
)
def test_credits_where_a_text_ends(credit: str, agency: str) -> None:
    assert credited_agency(f"{PROSE} {credit}") == agency


@pytest.mark.parametrize(
    "text",
    [
        "Reuters reported on Tuesday that the harbour was closed.",
        "The AP classes (advanced placement) were full.",
        "A tip of the hat - and a pap smear - for all.",
        "Die APA-Gebühren steigen.",
        "",
    ],
)
def test_a_name_in_the_text_is_no_credit(text: str) -> None:
    assert credited_agency(text) is None


def test_a_credit_in_the_middle_is_a_quotation() -> None:
    assert credited_agency(f"{PROSE} (Reuters) {PROSE}") is None


@pytest.mark.parametrize(
    ("credit", "wire", "agency"),
    [
        ("MAPUTO (Meridian Wire) -", "Meridian Wire", "Meridian Wire"),
        ("MAPUTO (MERIDIAN WIRE) —", "Meridian Wire", "Meridian Wire"),
        ("МОСКВА, 6 января. /Волна Новости/.", "Волна Новости", "Волна Новости"),
        ("中国通讯社北京1月6日电", "中国通讯社", "中国通讯社"),
        ("(서울=바다통신)", "바다통신", "바다통신"),
        ("【ロンドン＝海通信】", "海通信", "海通信"),
        ("القاهرة (وكالة البحر) -", "وكالة البحر", "وكالة البحر"),
        ("ASTANA (Stepnews) -", "Stepnews (Kazakh)", "Stepnews"),
        ("TORONTO (Lake Press/AFP) -", "The Lake Press", "The Lake Press"),
        ("RABAT (MAP) –", "MAP", "MAP"),
        # Parallax's own name of an agency goes before the catalog's.
        ("МОСКВА. /ТАСС/.", "ТАСС", "TASS"),
        ("LONDON (Reuters) -", "Meridian Wire", "Reuters"),
        ("a+b (C++ [News) -", "C++ [News", "C++ [News"),
    ],
)
def test_wires_of_the_catalog_are_credited_in_the_same_forms(credit: str, wire: str, agency: str) -> None:
    assert credited_agency(f"{credit}{PROSE}", [wire]) == agency
    assert (credited_agency(f"{credit}{PROSE}") == agency) == (agency in {"TASS", "Reuters"})


@pytest.mark.parametrize("credit", ["(Meridian Wire)", "Source: Meridian Wire", "© MERIDIAN WIRE"])
def test_wires_of_the_catalog_are_credited_where_a_text_ends(credit: str) -> None:
    assert credited_agency(f"{PROSE} {credit}", ["Meridian Wire"]) == "Meridian Wire"


@pytest.mark.parametrize(
    "text",
    [
        "The pool at the harbour - a pool for all - was closed (pool water was cold).",
        "A carpool-Pool-based scheme and a Pool of writers. Pool - said the mayor - is closed.",
        "Source: pooled figures of the town.",
        "The Pool reported on Tuesday that the harbour was closed.",
    ],
)
def test_a_wire_whose_name_is_a_common_word_is_credited_only_as_credits_are_written(text: str) -> None:
    assert credited_agency(text, ["Pool"]) is None
    assert credited_agency(f"LONDON (Pool) - {text}", ["Pool"]) == "Pool"


def test_empty_names_of_wires_credit_nobody() -> None:
    assert credited_agency(f"LONDON () - {PROSE}", ["", " ", "A", "(The)"]) is None
