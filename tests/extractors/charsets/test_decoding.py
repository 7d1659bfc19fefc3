"""Bytes to characters: in every charset of the web, declared, undeclared, declared falsely, and damaged."""

import codecs
import random
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from webencodings.labels import LABELS

from extractors.charsets.decoding import charset_of, decode, is_utf8
from extractors.charsets.documents import decode_page, utf8_feed
from extractors.charsets.labels import codec_of

# Short texts that the project wrote, with the charsets that such pages are in.
TEXTS = {
    "fr": (
        "L'été dernier, la mairie a fermé l'école près du théâtre : « c'était nécessaire ».",
        "windows-1252 iso-8859-15",
    ),
    "de": (
        "Der Bürgermeister eröffnet die größte Brücke über den Fluß, später fährt die Straßenbahn.",
        "windows-1252 iso-8859-1",
    ),
    "es": (
        "El año próximo habrá más autobuses, según la alcaldía; ¿quién pagará la ampliación?",
        "windows-1252",
    ),
    "pt": (
        "A ponte não abrirá até o verão; a prefeitura diz que são obras de manutenção.",
        "windows-1252",
    ),
    "sv": (
        "Bron över ån öppnar på måndag, säger kommunen, men färjan går även på hösten.",
        "windows-1252",
    ),
    "pl": (
        "Most zostanie zamknięty do wiosny, ogłosiły władze miasta; będą objazdy i kłopoty, więc wyjedźmy.",
        "windows-1250 iso-8859-2",
    ),
    "cs": (
        "Starý most bude uzavřen až do příštího jara, řekl starosta; lidé budou muset jezdit přívozem.",
        "windows-1250 iso-8859-2",
    ),
    "hu": (
        "A régi hidat tavaszig lezárják, közölte a főpolgármester; a kerülőút hosszú, a szőlő megérett.",
        "windows-1250 iso-8859-2",
    ),
    "tr": (
        "Köprü ilkbahara kadar kapalı kalacak, dedi başkan; yolcular vapurla geçecek, ığdır da öyle.",
        "windows-1254 iso-8859-9",
    ),
    "ru": (
        "Старый мост закроют до весны, сообщила мэрия; жители будут ездить на пароме.",
        "windows-1251 koi8-r iso-8859-5 ibm866",
    ),
    "uk": (
        "Старий міст закриють до весни, повідомила міська рада; мешканці їздитимуть поромом, її теж.",
        "windows-1251 koi8-u",
    ),
    "bg": (
        "Старият мост ще бъде затворен до пролетта, съобщи общината; ще има ферибот.",
        "windows-1251",
    ),
    "el": (
        "Η παλιά γέφυρα θα μείνει κλειστή μέχρι την άνοιξη, ανακοίνωσε ο δήμος της πόλης.",
        "windows-1253 iso-8859-7",
    ),
    "he": (
        "הגשר הישן ייסגר עד האביב, הודיעה העירייה; התושבים יעברו במעבורת.",
        "windows-1255",
    ),
    "ar": (
        "سيغلق الجسر القديم حتى الربيع، أعلنت البلدية، وسيعبر السكان بالعبارة.",
        "windows-1256 iso-8859-6",
    ),
    "th": (
        "สะพานเก่าจะปิดจนถึงฤดูใบไม้ผลิ เทศบาลเมืองประกาศเมื่อวันอังคาร",
        "windows-874 tis-620",
    ),
    "ja": (
        "古い橋は春まで通行止めになると市が火曜日に発表した。修理費は約四億円の見通し。",
        "shift_jis euc-jp iso-2022-jp",
    ),
    "zh-CN": (
        "老桥将关闭到春天，市政府星期二宣布，居民可以乘坐渡船过河。",
        "gbk gb18030",
    ),
    "zh-TW": (
        "舊橋將關閉到春天，市政府星期二宣布，居民可以搭乘渡船過河。",
        "big5",
    ),
    "ko": (
        "오래된 다리는 봄까지 폐쇄된다고 시가 화요일에 발표했다. 주민들은 배를 탄다.",
        "euc-kr ks_c_5601-1987",
    ),
}
ROWS = [(language, text, label) for language, (text, labels) in TEXTS.items() for label in labels.split()]
IDS = [f"{language}-{label}" for language, _, label in ROWS]


def _encoded(text: str, label: str) -> bytes:
    codec = codec_of(label)
    assert codec is not None
    return text.encode(codec)


@pytest.mark.parametrize(("language", "text", "label"), ROWS, ids=IDS)
def test_a_text_is_read_whatever_is_declared(language: str, text: str, label: str) -> None:
    body = _encoded(text, label)
    assert decode(body, [label]) == text
    assert decode(body) == text
    assert decode(body, ["utf-8"]) == text
    assert decode(body, [None, "no-such-charset", "x-user-defined"]) == text
    assert decode(body, ["utf-8", label]) == text
    assert decode(text.encode(), [label]) == text


@pytest.mark.parametrize(("language", "text", "label"), ROWS, ids=IDS)
def test_a_false_declaration_of_another_script_is_not_believed(language: str, text: str, label: str) -> None:
    body = _encoded(text, label)
    others = {"windows-1251", "koi8-r", "iso-8859-1", "windows-1253", "shift_jis", "euc-kr", "big5"} - {label}
    wrong = {other: read for other in others if (read := decode(body, [other])) != text}
    assert not wrong


@pytest.mark.parametrize(("language", "text", "label"), ROWS, ids=IDS)
def test_a_damaged_byte_costs_a_letter_or_two(language: str, text: str, label: str) -> None:
    """In charsets of two bytes a letter, a damaged byte may take more, up to the next one in ASCII."""
    body = f"<p>{language}</p>\n".encode() * 3 + b"<p>" + b"</p> <p>".join([_encoded(text, label)] * 3)
    high = [at for at, byte in enumerate(body) if byte > 127]
    for at in random.Random(language + label).sample(high, 3) if high else []:
        damaged = bytearray(body)
        damaged[at] = 0xFF
        for declared in ([label], ["utf-8"], []):
            assert decode(bytes(damaged), declared).count(text) >= 2


@pytest.mark.parametrize("language", TEXTS)
def test_utf8_with_a_bad_byte_is_utf8(language: str) -> None:
    text = TEXTS[language][0]
    body = text.encode()
    for at in range(0, len(body) - 1, 7):
        for declared in ([], ["utf-8"], ["windows-1252"], ["koi8-r"], ["gbk"]):
            assert charset_of(body[:at] + b"\xff" + body[at:], declared) == "utf-8"
        assert is_utf8(body[:at] + body[at + 1 :])


@pytest.mark.parametrize(
    ("body", "declared", "text"),
    [
        # Few letters beyond ASCII: what is declared is believed, else windows-1252.
        ("Café society".encode("cp1252"), None, "Café society"),
        ("The mayor’s “last” word – he said".encode("cp1252"), None, "The mayor’s “last” word – he said"),
        ("A £5 charge at 30 °C".encode("cp1252"), None, "A £5 charge at 30 °C"),
        ("A £5 charge at 30 °C".encode("cp1252"), "iso-8859-1", "A £5 charge at 30 °C"),
        ("Żółć".encode("cp1250"), "windows-1250", "Żółć"),
        ("İzmir".encode("cp1254"), "iso-8859-9", "İzmir"),
        ("東京".encode("euc_jp"), "euc-jp", "東京"),
        ("①号線".encode("cp932"), "Shift_JIS", "①号線"),
        ("다리 뷁".encode("cp949"), "euc-kr", "다리 뷁"),
        ("朱镕基".encode("gbk"), "gb2312", "朱镕基"),
        ("Prix : 5 €".encode("cp1252"), "iso-8859-1", "Prix : 5 €"),
        ("Мост".encode("utf-16"), None, "Мост"),
        ("<p>Мост</p><p>и парк</p>".encode("utf-16-le"), None, "<p>Мост</p><p>и парк</p>"),
        ("<p>Мост</p><p>и парк</p>".encode("utf-16-be"), "utf-8", "<p>Мост</p><p>и парк</p>"),
        ("<p>橋</p>".encode("utf-16-be"), "utf-16", "<p>橋</p>"),
        ("<p>橋を</p>".encode("iso2022_jp"), None, "<p>橋を</p>"),
        ("<p>橋を</p>".encode("iso2022_jp"), "utf-8", "<p>橋を</p>"),
        (b"\xef\xbb\xbf\xef\xbb\xbfx", "windows-1251", "x"),
        (b"plain", "utf-16", "plain"),
        (b"plain", "hz-gb-2312", "plain"),
        (b"", "utf-8", ""),
    ],
)
def test_short_and_special_bodies(body: bytes, declared: str | None, text: str) -> None:
    assert decode(body, [declared]) == text


def test_every_label_of_the_standard_is_a_codec_or_nothing() -> None:
    nothing = {label for label in LABELS if codec_of(label) is None}
    assert nothing == {"iso-2022-cn", "iso-2022-cn-ext", "replacement", "x-user-defined"}
    for label in set(LABELS) - nothing:
        assert codecs.lookup(codec_of(label.upper()) or "").name == codec_of(f' "{label}" ')


@pytest.mark.parametrize(
    "label",
    [
        "",
        "none",
        "base64",
        "zlib",
        "idna",
        "punycode",
        "unicode_escape",
        "rot13",
        "undefined",
        "x" * 9_999,
        "\0",
    ],
)
def test_a_name_of_no_charset_is_nothing(label: str) -> None:
    assert codec_of(label) is None


@pytest.mark.parametrize("lang", ["fr", "en", "pl", ""])
def test_the_header_counts_more_than_the_page_and_both_less_than_the_letters(lang: str) -> None:
    text = TEXTS["pl"][0]
    page = f'<html lang="{lang}"><meta charset="iso-8859-2"><p>{text}</p>'
    assert text in decode_page(page.encode("iso-8859-2"), "text/html; charset=utf-8")
    assert text in decode_page(page.encode("iso-8859-2"), "text/html; charset=windows-1251")
    assert text in decode_page(page.encode("cp1250"), "text/html; charset=windows-1250")
    assert text in decode_page(page.encode("cp1250"), "text/html")
    assert text in decode_page(page.encode(), "text/html; charset=windows-1250")


@pytest.mark.parametrize(
    "declaration",
    [
        '<?xml version="1.0" encoding="{}"?>',
        "<?xml version='1.0'  encoding = '{}' ?>",
        '\n<?xml version="1.0"\n\tencoding=" {} "\nstandalone="yes"?>',
        '\r\n \t<?xml encoding="{}" version="1.0"?>',
        '<br />\n<b>Warning</b>: in line 3<br />\n<?xml version="1.0" encoding="{}"?>',
        "",
    ],
)
@pytest.mark.parametrize("label", ["windows-1251", "KOI8-R", "utf-8", "utf-16"])
def test_a_feed_becomes_utf8_and_says_so(declaration: str, label: str) -> None:
    text = f"<rss><title>{TEXTS['ru'][0]}</title></rss>"
    for said in (label, "utf-8", "windows-1252", "x-unknown"):
        body = (declaration.format(said) + text).encode(label)
        for content_type in (
            None,
            "application/xml",
            f"text/xml; charset={label}",
            "text/xml; charset=utf-8",
        ):
            feed = utf8_feed(body, content_type).decode()
            assert text in feed
            assert feed == feed.lstrip()
            assert said == "utf-8" or said not in feed


@given(st.binary(max_size=400), st.sampled_from([None, *LABELS, "nonsense", "utf-32", "utf-7", "cp037"]))
def test_no_bytes_ever_raise(body: bytes, label: str | None) -> None:
    assert isinstance(decode(body, [label]), str)
    utf8_feed(body, f"text/xml; charset={label}").decode()


@pytest.mark.parametrize(
    "body", [b"\xff" * 5_000_000, b"<" * 5_000_000 + b"\x80", b"\xc3" * 5_000_000, b"\x81a" * 2_000_000]
)
def test_large_nonsense_ends_soon(body: bytes) -> None:
    started_s = time.process_time()
    decode(body, ["utf-8", "shift_jis"])
    assert time.process_time() - started_s < 5
