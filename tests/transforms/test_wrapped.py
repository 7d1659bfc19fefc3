"""URLs inside other URLs: counted links, and copies in caches."""

import pytest

from transforms.wrapped import cached_origin_host, unwrapped

STORY = "http://www.post.example/2026/lighthouse?id=7&b=2"
IN = "http%3A%2F%2Fwww.post.example%2F2026%2Flighthouse%3Fid%3D7%26b%3D2"
COUNTED = [
    f"https://www.google.com/url?rct=j&sa=t&url={IN}&ct=ga&cd=CAIyG&usg=AOv",
    f"http://google.co.uk/url?q={IN}&sa=D",
    f"HTTPS://WWW.GOOGLE.DE/url?url={IN}",
    f"http://www.bing.com/news/apiclick.aspx?ref=FexRss&aid=&tid=6&url={IN}&c=1&mkt=en-us",
    f"https://l.facebook.com/l.php?u={IN}&h=AT0",
    f"https://duckduckgo.com/l/?uddg={IN}",
    f"https://vk.com/away.php?to={IN}&cc_key=",
    f"https://out.reddit.com/?url={IN}",
    "https://www.google.com/url?url=https%3A%2F%2Fl.facebook.com%2Fl.php%3Fu%3D" + IN.replace("%", "%25"),
]
PLAIN = [
    STORY,
    f"http://www.google.com.evil.example/url?url={IN}",
    f"http://notgoogle.com/url?url={IN}",
    f"http://www.google.com/search?url={IN}",
    f"ftp://www.google.com/url?url={IN}",
    "http://www.google.com/url?url=/search",
    "http://www.google.com/url?url=javascript:alert(1)",
    "http://www.google.com/url?url=http:///",
    "http://www.google.com/url",
    "http://www.google.com/url?url=",
    "http://[/url?url=http://a.example/",
    "",
]


@pytest.mark.parametrize("url", COUNTED)
def test_a_counted_link_leads_to_the_page_in_it(url: str) -> None:
    assert unwrapped(url) == STORY


@pytest.mark.parametrize("url", PLAIN)
def test_other_urls_stay_as_they_are(url: str) -> None:
    assert unwrapped(url) == url


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://www-post-example.cdn.ampproject.org/c/s/www.post.example/amp/1", "www.post.example"),
        ("https://cdn.ampproject.org/v/www.post.example/amp/1?amp_js_v=0.1", "www.post.example"),
        ("https://www.google.com/amp/s/www.post.example/amp/1", "www.post.example"),
        ("https://post-example.bing-amp.com/c/s/post.example/1", "post.example"),
        ("https://web.archive.org/web/20260106101500/https://www.post.example/1", "www.post.example"),
        ("https://web.archive.org/web/20260106id_/http:/www.post.example:80/1", "www.post.example"),
        ("https://evil.example/c/s/www.post.example/amp/1", ""),
        ("https://cdn.ampproject.org.evil.example/c/s/www.post.example/1", ""),
        ("https://www.google.com/amp/1", ""),
        ("https://www.google.com/search/s/www.post.example/", ""),
        ("http://[", ""),
    ],
)
def test_the_origin_of_a_copy_is_known_of_known_caches(url: str, host: str) -> None:
    assert cached_origin_host(url) == host
