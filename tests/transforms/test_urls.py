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


# What senders add to a link, and never say which text is shown.
TRACKED = """
fbclid=IwAR0 gclid=Cj0 gclsrc=aw.ds gad_source=1 gad_campaignid=2077 gbraid=0AA wbraid=Cjk srsltid=Afm
_ga=2.1 __twitter_impression=true ref_src=twsrc%5Etfw ref_url=https%3A%2F%2Fa.example twclid=2-3 igsh=abc
igshid=NTc mibextid=Zxz guccounter=1 guce_referrer=aHR0 guce_referrer_sig=AQA soc_src=social-sh ysclid=l1
yclid=7 _openstat=x ns_mchannel=rss ns_source=feed ns_campaign=1490 ns_linkname=0 ito=1490
partner=rss&emc=rss partner=rssnyt xtor=RSS-1 at_medium=custom7 wt_zmc=sm.int WT.mc_id=tw wt.mc_ev=click
_hsenc=p2A _hsmi=8 hsa_acc=3 mc_cid=a mc_eid=UNIQID mkt_tok=eyJ elqTrackId=1a2b dicbo=v2 tblci=GiB
echobox=170 Echobox=170 traffic_source=rss utm_source=rss UTM_Campaign=X pk_campaign=x mtm_source=x
piwik_kwd=x msclkid=0a ttclid=E.C rdt_cid=1 s_cid=a s_kwcid=AL cmpid=rss CMP=twt_gu smid=tw-share
srnd=premium wprss=rss_world sara_ecid=soci ref=rss source=atom mod=rss_world amp_js_v=0.1 usqp=mq331
spm=a2g0o vero_id=7 oly_enc_id=9 _branch_match_id=1 awc=1_2
"""
# What may say so: common words, numbers, and values that are no channel.
KEPT = """
id=17 page=2 p=4711 story=1490 cid=17 mc=5 ref=17 from=Berlin source=interview partner=42 mod=article emc=2
campaign=election igs=1 gclid2=a title=utm_source nsid=17 feed=rss2 s=20 t=90 lang=de utm=1 tag=rss
"""


@pytest.mark.parametrize("tracker", TRACKED.split())
def test_what_senders_add_identifies_no_text(tracker: str) -> None:
    assert normalise_url(f"http://example.com/a?{tracker}") == "http://example.com/a"
    assert normalise_url(f"http://example.com/a?{tracker}&id=1") == "http://example.com/a?id=1"


@pytest.mark.parametrize("parameter", KEPT.split())
def test_other_parameters_stay(parameter: str) -> None:
    assert normalise_url(f"http://example.com/a?{parameter}") == f"http://example.com/a?{parameter}"


@pytest.mark.parametrize(
    ("host", "ascii_host"),
    [
        ("straße.example", "xn--strae-oqa.example"),
        ("STRASSE.example", "strasse.example"),
        ("FAß.example", "xn--fa-hia.example"),
        ("βόλος.example", "xn--nxasmm1c.example"),
        ("βόλοσ.example", "xn--nxasmq6b.example"),
        ("نامه\u200cای.example", "xn--mgba3gch31f060k.example"),
        ("ශ්\u200dරී.example", "xn--10cl1a0b660p.example"),
        ("ﬁnanz.example", "finanz.example"),
        ("новости。example", "xn--b1amnebsh.example"),
        ("reader:pw@Straße.example:8080", "xn--strae-oqa.example:8080"),
    ],
)
def test_hosts_are_in_ascii_as_browsers_ask_for_them(host: str, ascii_host: str) -> None:
    assert normalise_url(f"http://{host}/a") == f"http://{ascii_host}/a"


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
