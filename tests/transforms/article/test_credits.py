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
