"""Normalised URLs, and the ids, hosts and domains that follow from them."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from transforms.urls import article_id, digest_id, host_of, is_home_page, normalise_url, registered_domain

ANY_TEXT = st.text(st.characters(codec=None, exclude_categories=()), max_size=80)
WEB_URLS = st.builds(
    "{}://{}{}?{}#{}".format,
    st.sampled_from(("http", "https", "HTTP")),
    st.one_of(ANY_TEXT, st.sampled_from(("example.com", "Bücher.de:443", "u:p@[::1]:80", "."))),
    st.builds("/{}".format, ANY_TEXT),
    st.one_of(ANY_TEXT, st.sampled_from(("b=%e9&a=1", "&&=&x", "utm_source=a&a=b=c", "%26utm_id=1"))),
    ANY_TEXT,
)


@given(st.one_of(ANY_TEXT, WEB_URLS))
@example("http://./a")
@example("http://example.com/" + "あ" * 2_000)
@example("http://[v1.a]/")
@example("http://\x80")
def test_normal_form_is_stable_whatever_the_text(url: str) -> None:
    normal = normalise_url(url)
    if normal is not None:
        assert normal.isascii()
        assert normal.startswith(("http://", "https://"))
        assert len(normal) <= 4_000
        assert normalise_url(normal) == normal


@pytest.mark.parametrize(
    ("url", "normal"),
    [
        ("HTTP://Example.COM", "http://example.com/"),
        ("http://example.com./a", "http://example.com/a"),
        ("http://example.com:80/a", "http://example.com/a"),
        ("https://example.com:80/a", "https://example.com:80/a"),
        ("http://example.com/a#part", "http://example.com/a"),
        ("http://reader:secret@example.com/a", "http://example.com/a"),
        ("http://[::1]:8080/a", "http://[::1]:8080/a"),
        ("http://Bücher.de/Straße", "http://xn--bcher-kva.de/Stra%C3%9Fe"),
        ("http://例え.jp/あ", "http://xn--r8jz45g.jp/%E3%81%82"),
        ("http://example.com/%7Eab%2fc/%c3%a9", "http://example.com/~ab%2Fc/%C3%A9"),
        (" http://example.com/a b\n", "http://example.com/a%20b"),
        ("http://example.com/x/../a", "http://example.com/a"),
        ("http://example.com/a?", "http://example.com/a"),
        ("http://example.com/a?b=2&a=1", "http://example.com/a?a=1&b=2"),
        ("http://example.com/a?q=x%20y", "http://example.com/a?q=x+y"),
        ("http://example.com/a?id=1&utm_source=x&UTM_Medium=y&fbclid=z", "http://example.com/a?id=1"),
        ("http://example.com/a?ref=rss&from=Twitter", "http://example.com/a"),
        ("http://example.com/a?from=Berlin", "http://example.com/a?from=Berlin"),
        ("http://example.com/a/", "http://example.com/a"),
        ("http://example.com//a///b/", "http://example.com/a/b"),
        ("http://example.com/a/index.html", "http://example.com/a"),
        ("http://example.com/a;jsessionid=0123ABC?b=1", "http://example.com/a?b=1"),
        ("http://example.com/a?PHPSESSID=0123456789abcdef&b=1", "http://example.com/a?b=1"),
        ("http://example.com/a?sid=1234", "http://example.com/a?sid=1234"),
        ("http://example.com/a?state=ut&at=1", "http://example.com/a?at=1&state=ut"),
        ("http://example.com/a?b=%26utm_id%3D1", "http://example.com/a?b=%26utm_id%3D1"),
    ],
)
def test_one_spelling(url: str, normal: str) -> None:
    assert normalise_url(url) == normal


def test_parameters_that_are_not_utf8_stay_apart() -> None:
    first, second = normalise_url("http://example.com/?t=%E9"), normalise_url("http://example.com/?t=%e8")
    assert (first, second) == ("http://example.com/?t=%E9", "http://example.com/?t=%E8")


@pytest.mark.parametrize(
    "url",
    [
        "",
        "javascript:alert(1)",
        "mailto:a@example.com",
        "//example.com/a",
        "example.com/a",
        "/a/b",
        "http://",
        "http:///a",
        "http://./a",
        "http://example.com:99999/",
        "http://exa mple.com/",
        "http://example.com/\udc80",
        "http://example.com/" + "a" * 4_000,
    ],
)
def test_what_cannot_be_followed_has_no_normal_form(url: str) -> None:
    assert normalise_url(url) is None


def test_article_id_is_the_start_of_a_sha256() -> None:
    # printf %s http://example.com/a | sha256sum
    assert article_id("http://example.com/a") == "5bd48fa6-6118-084c-c327-79267a31116d"
    assert digest_id("a", "b") == digest_id("a\nb") != digest_id("ab")


@pytest.mark.parametrize(
    ("host", "domain"),
    [
        ("www.bbc.co.uk", "bbc.co.uk"),
        ("bbc.co.uk", "bbc.co.uk"),
        ("news.example.com", "example.com"),
        ("localhost", "localhost"),
        ("192.168.1.2", "192.168.1.2"),
        ("::1", "::1"),
        ("a.b.intranet", "b.intranet"),
        ("", ""),
    ],
)
def test_registered_domain(host: str, domain: str) -> None:
    assert registered_domain(host) == domain


@given(ANY_TEXT)
def test_hosts_and_domains_of_any_text(text: str) -> None:
    assert host_of(f"http://{text}") == host_of(f"http://{text}").lower()
    registered_domain(text)


@pytest.mark.parametrize(
    ("url", "is_home"),
    [
        ("http://example.com/", True),
        ("http://example.com/index.html", True),
        ("http://example.com/?p=12", False),
        ("http://example.com/index.php?id=3", False),
        ("http://example.com/a", False),
    ],
)
def test_home_pages(url: str, *, is_home: bool) -> None:
    assert is_home_page(url) is is_home
