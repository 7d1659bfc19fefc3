"""The character set of a page."""

import pytest

from extractors.charsets.documents import decode_page

RUSSIAN = "Совет решил оставить старый маяк открытым ещё на десять лет."
JAPANESE = "町議会は古い灯台をあと十年残すことを決めた。"


@pytest.mark.parametrize(
    ("text", "charset", "content_type", "head"),
    [
        (RUSSIAN, "windows-1251", "text/html", '<meta charset="windows-1251">'),
        (RUSSIAN, "windows-1251", "text/html; charset=windows-1251", ""),
        (
            RUSSIAN,
            "koi8-r",
            "text/html",
            '<meta http-equiv="Content-Type" content="text/html; charset=koi8-r">',
        ),
        (RUSSIAN, "utf-16", "text/html", ""),
        (JAPANESE, "shift_jis", "text/html; charset=Shift_JIS", ""),
        (JAPANESE, "euc_jp", "text/html", '<meta charset="euc-jp">'),
        (JAPANESE, "iso2022_jp", "text/html", '<meta charset="iso-2022-jp">'),
        (JAPANESE, "iso2022_jp", "text/html; charset=ISO-2022-JP", ""),
        # What is UTF-8 throughout is that, whatever is said of it.
        (JAPANESE, "utf-8", "text/html; charset=gb2312", '<meta charset="iso-8859-1">'),
        (RUSSIAN, "utf-8-sig", "text/html; charset=windows-1251", ""),
    ],
)
def test_the_charset_of_a_page(text: str, charset: str, content_type: str, head: str) -> None:
    assert text in decode_page(f"<html><head>{head}</head><p>{text}</p>".encode(charset), content_type)


def test_an_undeclared_charset_is_guessed() -> None:
    assert RUSSIAN in decode_page(f"<p>{RUSSIAN * 5}</p>".encode("windows-1251"), None)


@pytest.mark.parametrize("body", [b"", b"\xff\xfe", b"\x80\x81\x82", b"\x1b$", b"\x00" * 10])
def test_bytes_that_mean_nothing_are_still_characters(body: bytes) -> None:
    assert isinstance(decode_page(body, "text/html; charset=no-such"), str)
