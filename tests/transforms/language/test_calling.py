"""Which language a text is in, from declarations, script and detector."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model import VoteMethod
from transforms.language.calling import call_language
from transforms.language.tags import (
    UNDETERMINED,
    declared_tag,
    primary_tag,
    with_script,
    without_script,
)

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
        ("中国经济增长", "国务院总理今天在北京表示,经济运行总体平稳", "zh-Hans"),
        ("達・芬奇", "達・芬奇的畫作今天在臺北展出", "zh-Hant"),
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
    assert call_language("東京都知事選挙", "").tag == "zh-Hant"


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
    assert call_language("", SERBIAN, declared).tag == "sr-Cyrl"


def test_a_wrong_declaration_yields_to_a_sure_detector() -> None:
    call = call_language("", SPANISH, "en", "en-US")
    assert call.tag == "es"
    assert [(vote.method, vote.tag) for vote in call.votes] == [
        (VoteMethod.DETECTOR, "es"),
        (VoteMethod.SECOND_DETECTOR, "es"),
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


@pytest.mark.parametrize(
    ("declared", "tag"),
    [
        ("zh-TW", "zh-Hant"),
        ("zh_HK", "zh-Hant"),
        ("zh-Hant-HK", "zh-Hant"),
        ("zh-CN", "zh-Hans"),
        ("zh", "zh"),
        ("sr-Latn-RS", "sr-Latn"),
        ("sr-RS", "sr"),
        ("de-Latn", "de"),
        ("x", None),
    ],
)
def test_a_declared_tag_keeps_the_script_of_languages_written_in_two(declared: str, tag: str | None) -> None:
    assert declared_tag(declared) == tag


@pytest.mark.parametrize(
    ("tag", "text", "scripted"),
    [
        ("sr", "Београд", "sr-Cyrl"),
        ("sr", "Beograd", "sr-Latn"),
        ("sr", "2026", "sr"),
        ("zh", "台湾经济发展", "zh-Hans"),
        ("zh", "臺灣經濟發展", "zh-Hant"),
        ("zh", "天下", "zh"),
        ("de", "Ελλάδα", "de"),
    ],
)
def test_the_script_of_a_text(tag: str, text: str, scripted: str) -> None:
    assert with_script(tag, text) == scripted


LANGUAGES = Path(__file__).parent / "languages"


@pytest.mark.parametrize("tag", sorted(path.stem for path in LANGUAGES.glob("*.txt")))
def test_languages_that_detectors_take_for_another(tag: str) -> None:
    headlines, _, body = LANGUAGES.joinpath(f"{tag}.txt").read_text(encoding="utf-8").partition("\n\n")
    first, *others = headlines.strip().splitlines()
    assert len(body.strip().splitlines()) >= 20
    call = call_language(first, body.strip())
    assert (call.tag, call.title_tag, call.is_mixed) == (tag, tag, False)
    # A lie in the page's own head, as English templates tell it, changes nothing.
    assert call_language(first, body.strip(), "en").tag == tag
    heard = [call_language(headline, body.strip(), tag).title_tag for headline in others]
    assert heard == [tag] * len(others)


REPORTS = tomllib.loads((Path(__file__).parent / "short_reports.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("report", REPORTS.values(), ids=REPORTS.keys())
def test_a_short_report_is_in_its_language_whatever_is_declared(report: dict[str, Any]) -> None:
    text = report["text"].strip()
    assert call_language("", text, report["declared"]).tag == report["tag"]
    for declared in ("en-US", None):
        call = call_language("", text, declared)
        assert call.tag in {report["tag"], *report.get("also", ())}
        assert call.tag == report["tag"] or call.confidence < 0.9


@pytest.mark.parametrize("report", REPORTS.values(), ids=REPORTS.keys())
@pytest.mark.parametrize("chars", [120, 160, 200])
def test_no_part_of_a_report_is_surely_in_a_far_language(report: dict[str, Any], chars: int) -> None:
    text = report["text"].strip()[:chars]
    call = call_language("", text, report["declared"])
    near = {report["tag"], *report.get("also", ())}
    assert without_script(call.tag) in {without_script(tag) for tag in near} or call.confidence < 0.9


@pytest.mark.parametrize(
    ("declared", "tag"),
    [
        ("eng", "en"),
        ("ger", "de"),
        ("deu", "de"),
        ("kmr", "ku"),
        ("ckb", "ckb"),
        ("cnr", "cnr"),
        ("nor", "nb"),
    ],
)
def test_codes_of_three_letters_mean_what_cldr_says(declared: str, tag: str) -> None:
    assert declared_tag(declared) == tag


@pytest.mark.parametrize(
    ("declared", "text", "tag"),
    [
        ("yi", "דער אַלטער בריק וועט בלייבן פֿאַרמאַכט ביז פֿרילינג", "yi"),
        ("as", "পুৰণি দলংখন বসন্তলৈকে বন্ধ থাকিব বুলি পৌৰসভাই কয়", "as"),
        ("he", "הגשר הישן יישאר סגור עד האביב, הודיעה העירייה", "he"),
        ("en-US", "הגשר הישן יישאר סגור עד האביב, הודיעה העירייה", "he"),
        ("cr", "ᐊᓂᔑᓈᐯᒧᐎᓐ ᒥᓇᐗ ᑭᑭᓄᐦᐊᒫᑫᐎᓐ", "cr"),
        (None, "ଓଡ଼ିଶାର ପୁରୁଣା ପୋଲ ବସନ୍ତ ପର୍ଯ୍ୟନ୍ତ ବନ୍ଦ ରହିବ", "or"),
    ],
)
def test_a_declared_language_of_the_script_is_believed(declared: str | None, text: str, tag: str) -> None:
    assert call_language("", text, declared).tag == tag


def test_a_country_code_for_a_language_yields_to_two_detectors() -> None:
    swedish = REPORTS_IN_BOTH["sv"]
    assert call_language("", swedish, "se").tag == "sv"
    assert call_language("", REPORTS_IN_BOTH["et"], "ee").tag == "et"


REPORTS_IN_BOTH = {
    "sv": "Den gamla bron vid Nyby hålls stängd till våren, meddelade kommunen på tisdagen. Dykare har "
    "hittat djupa sprickor i två av pelarna. Reparationen kostar fyra miljoner och bussarna går genom det "
    "nya området.",
    "et": "Vana sild Uuskülas jääb kevadeni suletuks, teatas linnavalitsus teisipäeval. Tuukrid leidsid "
    "kahest sambast sügavad praod. Linnapea ütles, et remont maksab neli miljonit ja bussid sõidavad läbi "
    "uue linnaosa.",
}


def test_a_text_in_two_languages_is_marked() -> None:
    half = "\n".join((SPANISH * 3, "The harbour council voted to keep the old lighthouse open. " * 6))
    assert call_language("Dos lenguas", half).is_mixed
    assert not call_language("Una lengua", SPANISH * 6).is_mixed


def test_a_foreign_quotation_is_no_second_language() -> None:
    quoted = SPANISH * 6 + ' "We will not go," said one of them.'
    assert not call_language("Una lengua", quoted).is_mixed


def test_a_title_may_be_in_another_language_than_its_text() -> None:
    call = call_language("The harbour council voted to keep the old lighthouse open", SPANISH * 3, "es")
    assert (call.tag, call.title_tag) == ("es", "en")


@given(st.text(st.characters(codec=None, exclude_categories=())), st.text(), st.one_of(st.none(), st.text()))
def test_confidences_are_shares_for_any_text(title: str, text: str, declared: str | None) -> None:
    call = call_language(title, text, declared, "de")
    assert all(0 <= share <= 1 for share in (call.confidence, *(vote.confidence for vote in call.votes)))
    tags = {UNDETERMINED, *(without_script(vote.tag) for vote in call.votes)}
    assert without_script(call.tag) in tags
