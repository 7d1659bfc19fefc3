import pytest
from hypothesis import given
from hypothesis import strategies as st

from model import VoteMethod
from transforms.language import UNDETERMINED, call_language, primary_tag

SPANISH = (
    "El presidente del Gobierno anunció este martes en Madrid una reforma de la ley de vivienda que "
    "entrará en vigor el próximo año."
)
SERBIAN = (
    "Председник Србије изјавио је данас у Београду да ће нови закон бити усвојен до краја године, "
    "а опозиција најављује протесте широм земље."
)
NORWEGIAN = (
    "Statsministeren sier at regjeringen vil legge fram et nytt budsjett for Norge i morgen, "
    "og at skattene skal ned."
)


def test_the_same_text_gets_the_same_answer() -> None:
    mixed = "Le gouvernement said que the budget für das Jahr will be voté mañana in der Kammer"
    assert len({call_language("Titel", mixed) for _ in range(50)}) == 1


@pytest.mark.parametrize(
    ("title", "text", "tag"),
    [
        ("気象庁", "気象庁は明日午前東京都心部に大雨警報発表予定", "ja"),
        ("トランプ・プーチン会談", "", "ja"),
        ("中国经济增长", "国务院总理今天在北京表示,经济运行总体平稳", "zh"),
        ("達・芬奇", "達・芬奇的畫作今天在臺北展出", "zh"),
        ("서울 날씨", "오늘 오후부터 전국에 비가 내린다", "ko"),
        ("ข่าววันนี้", "ฝนตกหนักในกรุงเทพมหานคร", "th"),
        ("חדשות היום", "ראש הממשלה אמר היום בירושלים", "he"),
        ("Ειδήσεις", "Ο πρωθυπουργός δήλωσε σήμερα στην Αθήνα", "el"),
    ],
)
def test_a_script_that_one_language_writes_decides(title: str, text: str, tag: str) -> None:
    call = call_language(title, text, "en", "en")
    assert call.tag == tag
    assert call.votes[0].method is VoteMethod.SCRIPT


def test_a_japanese_headline_without_kana_is_what_it_declares() -> None:
    assert call_language("東京都知事選挙", "", "ja").tag == "ja"
    assert call_language("東京都知事選挙", "").tag == "zh"


def test_a_foreign_name_is_no_sign_of_a_script() -> None:
    assert call_language("", SPANISH + " Ο Μητσοτάκης").tag == "es"


@pytest.mark.parametrize("text", ["", "12345 67", "★★★ 2026!", "\x00\udc80"])
def test_nothing_can_tell(text: str) -> None:
    call = call_language(text, text)
    assert (call.tag, call.confidence, call.votes) == (UNDETERMINED, 0.0, ())


def test_declarations_settle_short_texts_the_page_first() -> None:
    assert call_language("Radio Gaga", "").tag == UNDETERMINED
    assert call_language("Radio Gaga", "", None, "de").tag == "de"
    assert call_language("Radio Gaga", "", "fr-CA", "de").tag == "fr"


@pytest.mark.parametrize("declared", ["sr", "sr-RS", "SR_Cyrl"])
def test_a_language_the_detector_lacks_is_believed(declared: str) -> None:
    assert call_language("", SERBIAN, declared).tag == "sr"


def test_a_wrong_declaration_yields_to_a_sure_detector() -> None:
    call = call_language("", SPANISH, "en", "en-US")
    assert call.tag == "es"
    assert call.confidence < call_language("", SPANISH, "es").confidence
    assert [(vote.method, vote.tag) for vote in call.votes] == [
        (VoteMethod.DETECTOR, "es"),
        (VoteMethod.PAGE, "en"),
        (VoteMethod.FEED, "en"),
    ]


def test_old_codes_agree_with_new_ones() -> None:
    assert call_language("", NORWEGIAN, "no").tag == "nb"
    assert call_language("", NORWEGIAN, "no").confidence >= 0.99
    assert call_language("", NORWEGIAN).tag == "nb"


@pytest.mark.parametrize(
    ("declared", "tag"),
    [
        ("iw", "he"),
        ("no", "nb"),
        ("in-ID", "id"),
        ("pt_BR", "pt"),
        (" EN-us ", "en"),
        ("zh-Hant-TW", "zh"),
        ("und", None),
        ("x-default", None),
        ("english", None),
        ("日本", None),
        ("", None),
        (None, None),
    ],
)
def test_primary_tag(declared: str | None, tag: str | None) -> None:
    assert primary_tag(declared) == tag


@given(st.text(st.characters(codec=None, exclude_categories=())), st.text(), st.one_of(st.none(), st.text()))
def test_confidences_are_shares_for_any_text(title: str, text: str, declared: str | None) -> None:
    call = call_language(title, text, declared, "de")
    assert all(0 <= share <= 1 for share in (call.confidence, *(vote.confidence for vote in call.votes)))
    assert call.tag in {UNDETERMINED, *(vote.tag for vote in call.votes)}
